"""The phone in the browser: a window of its own that rings, so that nobody needs another telephone."""

from flask import Flask

from app.browser_phone.routes import phone
from app.browser_phone.words import BAR_WORDS, spoken


def init_app(app: Flask) -> None:
    app.register_blueprint(phone)
    app.context_processor(lambda: {"phone_bar_words": lambda: spoken(BAR_WORDS)})
