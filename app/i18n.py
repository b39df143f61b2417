"""Languages: every text is written in English in the source and translated in app/translations."""

from flask import Flask, redirect, request
from flask_babel import Babel
from werkzeug.wrappers import Response

LANGUAGES = {"en": "English", "de": "Deutsch"}
COOKIE = "language"
YEAR_S = 365 * 24 * 3600

babel = Babel()


def language() -> str:
    """The one chosen in this browser, else the best of those that it asks for."""
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(list(LANGUAGES), "en")


def choose(code: str) -> Response:
    """Go back to the page it was chosen on."""
    answer = redirect(_same_site(request.referrer))
    if code in LANGUAGES:
        answer.set_cookie(COOKIE, code, max_age=YEAR_S, samesite="Lax", secure=request.is_secure, httponly=True)
    return answer


def _same_site(url: str | None) -> str:
    return url if url and url.startswith(request.host_url) else "/"


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=language)
    app.context_processor(lambda: {"language": language(), "languages": LANGUAGES})
    app.add_url_rule("/language/<code>", "choose_language", choose, methods=["POST"])
