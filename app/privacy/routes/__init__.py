"""Serves the page that says how long personal data is kept, and deletes a person's."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.company.service import own_company
from app.privacy import service
from app.privacy.forms import ConfirmForm, KeepingForm, PersonForm
from app.rights import right
from app.settings.pages import commit, settings_blueprint
from app.web.errors import Refused

privacy = settings_blueprint("privacy", __name__)


@privacy.route("/privacy", methods=["GET", "POST"])
@right("see settings", change="company")
def index() -> ResponseReturnValue:
    """Show and change how long calls and recordings are kept."""
    form = KeepingForm(obj=own_company())
    if form.validate_on_submit():
        own_company().keeps_calls_days, own_company().keeps_recordings_days = form.days()
        commit(_("Saved. What is older is deleted within the hour."))
        return redirect(url_for("privacy.index"))
    page = render_template("privacy/index.html", form=form, person_form=PersonForm(formdata=None))
    return page, 422 if form.is_submitted() else 200


@privacy.post("/privacy/person")
@right("delete people")
def find_person() -> ResponseReturnValue:
    """Show what is known of a person."""
    form = PersonForm()
    if not form.validate():
        return _again(form)
    try:
        person = service.person_of(form.number.data)
    except Refused as problem:
        form.number.errors = [problem.message]
        return _again(form)
    confirm = ConfirmForm(formdata=None, number=person.number)
    return render_template("privacy/person.html", form=confirm, person=person)


@privacy.post("/privacy/person/delete")
@right("delete people")
def delete_person() -> ResponseReturnValue:
    """Delete a person's data."""
    form = ConfirmForm()
    person = service.person_of(form.number.data or "")
    if not form.validate():
        return render_template("privacy/person.html", form=form, person=person), 422
    service.erase_person(person, form.keeps_lists.data)
    left = service.places_left(person)
    commit(_said(len(person.calls)))
    if left:
        flash(Markup(render_template("privacy/places_left.html", places=left)), "warning")
    return redirect(url_for("privacy.index"))


def _said(calls: int) -> str:
    if not calls:
        return str(_("Deleted."))
    said = ngettext(
        "The person is being taken out of %(num)s call. That takes a moment.",
        "The person is being taken out of %(num)s calls. That takes a moment.",
        calls,
    )
    return str(said)


def _again(form: PersonForm) -> ResponseReturnValue:
    page = render_template("privacy/index.html", form=KeepingForm(formdata=None, obj=own_company()), person_form=form)
    return page, 422
