"""Serves the pages of calendars."""

from datetime import date, datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.company.service import lock_company, own_company
from app.db import find, now
from app.hours import service
from app.hours.calendar_form import CalendarForm
from app.hours.changed_since import Stored, stored_otherwise
from app.hours.models import Calendar
from app.hours.public_holidays import countries, regions
from app.hours.routes.blueprint import hours
from app.hours.special_days import special_day
from app.hours.week import DAYS, spread, write_hours
from app.rights import right
from app.settings.pages import commit, drafts_with
from app.settings.publishing import flows_with, flows_with_each
from app.web.i18n import day, language


@hours.get("/hours")
@right("see settings")
def calendars() -> ResponseReturnValue:
    """List the calendars."""
    found = service.list_calendars()
    return render_template(
        "hours/calendars.html",
        calendars=found,
        outlooks={each.id: service.outlook_of(each) for each in found},
        uses=flows_with_each("calendar"),
        days=DAYS,
        write_hours=write_hours,
        spread=spread,
        special_day=special_day,
        zone=own_company().zone,
    )


@hours.route("/hours/new", methods=["GET", "POST"])
@right("set up")
def new_calendar() -> ResponseReturnValue:
    """Add a calendar."""
    form = CalendarForm(None, own_company().country)
    if "look" in request.form:
        return _looked_at(form, None)
    if form.validate_on_submit():
        made = service.add_calendar(form.label.data, form.week, form.special.data, holidays=form.holidays)
        commit(_("The calendar %(name)s was made.", name=made.label))
        return redirect(url_for("hours.calendars"))
    return _page(form, None)


@hours.route("/hours/<int:calendar_id>", methods=["GET", "POST"])
@right("see settings", change="set up")
def calendar(calendar_id: int) -> ResponseReturnValue:
    """Show and change a calendar."""
    calendar = find(Calendar, id=calendar_id)
    form = CalendarForm(calendar, own_company().country)
    if "look" in request.form:
        return _looked_at(form, calendar)
    if form.validate_on_submit():
        lock_company()
        if form.revision.data != str(calendar.revision):
            return _changed_in_between(form, calendar)
        service.change_calendar(calendar, form.label.data, form.week, form.special.data, form.holidays)
        commit(_("Saved."))
        return redirect(url_for("hours.calendars"))
    return _page(form, calendar)


@hours.post("/hours/<int:calendar_id>/delete")
@right("set up")
def delete_calendar(calendar_id: int) -> ResponseReturnValue:
    """Delete a calendar."""
    calendar = find(Calendar, id=calendar_id)
    drafts = drafts_with("calendar", calendar.name)
    service.delete_calendar(calendar)
    commit(_("The calendar %(name)s was deleted.", name=calendar.label), drafts)
    return redirect(url_for("hours.calendars"))


@hours.app_template_filter()
def day_of_year(at: date) -> str:
    """Format a date."""
    return day(at)


@hours.app_template_filter()
def country_name(code: str) -> str:
    """Return the name of a country."""
    return dict(countries(language())).get(code, code)


@hours.app_template_filter()
def region_name(chosen: dict[str, Any]) -> str:
    """Return the name of the chosen region."""
    return dict(regions(chosen["country"])).get(chosen["region"], "")


def _looked_at(form: CalendarForm, calendar: Calendar | None) -> ResponseReturnValue:
    form.preview(request.form["look"])
    return _page(form, calendar, 200)


def _changed_in_between(form: CalendarForm, calendar: Calendar) -> ResponseReturnValue:
    """Show the form again with what somebody else saved; saving once more overwrites it."""
    stored = stored_otherwise(form, calendar)
    form.revision.data = form.revision.raw_data = str(calendar.revision)
    return _page(form, calendar, 409, stored)


def _page(
    form: CalendarForm, calendar: Calendar | None, status: int | None = None, stored: list[Stored] | None = None
) -> ResponseReturnValue:
    page = render_template(
        "hours/calendar.html",
        form=form,
        calendar=calendar,
        stored=stored,
        outlook=_outlook(form),
        days=DAYS,
        zone=own_company().zone,
        uses=flows_with("calendar", calendar.name) if calendar else "",
    )
    return page, status or (422 if form.is_submitted() else 200)


def _outlook(form: CalendarForm) -> service.Outlook | None:
    """Return the outlook of what is typed; None while it is not valid."""
    if form.is_submitted() and not form.can_be_read():
        return None
    return service.outlook(form.week, form.special.data, form.holidays, _asked_moment(form))


def _asked_moment(form: CalendarForm) -> datetime | None:
    """Return the moment for which a preview is wanted; None means now."""
    clock = own_company().clock
    today = now().astimezone(clock)
    day, time = form.preview_day.data, form.preview_time.data
    if day is None and time is None:
        return None
    return datetime.combine(day or today.date(), time or today.time(), clock)
