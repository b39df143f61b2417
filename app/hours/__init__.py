"""Manages opening hours: calendars with weeks, special days and public holidays."""

from collections.abc import Iterator

from flask import Flask
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.db import db
from app.hours.directory import calendars
from app.hours.facts import facts
from app.hours.models import Calendar
from app.hours.routes import api, hours
from app.ports import directory as port
from app.ports.directory import Reference
from app.settings.directory import PARTS
from app.settings.pages import TABS, Tab


def references() -> Iterator[Reference]:
    """Yield the company's calendars, by label."""
    for name, label in db.session.execute(select(Calendar.name, Calendar.label).order_by(Calendar.label)):
        yield Reference("calendar", name, label)


def init_app(app: Flask) -> None:
    """Register the pages, and provide calendars to flows and calls."""
    app.register_blueprint(hours)
    app.register_blueprint(api)
    TABS.add(app, Tab("hours.calendars", _("Opening hours"), "calendar-time", 40))
    PARTS.add(app, calendars)
    port.providers.add(app, references)
    port.facts.add(app, facts)
