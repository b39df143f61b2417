"""Pushes changes to browsers over Socket.IO, with one background task per process."""

import logging
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from flask import Flask
from sqlalchemy.exc import DBAPIError

from app.web.socketio import socketio

Watched = TypeVar("Watched", bound=Hashable)

log = logging.getLogger(__name__)


class Watch(Generic[Watched]):
    """Runs *push* every *look_s* seconds while at least one browser of this process is connected.

    *browsers* maps each browser to what it watches.
    """

    def __init__(self, app: Flask, push: Callable[[], None], look_s: float) -> None:
        """*push* sends what has changed to the browsers."""
        self.browsers: dict[str, Watched] = {}
        self._app = app
        self._push = push
        self._look_s = look_s
        self._runs = False

    def connect(self, browser: str, watched: Watched) -> None:
        """Add a browser, and start the task if it does not run."""
        self.browsers[browser] = watched
        if not self._runs:
            self._runs = True
            socketio.start_background_task(self._look)

    def disconnect(self, browser: str) -> None:
        """Remove a browser."""
        self.browsers.pop(browser, None)

    def _look(self) -> None:
        while self.browsers:
            try:
                with self._app.app_context():
                    self._push()
            except DBAPIError:  # a process edge: the database may be back the next time
                log.exception("pushing changes")
            socketio.sleep(self._look_s)
        self._runs = False
