"""The live page over Socket.IO: a browser is sent the calls of its company when it comes, and whenever they change.

Server to browser, "calls": a list of ``app.in_progress.calls_in_progress``. One background task looks for changes, for
all browsers of this process, and rests while there is none.
"""

import logging
from typing import cast

from flask import Flask, current_app, request
from flask_login import current_user
from sqlalchemy.exc import DBAPIError

from app.auth.entered import company_here
from app.db import company_scope
from app.in_progress import calls_in_progress, changes
from app.live import socketio

LOOK_S = 0.25
log = logging.getLogger(__name__)


class Watch:
    """Which browsers look on, each with its company; and the task that tells them."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._browsers: dict[str, int] = {}
        self._told: dict[int, int] = {}
        self._runs = False

    def come(self, browser: str, company_id: int) -> None:
        self._browsers[browser] = company_id
        if not self._runs:
            self._runs = True
            socketio.start_background_task(self._look)

    def go(self, browser: str) -> None:
        self._browsers.pop(browser, None)

    def _look(self) -> None:
        while self._browsers:
            try:
                with self._app.app_context():
                    self.tell()
            except DBAPIError:  # a process edge: the database may be back the next time
                log.exception("the live page")
            socketio.sleep(LOOK_S)
        self._told.clear()
        self._runs = False

    def tell(self) -> None:
        newest = changes()
        for company_id in set(self._browsers.values()):
            if self._told.get(company_id) != newest:
                self._told[company_id] = newest
                with company_scope(company_id):
                    socketio.emit("calls", calls_in_progress(), to=_room(company_id))


def _room(company_id: int) -> str:
    return f"calls of {company_id}"


def _watch() -> Watch:
    return cast(Watch, current_app.extensions["live_watch"])


def _connect(_auth: object = None) -> bool:
    """Only who is signed in may come; the first list is sent at once."""
    if not current_user.is_authenticated:
        return False
    company_id = company_here().id
    socketio.server.enter_room(request.sid, _room(company_id))  # type: ignore[attr-defined]
    with company_scope(company_id):
        socketio.emit("calls", calls_in_progress(), to=request.sid)  # type: ignore[attr-defined]
    _watch().come(request.sid, company_id)  # type: ignore[attr-defined]
    return True


def _disconnect(_reason: object = None) -> None:
    _watch().go(request.sid)  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    app.extensions["live_watch"] = Watch(app)
    socketio.on_event("connect", _connect)
    socketio.on_event("disconnect", _disconnect)
