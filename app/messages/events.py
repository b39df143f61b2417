"""The count of unread letters over Socket.IO, in all open pages of a person.

Server to browser in the namespace "/letters", "unread": a number, when a page is opened and whenever it changes. One
background task looks for changes, for all browsers of this process, and rests while there is none.
"""

import logging
import time
from typing import cast

from flask import Flask, current_app, request
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app.auth.models import User
from app.db import db, every_company
from app.live import socketio
from app.messages.addressing import reader
from app.messages.changes import Change, newest_change
from app.messages.service import count_unread

NAMESPACE = "/letters"
LOOK_S = 0.5
LONGEST_S = 20.0
"""After which all are counted again though nothing seems to have changed, as somebody may have come into a group."""

log = logging.getLogger(__name__)


class Watch:
    """Which browsers look on, each with its person; and the task that tells them."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._browsers: dict[str, int] = {}
        self._told: dict[int, int] = {}
        self._newest: Change | None = None
        self._counted_at = 0.0
        self._runs = False

    def come(self, browser: str, user_id: int) -> None:
        self._browsers[browser] = user_id
        self._told.pop(user_id, None)
        self._newest = None
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
                log.exception("unread letters")
            socketio.sleep(LOOK_S)
        self._told.clear()
        self._runs = False

    def tell(self) -> None:
        newest, at = newest_change(), time.monotonic()
        if newest == self._newest and at - self._counted_at < LONGEST_S:
            return
        self._newest, self._counted_at = newest, at
        with every_company():
            people = db.session.scalars(select(User).where(User.id.in_(set(self._browsers.values())))).all()
        for user in people:
            count = count_unread(reader(user))
            if self._told.get(user.id) != count:
                self._told[user.id] = count
                socketio.emit("unread", count, to=_room(user.id), namespace=NAMESPACE)


def _room(user_id: int) -> str:
    return f"letters of {user_id}"


def _watch() -> Watch:
    return cast(Watch, current_app.extensions["letters_watch"])


def _connect(_auth: object = None) -> bool:
    """Only who is signed in may come."""
    if not current_user.is_authenticated:
        return False
    browser = request.sid  # type: ignore[attr-defined]
    socketio.server.enter_room(browser, _room(current_user.id), namespace=NAMESPACE)
    _watch().come(browser, current_user.id)
    return True


def _disconnect(_reason: object = None) -> None:
    _watch().go(request.sid)  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    app.extensions["letters_watch"] = Watch(app)
    socketio.on_event("connect", _connect, namespace=NAMESPACE)
    socketio.on_event("disconnect", _disconnect, namespace=NAMESPACE)
