from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.account.service import own_company
from app.db import find
from app.settings.forms import DAYS, CalendarForm
from app.settings.hours import parse_exceptions, parse_hours, write_exceptions, write_hours
from app.settings.models import Calendar
from app.settings.routes.pages import commit, settings
from app.settings.service import calendars as service

OFFICE_WEEK = [[[540, 1080]]] * 5 + [[], []]


@settings.get("/hours")
def calendars() -> ResponseReturnValue:
    return render_template(
        "settings/calendars.html",
        calendars=service.list_calendars(),
        days=DAYS,
        write_hours=write_hours,
        zone=own_company().zone,
    )


@settings.route("/hours/new", methods=["GET", "POST"])
def new_calendar() -> ResponseReturnValue:
    form = _form(None)
    if form.validate_on_submit():
        service.add_calendar(**_values(form))
        commit(_("The calendar %(name)s was made.", name=form.label.data))
        return redirect(url_for("settings.calendars"))
    return _page(form, None)


@settings.route("/hours/<int:calendar_id>", methods=["GET", "POST"])
def calendar(calendar_id: int) -> ResponseReturnValue:
    calendar = find(Calendar, id=calendar_id)
    form = _form(calendar)
    if form.validate_on_submit():
        service.change_calendar(calendar, **_values(form))
        commit(_("Saved."))
        return redirect(url_for("settings.calendars"))
    return _page(form, calendar)


@settings.post("/hours/<int:calendar_id>/delete")
def delete_calendar(calendar_id: int) -> ResponseReturnValue:
    calendar = find(Calendar, id=calendar_id)
    service.delete_calendar(calendar)
    commit(_("The calendar %(name)s was deleted.", name=calendar.label))
    return redirect(url_for("settings.calendars"))


def _page(form: CalendarForm, calendar: Calendar | None) -> ResponseReturnValue:
    page = render_template("settings/calendar.html", form=form, calendar=calendar, zone=own_company().zone)
    return page, 422 if form.is_submitted() else 200


def _form(calendar: Calendar | None) -> CalendarForm:
    week = calendar.week if calendar else OFFICE_WEEK
    return CalendarForm(
        label=calendar.label if calendar else None,
        exceptions=write_exceptions(calendar.exceptions) if calendar else None,
        **{f"day{index}": write_hours(hours) for index, hours in enumerate(week)},
    )


def _values(form: CalendarForm) -> dict[str, Any]:
    return {
        "label": form.label.data,
        "week": [parse_hours(day.data or "") for day in form.days],
        "exceptions": parse_exceptions(form.exceptions.data or ""),
    }
