"""Languages: every text is written in English in the source and translated in app/translations."""

from datetime import date, datetime

from flask import Flask, g, has_request_context, redirect, request
from flask_babel import Babel, format_date, format_datetime, get_locale
from werkzeug.wrappers import Response

LANGUAGES = {"en": "English", "de": "Deutsch"}
COOKIE = "language"
DAYS = {"en": "d MMM y", "de": "d. MMM y"}
"""How a day is written, as LDML patterns; times have 24 hours in both."""

YEAR_S = 365 * 24 * 3600

babel = Babel()


def language() -> str:
    """The one chosen in this browser, else the best of those that it asks for; English for commands."""
    if not has_request_context():
        return "en"
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(list(LANGUAGES), "en")


def day(at: date) -> str:
    """As "24 Nov 2026", in the language of whoever reads it."""
    return str(format_date(at, _day_pattern()))


def moment(at: datetime) -> str:
    """As "24 Nov 2026, 21:54": in the language of whoever reads it, and in their company's zone."""
    return str(format_datetime(at, f"{_day_pattern()}, HH:mm"))


def local_moment(at: datetime) -> str:
    """The same of a time that is in its reader's zone already."""
    return f"{day(at.date())}, {at:%H:%M}"


def weekday_moment(at: datetime) -> str:
    """As "Mon 23 Nov 2026, 09:00"; *at* is in the company's zone."""
    return f"{format_date(at.date(), f'EEE {_day_pattern()}')}, {at:%H:%M}"


def _day_pattern() -> str:
    locale = get_locale()
    return DAYS[locale.language if locale else "en"]


def choose(code: str) -> Response:
    """Go back to the page it was chosen on."""
    answer = redirect(same_site(request.referrer) or "/")
    if code in LANGUAGES:
        answer.set_cookie(COOKIE, code, max_age=YEAR_S, samesite="Lax", secure=request.is_secure, httponly=True)
    return answer


def same_site(url: str | None) -> str | None:
    """*url* if it is one of ours."""
    return url if url and url.startswith(request.host_url) else None


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=language, timezone_selector=lambda: g.get("zone"))
    app.context_processor(lambda: {"language": language(), "languages": LANGUAGES})
    app.jinja_env.globals["moment"] = moment
    app.jinja_env.filters["weekday_moment"] = weekday_moment
    app.add_url_rule("/language/<code>", "choose_language", choose, methods=["POST"])
