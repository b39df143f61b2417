from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.db import find
from app.settings.callers import parse_callers, write_callers
from app.settings.forms import CallerListForm
from app.settings.models import CallerList
from app.settings.routes.pages import commit, settings
from app.settings.service import callers as service


@settings.get("/lists")
def caller_lists() -> ResponseReturnValue:
    return render_template("settings/caller_lists.html", lists=service.list_caller_lists())


@settings.route("/lists/new", methods=["GET", "POST"])
def new_caller_list() -> ResponseReturnValue:
    form = CallerListForm()
    if form.validate_on_submit():
        service.add_caller_list(form.label.data, parse_callers(form.entries.data or ""))
        commit(_("The list %(name)s was made.", name=form.label.data))
        return redirect(url_for("settings.caller_lists"))
    return render_template("settings/caller_list.html", form=form, callers=None), 422 if form.is_submitted() else 200


@settings.route("/lists/<int:list_id>", methods=["GET", "POST"])
def caller_list(list_id: int) -> ResponseReturnValue:
    callers = find(CallerList, id=list_id)
    form = CallerListForm(label=callers.label, entries=write_callers(callers.entries))
    if form.validate_on_submit():
        service.change_caller_list(callers, form.label.data, parse_callers(form.entries.data or ""))
        commit(_("Saved."))
        return redirect(url_for("settings.caller_lists"))
    return render_template("settings/caller_list.html", form=form, callers=callers), 422 if form.is_submitted() else 200


@settings.post("/lists/<int:list_id>/delete")
def delete_caller_list(list_id: int) -> ResponseReturnValue:
    callers = find(CallerList, id=list_id)
    service.delete_caller_list(callers)
    commit(_("The list %(name)s was deleted.", name=callers.label))
    return redirect(url_for("settings.caller_lists"))
