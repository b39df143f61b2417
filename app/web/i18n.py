"""Selects the reader's language. Texts are English in the source and translated in app/translations."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask, g, has_request_context, redirect, request
from flask_babel import Babel, format_date, format_datetime, format_decimal, get_locale, get_timezone
from werkzeug.wrappers import Response

from app.db import now
from app.rights import public
from app.web.sizes import size

LANGUAGES = {"en": "English", "de": "Deutsch"}
COOKIE = "language"
DAYS = {"en": "d MMM y", "de": "d. MMM y"}
"""How dates are written, as LDML patterns. Times have 24 hours in both languages."""

YEAR_S = 365 * 24 * 3600

babel = Babel()


def language() -> str:
    """Return the language chosen in this browser, else the best that it asks for; English for commands."""
    if not has_request_context():
        return "en"
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(list(LANGUAGES), "en")


def day(at: date) -> str:
    """Return a date such as "24 Nov 2026", in the reader's language."""
    return str(format_date(at, _day_pattern()))


def with_year(pattern: str, day: date, today: date) -> str:
    """Return an LDML pattern without a year as it is to be used for *day*: with the year unless that is the year of
    *today*. Whatever leaves years out asks here."""
    return pattern if day.year == today.year else f"{pattern} y"


def short_day(at: datetime) -> str:
    """Return a day such as "24 Nov", or "24 Nov 2025" of another year, in the reader's language and the company's time
    zone."""
    return str(format_datetime(at, _short_pattern(at)))


def row_moment(at: datetime) -> str:
    """Return a time such as "24 Nov, 21:54", or "24 Nov 2025, 21:54" of another year, for rows of a list."""
    return str(format_datetime(at, f"{_short_pattern(at)}, {_time_pattern(at)}"))


def moment(at: datetime) -> str:
    """Return a time such as "24 Nov 2026, 21:54", in the reader's language and the company's time zone."""
    return str(format_datetime(at, f"{_day_pattern()}, {_time_pattern(at)}"))


def long_moment(at: datetime) -> str:
    """Return a time such as "Tuesday, 24 Nov 2026, 10:42", in the company's time zone."""
    return str(format_datetime(at, f"EEEE, {_day_pattern()}, {_time_pattern(at)}"))


def thousands(value: int) -> str:
    """Return a count such as "2,389", in the reader's language."""
    return str(format_decimal(value, "#,##0"))


def tenths(value: float) -> str:
    """Return *value* with one decimal, such as "0.7", in the reader's language."""
    return str(format_decimal(value, "#,##0.0"))


def local_moment(at: datetime) -> str:
    """Return a time like ``moment``, given in the reader's time zone already."""
    return f"{day(at.date())}, {at:%H:%M}"


def weekday_moment(at: datetime) -> str:
    """Return a time such as "Mon 23 Nov 2026, 09:00"; *at* is in the company's time zone."""
    return f"{format_date(at.date(), f'EEE {_day_pattern()}')}, {at:%H:%M}"


def _time_pattern(at: datetime) -> str:
    """Return the pattern of a time of day. In the hour that comes twice when clocks are set back, it names the zone."""
    local = at.astimezone(ZoneInfo(str(get_timezone())))
    first, second = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    return f"HH:mm '{local.tzname()}'" if first and second and first > second else "HH:mm"


def _short_pattern(at: datetime) -> str:
    """Return the pattern of the day without its year, unless that is another one than now."""
    zone = ZoneInfo(str(get_timezone()))
    return with_year(_day_pattern().removesuffix(" y"), at.astimezone(zone).date(), now().astimezone(zone).date())


def _day_pattern() -> str:
    locale = get_locale()
    return DAYS[locale.language if locale else "en"]


@public
def choose(code: str) -> Response:
    """Remember the chosen language and return to the page where it was chosen."""
    answer = redirect(same_site(request.referrer) or "/")
    if code in LANGUAGES:
        answer.set_cookie(COOKIE, code, max_age=YEAR_S, samesite="Lax", secure=request.is_secure, httponly=True)
    return answer


def same_site(url: str | None) -> str | None:
    """Return *url* if it belongs to this portal, else None."""
    return url if url and url.startswith(request.host_url) else None


def init_app(app: Flask) -> None:
    """Set up translation, and add the functions that templates use."""
    babel.init_app(app, locale_selector=language, timezone_selector=lambda: g.get("zone"))
    app.context_processor(lambda: {"language": language(), "languages": LANGUAGES})
    app.jinja_env.globals.update(moment=moment, day=day)
    app.jinja_env.filters["weekday_moment"] = weekday_moment
    app.jinja_env.filters.update(tenths=tenths, thousands=thousands, size=size)
    app.add_url_rule("/language/<code>", "choose_language", choose, methods=["POST"])
