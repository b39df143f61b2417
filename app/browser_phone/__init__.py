"""Provides a phone in the browser: a window of its own that rings, so that nobody needs another phone."""

from flask import Flask

from app.browser_phone.routes import phone
from app.browser_phone.service import close_ended
from app.browser_phone.texts import BAR_WORDS, translated
from app.ports.jobs import Periodic, periodic_jobs

LOOK_S = 1.0


def init_app(app: Flask) -> None:
    """Register the pages, and the job that closes phones of ended sessions."""
    app.register_blueprint(phone)
    periodic_jobs.add(app, Periodic("close phones of ended sessions", LOOK_S, close_ended))
    app.context_processor(lambda: {"phone_bar_words": lambda: translated(BAR_WORDS)})
