"""Serves the pages of groups."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db, find
from app.people.group_form import GroupForm
from app.people.models import STRATEGIES, Employee, Group, GroupMember
from app.people.routes.blueprint import people
from app.people.service import groups as service
from app.ports.flows import uses_of
from app.rights import right
from app.settings.pages import commit, drafts_with


@people.get("/groups")
@right("see settings")
def groups() -> ResponseReturnValue:
    """List the groups."""
    return render_template(
        "people/groups.html", listed=service.groups_with_uses(), strategies=STRATEGIES, free=service.free_in_groups()
    )


@people.route("/groups/new", methods=["GET", "POST"])
@right("set up")
def new_group() -> ResponseReturnValue:
    """Add a group."""
    form = GroupForm(strategy="all")
    form.read(None)
    if form.is_submitted() and form.validate() & form.check():
        service.add_group(form.label.data, form.people, None, form.strategy.data, form.delays, form.wrap_up_s.data)
        commit(_("The group %(name)s was made.", name=form.label.data))
        return redirect(url_for("people.groups"))
    return _page(form, None)


@people.route("/groups/<int:group_id>", methods=["GET", "POST"])
@right("see settings", change="set up")
def group(group_id: int) -> ResponseReturnValue:
    """Show and change a group."""
    group = find(Group, id=group_id)
    form = GroupForm(label=group.label, strategy=group.strategy, wrap_up_s=group.wrap_up_s)
    form.read(_with_members(group))
    if form.is_submitted() and form.validate() & form.check():
        service.change_group(group, form.label.data, form.people, form.strategy.data, form.delays, form.wrap_up_s.data)
        commit(_("Saved."))
        return redirect(url_for("people.groups"))
    return _page(form, group)


@people.post("/groups/<int:group_id>/delete")
@right("set up")
def delete_group(group_id: int) -> ResponseReturnValue:
    """Delete a group."""
    group = find(Group, id=group_id)
    drafts = drafts_with("group", group.name)
    service.delete_group(group)
    commit(_("The group %(name)s was deleted.", name=group.label), drafts)
    return redirect(url_for("people.groups"))


def _with_members(group: Group) -> Group:
    """Load all members in one query."""
    members = selectinload(Group.members).options(joinedload(GroupMember.employee))
    return db.session.scalars(
        select(Group).where(Group.id == group.id).options(members).execution_options(populate_existing=True)
    ).one()


def _page(form: GroupForm, group: Group | None) -> ResponseReturnValue:
    people = select(Employee.id, Employee.extension, Employee.name).order_by(Employee.extension)
    page = render_template(
        "people/group.html",
        form=form,
        group=group,
        people=list(db.session.execute(people)),
        uses=uses_of("group", group.name) if group else [],
    )
    return page, 422 if form.is_submitted() else 200
