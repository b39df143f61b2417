"""Settings: the company's employees, groups, voice, opening hours and lists of callers."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.company.service import own_company
from app.gateways.storage import LocalStorage
from app.ports.browser_phones import provide_browser_phones
from app.ports.colleagues import provide_colleagues
from app.ports.directory import provide, provide_directory, provide_facts, provide_sayings, provide_sounds
from app.ports.health import report_health
from app.ports.jobs import Periodic, periodically
from app.settings import health
from app.settings.directory import compile_directory
from app.settings.facts import facts
from app.settings.routes import TABS, api, me, settings
from app.settings.service import browser_phones
from app.settings.service import colleagues as of_colleagues
from app.settings.service.forgetting import forget_sounds
from app.settings.service.named import references
from app.settings.service.prompt_audio import preview, sound_of
from app.settings.service.remaking import remake_sounds
from app.settings.service.renewing import renew_directories
from app.settings.service.spoken import make_spoken, sayings
from app.web.menu import MenuItem, add_to_menu

REMAKE_S = 5
HOUR_S = 3600


def init_app(app: Flask) -> None:
    app.register_blueprint(settings)
    app.register_blueprint(api)
    app.extensions["originals"] = LocalStorage(app.config["ZENTRALE"].originals_dir)
    periodically(app, Periodic("forget sounds", HOUR_S, forget_sounds))
    periodically(app, Periodic("make missing sounds again", REMAKE_S, remake_sounds))
    report_health(app, health.LINE)
    app.register_blueprint(me)
    provide(app, references)
    provide_directory(app, lambda spoken: compile_directory(own_company(), spoken), make_spoken)
    provide_facts(app, facts)
    provide_colleagues(app, of_colleagues.colleagues, of_colleagues.addressed)
    provide_sayings(app, sayings)
    provide_sounds(app, sound_of, preview)
    add_to_menu(app, MenuItem("settings.employees", _("Settings"), "settings", 20, pages=TABS))
    provide_browser_phones(app, browser_phones)
    periodically(app, Periodic("renew directories", HOUR_S, renew_directories))
    add_to_menu(app, MenuItem("me.availability", _("Availability"), "clock", 15))
