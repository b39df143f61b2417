"""The phone in the browser: a window of its own that rings, so that nobody needs another telephone."""

from flask import Flask

from app.browser_phone.routes import phone
from app.browser_phone.service import close_ended
from app.browser_phone.words import BAR_WORDS, spoken
from app.ports.jobs import Periodic, periodic_jobs

LOOK_S = 1.0


def init_app(app: Flask) -> None:
    app.register_blueprint(phone)
    periodic_jobs.add(app, Periodic("close phones of ended sessions", LOOK_S, close_ended))
    app.context_processor(lambda: {"phone_bar_words": lambda: spoken(BAR_WORDS)})
