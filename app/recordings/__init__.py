"""Recordings: the ledger from the journal, the sound from rtpengine's captures, and the list to find and hear them."""

from functools import partial

from flask import Flask
from flask_babel import lazy_gettext as _

from app.gateways.storage import LocalStorage
from app.ports.derived import Derived, derive
from app.ports.jobs import Periodic, periodically
from app.ports.personal_data import Belongings, provide_belongings
from app.ports.recordings import provide_recordings
from app.recordings import ledger
from app.recordings.making import make_files
from app.recordings.packing import packed
from app.recordings.removing import count_of, delete_of, remove_files
from app.recordings.routes import play, recordings
from app.recordings.service import recordings_of
from app.web.menu import MenuItem, add_to_menu

EVERY_S = 0.5
REMOVE_EVERY_S = 2.0
KEPT = (
    ("talks", "call", _("Recorded talks"), _("They stay in the list of recordings, under the extension.")),
    ("voicemail", "message", _("Messages that callers left"), _("They stay in the list of recordings.")),
)


def init_app(app: Flask) -> None:
    app.extensions["storage"] = LocalStorage(app.config["ZENTRALE"].recordings_dir)
    app.register_blueprint(recordings)
    derive(app, Derived("recordings", ledger.derive, ledger.forget, ledger.rows_of, ledger.looks_back))
    periodically(app, Periodic("make recordings", EVERY_S, make_files))
    provide_recordings(app, recordings_of, play, packed)
    periodically(app, Periodic("remove deleted recordings", REMOVE_EVERY_S, remove_files))
    for name, kind, label, staying in KEPT:
        count, delete = partial(count_of, kind=kind), partial(delete_of, kind=kind)
        provide_belongings(app, Belongings(name, label, staying, count, delete))
    add_to_menu(app, MenuItem("recordings.index", _("Recordings"), "microphone", 50))
