"""Keeps recordings: a ledger, the sound from rtpengine's captures, and a list to find and hear them."""

from functools import partial

from flask import Flask
from flask_babel import lazy_gettext as _

from app.gateways.storage import LocalStorage
from app.ports.calls import CallEnded, PersonalDataDeleted, RecordingBegan, RecordingEnded, subscribe
from app.ports.health import health_checks
from app.ports.jobs import Periodic, periodic_jobs
from app.ports.metrics import metric_sources
from app.ports.page_parts import page_parts
from app.ports.personal_data import PersonalData, personal_data
from app.ports.recordings import recordings as port
from app.recordings import backlog, ledger, provided
from app.recordings.making import make_files
from app.recordings.page_part import PART
from app.recordings.removing import count_of, delete_of, remove_files
from app.recordings.routes import recordings
from app.recordings.service import storage
from app.web.menu import MenuItem, menu

EVERY_S = 0.5
REMOVE_EVERY_S = 2.0
REMAINING = (
    ("talks", "call", _("Recorded talks"), _("They stay in the list of recordings, under the extension.")),
    ("voicemail", "message", _("Messages that callers left"), _("They stay in the list of recordings.")),
)


def init_app(app: Flask) -> None:
    """Register the pages, the jobs, and what other features ask of recordings."""
    storage.provide(app, LocalStorage(app.config["ZENTRALE"].recordings_dir))
    app.register_blueprint(recordings)
    subscribe(app, ledger.take, RecordingBegan, RecordingEnded, CallEnded)
    subscribe(app, ledger.forget, PersonalDataDeleted)
    periodic_jobs.add(app, Periodic("make recordings", EVERY_S, make_files))
    port.provide(app, provided)
    page_parts.add(app, PART)
    periodic_jobs.add(app, Periodic("remove deleted recordings", REMOVE_EVERY_S, remove_files))
    for name, kind, label, staying in REMAINING:
        count, delete = partial(count_of, kind=kind), partial(delete_of, kind=kind)
        personal_data.add(app, PersonalData(name, label, staying, count, delete))
    health_checks.add(app, backlog.CHECK)
    metric_sources.add(app, backlog.SOURCE)
    menu.add(app, MenuItem("recordings.index", _("Recordings"), "microphone", 50))
