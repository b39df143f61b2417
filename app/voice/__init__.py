"""Manages what callers hear: prompts, hold music, and texts that flows speak."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.gateways.storage import LocalStorage
from app.ports import directory as port
from app.ports.health import health_checks
from app.ports.jobs import Periodic, periodic_jobs
from app.ports.outsiders import places_of_outsiders
from app.ports.voice import voice as voice_port
from app.settings.directory import PARTS
from app.settings.pages import TABS, Tab
from app.voice import health, outsiders, provided
from app.voice.directory import prompts
from app.voice.originals import originals
from app.voice.references import references
from app.voice.routes import api, voice
from app.voice.service.forgetting import forget_sounds
from app.voice.service.remaking import remake_sounds

REMAKE_S = 5
HOUR_S = 3600


def init_app(app: Flask) -> None:
    """Register the pages and the jobs, and provide sounds to flows and calls."""
    app.register_blueprint(voice)
    app.register_blueprint(api)
    TABS.add(app, Tab("voice.prompts", _("Voice"), "volume", 30))
    originals.provide(app, LocalStorage(app.config["ZENTRALE"].originals_dir))
    periodic_jobs.add(app, Periodic("forget sounds", HOUR_S, forget_sounds))
    periodic_jobs.add(app, Periodic("make missing sounds again", REMAKE_S, remake_sounds))
    health_checks.add(app, health.CHECK)
    PARTS.add(app, prompts)
    port.providers.add(app, references)
    voice_port.provide(app, provided)
    places_of_outsiders.add(app, outsiders.places)
