"""Provides what the pages of people, voice, hours and lists share, and the page of the company itself."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.company.service import own_company
from app.db.commits import before_commit
from app.ports import directory as port
from app.ports.jobs import Periodic, periodic_jobs
from app.settings.directory import compile_directory
from app.settings.facts import facts
from app.settings.pages import TABS, Tab, Unconfirmed, ask_first, tabs
from app.settings.publishing import publish_stale
from app.settings.renewing import renew_directories
from app.settings.routes import settings
from app.web.menu import MenuItem, menu

HOUR_S = 3600


def init_app(app: Flask) -> None:
    """Register the page, the menu item, and what publishes the company's directory."""
    app.register_blueprint(settings)
    app.register_error_handler(Unconfirmed, ask_first)
    TABS.add(app, Tab("settings.company", _("Company"), "building", 60))
    menu.add(app, MenuItem("settings.home", _("Settings"), "settings", 20, pages=tabs))
    before_commit.add(app, publish_stale)
    port.directory_maker.provide(app, lambda spoken: compile_directory(own_company(), spoken))
    port.facts.add(app, facts)
    periodic_jobs.add(app, Periodic("renew directories", HOUR_S, renew_directories))
