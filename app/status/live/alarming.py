"""Lets the worker watch the figures of which somebody wants a message."""

import threading
from typing import cast

from flask import Flask, current_app

from app.ports.jobs import Service, services
from app.ports.waking import EVERYTHING, Ear
from app.ports.wall import company_of
from app.status.alarms import Watch


def init_app(app: Flask) -> None:
    """Register the service."""
    services.add(app, Service("watch figures", _run))


def _run(stopped: threading.Event) -> None:
    app = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]  # outlives this context
    watch = Watch(app, stopped)

    def hear(word: str) -> None:
        company_id = company_of(word)
        if company_id is not None:
            watch.wake(company_id)
        elif word == EVERYTHING:
            watch.wake_all()

    ear = Ear(app, hear)
    try:
        watch.run()
    finally:
        ear.stop()
