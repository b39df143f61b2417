"""Settings: the company's employees, groups, voice, opening hours and lists of callers."""

from collections.abc import Iterator

from flask import Flask
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.account.service import own_company
from app.colleagues import provide_colleagues
from app.db import db
from app.gateways.storage import LocalStorage
from app.menu import Place, add_to_menu
from app.periodic import Periodic, periodically
from app.references import Reference, provide, provide_directory, provide_facts, provide_sayings, provide_sounds
from app.settings.directory import compile_directory
from app.settings.facts import facts
from app.settings.models import Employee, Group
from app.settings.routes import TABS, api, me, settings
from app.settings.service import colleagues as of_colleagues
from app.settings.service.calendars import list_calendars
from app.settings.service.callers import list_caller_lists
from app.settings.service.forgetting import forget_sounds
from app.settings.service.heard import preview, sound_of
from app.settings.service.prompts import list_prompts
from app.settings.service.renewing import renew_directories
from app.settings.service.spoken import make_spoken, sayings
from app.settings.system_sounds import HOLD_MUSIC

FORGET_SOUNDS_S = 3600

HOUR_S = 3600


def _references() -> Iterator[Reference]:
    for extension, name in db.session.execute(select(Employee.extension, Employee.name).order_by(Employee.extension)):
        yield Reference("employee", extension, f"{name} ({extension})")
    for name, label in db.session.execute(select(Group.name, Group.label).order_by(Group.label)):
        yield Reference("group", name, label)
    yield from _prompts()
    for calendar in list_calendars():
        yield Reference("calendar", calendar.name, calendar.label)
    for callers in list_caller_lists():
        yield Reference("list", callers.name, callers.label)


def _prompts() -> Iterator[Reference]:
    found = list_prompts()
    chosen = next((each.label for each in found if each.is_default), None)
    yield Reference("prompt", HOLD_MUSIC, _hold_music(chosen))
    for prompt in found:
        if not prompt.is_translation:
            yield Reference("prompt", prompt.name, prompt.label, prompt.text)


def _hold_music(chosen: str | None) -> str:
    if chosen:
        return str(gettext("The company's hold music: %(name)s", name=chosen))
    return str(gettext("The company's hold music"))


def init_app(app: Flask) -> None:
    app.register_blueprint(settings)
    app.register_blueprint(api)
    app.extensions["originals"] = LocalStorage(app.config["ZENTRALE"].originals_dir)
    periodically(app, Periodic("forget sounds", FORGET_SOUNDS_S, forget_sounds))
    app.register_blueprint(me)
    provide(app, _references)
    provide_directory(app, lambda spoken: compile_directory(own_company(), spoken), make_spoken)
    provide_facts(app, facts)
    provide_colleagues(app, of_colleagues.colleagues, of_colleagues.addressed)
    provide_sayings(app, sayings)
    provide_sounds(app, sound_of, preview)
    add_to_menu(app, Place("settings.employees", _("Settings"), "settings", 20, pages=TABS))
    periodically(app, Periodic("renew directories", HOUR_S, renew_directories))
    add_to_menu(app, Place("me.availability", _("Availability"), "clock", 15))
