"""Manages employees with their phones, photos, availability and access, and groups."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.hours.service import USERS
from app.people.directory import people as people_of_directory
from app.people.facts import facts
from app.people.references import references
from app.people.routes import me, people
from app.people.service import browser_phones
from app.people.service import colleagues as of_colleagues
from app.people.service.availability import working_by
from app.ports.browser_phones import provide_browser_phones
from app.ports.colleagues import provide_colleagues
from app.ports.directory import provide, provide_facts
from app.settings.directory import PARTS
from app.settings.pages import TABS, Tab
from app.web.menu import MenuItem, menu


def init_app(app: Flask) -> None:
    """Register the pages, and provide people to flows and calls."""
    app.register_blueprint(people)
    app.register_blueprint(me)
    TABS.add(app, Tab("people.employees", _("Employees"), "user", 10))
    TABS.add(app, Tab("people.groups", _("Groups"), "users-group", 20))
    menu.add(app, MenuItem("me.availability", _("Availability"), "clock", 15))
    USERS.add(app, working_by)
    PARTS.add(app, people_of_directory)
    provide(app, references)
    provide_facts(app, facts)
    provide_colleagues(app, of_colleagues.colleagues, of_colleagues.addressed)
    provide_browser_phones(app, browser_phones)
