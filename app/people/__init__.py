"""Manages employees with their phones, photos, availability and access, and groups."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.hours.service import USERS
from app.people import outsiders
from app.people.directory import people as people_of_directory
from app.people.facts import facts
from app.people.initials import initials
from app.people.page_part import PART
from app.people.references import references
from app.people.routes import me, others, people
from app.people.service import browser_phones
from app.people.service import colleagues as of_colleagues
from app.people.service import states as of_states
from app.people.service.availability import working_by
from app.ports import directory as port
from app.ports.browser_phones import browser_phones as phones_port
from app.ports.colleagues import provided as colleagues_port
from app.ports.outsiders import places_of_outsiders
from app.ports.page_parts import page_parts
from app.ports.people_states import people_states
from app.settings.directory import PARTS
from app.settings.pages import TABS, Tab
from app.web.menu import MenuItem, menu


def init_app(app: Flask) -> None:
    """Register the pages, and provide people to flows and calls."""
    app.register_blueprint(people)
    app.register_blueprint(me)
    app.register_blueprint(others)
    TABS.add(app, Tab("people.employees", _("Employees"), "user", 10))
    TABS.add(app, Tab("people.groups", _("Groups"), "users-group", 20))
    TABS.add(app, Tab("people.pauses", _("Pauses"), "player-pause", 25))
    menu.add(app, MenuItem("me.availability", _("Availability"), "clock", 15))
    USERS.add(app, working_by)
    PARTS.add(app, people_of_directory)
    port.providers.add(app, references)
    port.facts.add(app, facts)
    colleagues_port.provide(app, of_colleagues)
    phones_port.provide(app, browser_phones)
    people_states.provide(app, of_states)
    page_parts.add(app, PART)
    places_of_outsiders.add(app, outsiders.places)
    app.jinja_env.filters["initials"] = initials
