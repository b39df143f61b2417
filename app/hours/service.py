"""Manages opening hours."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.company.service import own_company
from app.db import db, now
from app.hours.directory import calendar_entry, offsets
from app.hours.models import Calendar
from app.hours.public_holidays import HolidayChoice
from app.hours.week import Week
from app.moments import moment
from app.port import Registry
from app.settings.publishing import InUse, flows_with, free_name
from designer.runtime.calendar import changes, is_open

MOST_CHANGES = 10
MOST_USERS = 3
USERS: Registry[Callable[[Calendar], Iterable[str]]] = Registry("users of calendars")
"""Functions that name those whose working hours a calendar is."""

Days = list[dict[str, Any]]


@dataclass(frozen=True)
class Outlook:
    """Describes what a calendar says about a moment: whether it is open, and its next changes as (moment, is open)."""

    at: datetime
    is_open: bool
    changes: list[tuple[datetime, bool]]


def list_calendars() -> list[Calendar]:
    """Return the company's calendars by label."""
    return list(db.session.scalars(select(Calendar).order_by(Calendar.label)))


def add_calendar(
    label: str, week: Week, special_days: Days, name: str | None = None, holidays: HolidayChoice | None = None
) -> Calendar:
    """Add a calendar. *special_days* are JSON of ``SpecialDay``; *name* is for flows, None derives one."""
    calendar = Calendar(
        name=name or free_name(label, Calendar.name),
        label=label,
        week=week,
        special_days=special_days,
        holidays=holidays.to_json() if holidays else None,
        revision=1,
    )
    db.session.add(calendar)
    return calendar


def change_calendar(
    calendar: Calendar, label: str, week: Week, special_days: Days, holidays: HolidayChoice | None = None
) -> None:
    """Change a calendar."""
    calendar.label, calendar.week, calendar.special_days = label, week, special_days
    calendar.holidays = holidays.to_json() if holidays else None
    calendar.revision += 1


def delete_calendar(calendar: Calendar) -> None:
    """Delete a calendar. Raise InUse if a published flow refers to it."""
    if flows := flows_with("calendar", calendar.name):
        sentence = _(
            "The calendar %(name)s can't be deleted: it decides in %(flows)s.", name=calendar.label, flows=flows
        )
        raise InUse(sentence)
    if people := ", ".join(islice((name for users in USERS() for name in users(calendar)), MOST_USERS)):
        sentence = _(
            "The calendar %(name)s can't be deleted: it is the working hours of %(people)s.",
            name=calendar.label,
            people=people,
        )
        raise InUse(sentence)
    db.session.delete(calendar)


def outlook(week: Week, special_days: Days, holidays: HolidayChoice | None, at: datetime | None = None) -> Outlook:
    """Return the outlook at *at*, by default now, computed by the function that calls use."""
    company = own_company()
    at = at or now()
    calendar = calendar_entry(company.zone, week, special_days, holidays.to_json() if holidays else None)
    zones = {company.zone: offsets(company.zone)}
    at_ms = round(at.timestamp() * 1000)
    coming = [
        (moment(change_ms).astimezone(company.clock), is_so)
        for change_ms, is_so in islice(changes(zones, calendar, at_ms), MOST_CHANGES)
    ]
    return Outlook(at.astimezone(company.clock), is_open(zones, calendar, at_ms), coming)


def outlook_of(calendar: Calendar) -> Outlook:
    """Return the outlook of a stored calendar."""
    chosen = HolidayChoice(**calendar.holidays) if calendar.holidays else None
    return outlook(calendar.week, calendar.special_days, chosen)
