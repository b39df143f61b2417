"""Browsers that look on over Socket.IO, and the one task that tells them what has changed."""

import logging
from collections.abc import Callable

from flask import Flask
from sqlalchemy.exc import DBAPIError

from app.web.socketio import socketio

log = logging.getLogger(__name__)


class Watch:
    """*browsers* maps each browser to what it looks at. *tell* is run every *look_s* for all browsers of this process,
    and rests while there is none."""

    def __init__(self, app: Flask, tell: Callable[[], None], look_s: float) -> None:
        self.browsers: dict[str, int] = {}
        self._app = app
        self._tell = tell
        self._look_s = look_s
        self._runs = False

    def come(self, browser: str, looks_at: int) -> None:
        self.browsers[browser] = looks_at
        if not self._runs:
            self._runs = True
            socketio.start_background_task(self._look)

    def go(self, browser: str) -> None:
        self.browsers.pop(browser, None)

    def _look(self) -> None:
        while self.browsers:
            try:
                with self._app.app_context():
                    self._tell()
            except DBAPIError:  # a process edge: the database may be back the next time
                log.exception("what browsers look at")
            socketio.sleep(self._look_s)
        self._runs = False
