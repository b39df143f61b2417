"""Manages lists of callers, such as VIPs and blocked numbers."""

from collections.abc import Iterator

from flask import Flask
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.db import db
from app.lists import outsiders, provided
from app.lists.directory import lists as lists_of_directory
from app.lists.models import CallerList
from app.lists.routes import api, lists
from app.ports import directory as port
from app.ports.callers import callers
from app.ports.directory import Reference
from app.ports.outsiders import KeptOfOutsiders, kept_of_outsiders
from app.settings.directory import PARTS
from app.settings.pages import TABS, Tab


def references() -> Iterator[Reference]:
    """Yield the company's lists, by label."""
    for name, label in db.session.execute(select(CallerList.name, CallerList.label).order_by(CallerList.label)):
        yield Reference("list", name, label)


def init_app(app: Flask) -> None:
    """Register the pages, and provide lists to flows and calls."""
    app.register_blueprint(lists)
    app.register_blueprint(api)
    TABS.add(app, Tab("lists.caller_lists", _("Lists"), "list", 50))
    PARTS.add(app, lists_of_directory)
    port.providers.add(app, references)
    callers.provide(app, provided)
    kept = KeptOfOutsiders(
        "lists",
        _("Entries on lists of callers"),
        outsiders.count,
        outsiders.forget,
        is_optional=True,
        places=outsiders.places,
    )
    kept_of_outsiders.add(app, kept)
