"""Wakes the walls of a company, in all processes, when what they show has been committed."""

import logging
import threading
from collections.abc import Callable

from flask import Flask

from app.company.stale import take_changed as take_changed_directories
from app.db.commits import after_commit
from app.gateways.wakes import LocalWakes, RedisWakes, Wakes
from app.port import Port
from app.ports.wall import take_changed
from app.web.socketio import socketio
from config import Config

AGAIN_S = 1.0

log = logging.getLogger(__name__)
wakes: Port[Wakes] = Port("wake-ups of walls")


def init_app(app: Flask) -> None:
    """Send a wake-up after each commit that changed what walls show."""
    settings: Config = app.config["ZENTRALE"]
    wakes.provide(app, RedisWakes(settings.redis_url) if settings.redis_url else LocalWakes(settings.run_dir))
    after_commit.add(app, _tell)


def _tell() -> None:
    for company_id in take_changed() | take_changed_directories():
        wakes().send(company_id)


class Ear:
    """Calls *wake* with each company that is to look again, from *start* until *stop*."""

    def __init__(self, app: Flask, wake: Callable[[int], None]) -> None:
        self._app, self._wake = app, wake
        self._stopped = threading.Event()
        self._listener = wakes.of(app).listener()
        socketio.start_background_task(self._listen)

    def stop(self) -> None:
        """End listening."""
        self._stopped.set()
        self._listener.stop()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            try:
                for company_id in self._listener.companies():
                    self._wake(company_id)
            except Exception:  # a process edge: Redis may be back the next time
                log.exception("listening for changes")
                self._stopped.wait(AGAIN_S)
                self._listener = wakes.of(self._app).listener()
