"""Opening hours."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.settings.hours import Intervals
from app.settings.models import Calendar
from app.settings.service.publishing import InUse, flows_with, free_name, publish_directory


def list_calendars() -> list[Calendar]:
    return list(db.session.scalars(select(Calendar).order_by(Calendar.label)))


def add_calendar(label: str, week: list[Intervals], exceptions: dict[str, Any], name: str | None = None) -> Calendar:
    """*week* has seven days, Monday first; *exceptions* has hours by ISO date. *name* is for flows; None makes one."""
    calendar = Calendar(name=name or free_name(Calendar, label), label=label, week=week, exceptions=exceptions)
    db.session.add(calendar)
    publish_directory()
    return calendar


def change_calendar(calendar: Calendar, label: str, week: list[Intervals], exceptions: dict[str, Any]) -> None:
    calendar.label, calendar.week, calendar.exceptions = label, week, exceptions
    publish_directory()


def delete_calendar(calendar: Calendar) -> None:
    """Raises InUse."""
    if flows := flows_with("calendar", calendar.name):
        sentence = _(
            "The calendar %(name)s can't be deleted: it decides in %(flows)s.", name=calendar.label, flows=flows
        )
        raise InUse(sentence)
    db.session.delete(calendar)
    publish_directory()
