from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.db import find
from app.settings.forms import GroupForm
from app.settings.models import Employee, Group
from app.settings.routes.pages import commit, settings
from app.settings.service import groups as service
from app.settings.service.employees import list_employees


@settings.get("/groups")
def groups() -> ResponseReturnValue:
    return render_template("settings/groups.html", groups=service.list_groups())


@settings.route("/groups/new", methods=["GET", "POST"])
def new_group() -> ResponseReturnValue:
    form = _form(None)
    if form.validate_on_submit():
        service.add_group(form.label.data, _members(form))
        commit(_("The group %(name)s was made.", name=form.label.data))
        return redirect(url_for("settings.groups"))
    return render_template("settings/group.html", form=form, group=None), 422 if form.is_submitted() else 200


@settings.route("/groups/<int:group_id>", methods=["GET", "POST"])
def group(group_id: int) -> ResponseReturnValue:
    group = find(Group, id=group_id)
    form = _form(group)
    if form.validate_on_submit():
        service.change_group(group, form.label.data, _members(form))
        commit(_("Saved."))
        return redirect(url_for("settings.groups"))
    return render_template("settings/group.html", form=form, group=group), 422 if form.is_submitted() else 200


@settings.post("/groups/<int:group_id>/delete")
def delete_group(group_id: int) -> ResponseReturnValue:
    group = find(Group, id=group_id)
    service.delete_group(group)
    commit(_("The group %(name)s was deleted.", name=group.label))
    return redirect(url_for("settings.groups"))


def _form(group: Group | None) -> GroupForm:
    """The members first, in their order, then everybody else."""
    members = [member.employee for member in group.members] if group else []
    others = [employee for employee in list_employees() if employee not in members]
    form = GroupForm(label=group.label if group else None, members=[each.id for each in members])
    form.members.choices = [SelectChoice(each.id, f"{each.name} ({each.extension})") for each in (*members, *others)]
    return form


def _members(form: GroupForm) -> list[Employee]:
    """In the order of the form that was sent."""
    return [find(Employee, id=employee_id) for employee_id in form.members.data]
