"""Writes figures as people read them."""

from functools import lru_cache
from math import floor

from babel import Locale, numbers
from flask_babel import get_locale
from flask_babel import gettext as _

from app.ports.figures import Measure, Quotient, Unit

NOTHING = "–"
"""Stands where there is nothing to divide by."""

HOUR_S = 3600
SPACE = "\u00a0"
ALL = 100
TINY = 1e-9
MOST_REMEMBERED = 4096


def measured(amount: float | None, measure: Measure, is_exact: bool = False) -> str:
    """Return an amount of a measure as ``figure`` writes it."""
    return figure(amount, measure.unit, is_exact, measure.currency)


def figure(amount: float | None, unit: Unit, is_exact: bool = False, currency: str = "") -> str:
    """Return an amount such as "5,035", "0:41", "83 %" or "€12.40"; with one decimal for a share that *is_exact*."""
    if amount is None:
        return NOTHING
    match unit:
        case "seconds":
            return length(amount)
        case "share":
            return f"{_percent(amount, is_exact)}{SPACE}%"
        case "clock":
            return f"{int(amount) // 60:02d}:{int(amount) % 60:02d}"
        case "score":
            return _decimal(amount, "0.0")
        case "money":
            return _money(amount, currency, str(get_locale() or "en"))
    return _whole(round(amount))


def _percent(share: float, is_exact: bool) -> str:
    """Return a share in percent, as the wall writes it, too: a half is rounded up, and 99.6 % are not yet all."""
    whole = floor(100 * share + 0.5 + TINY)
    if is_exact or (whole == ALL and share < 1 - TINY):
        tenths = 1000 * share if is_exact else floor(1000 * share + TINY)
        return _decimal(tenths / 10, "#,##0.0")
    return _whole(whole)


def _whole(number: int) -> str:
    """Return a whole number. Few are large: the others are the same in every language."""
    return str(number) if 0 <= number < 1000 else _decimal(number, "#,##0")


def _decimal(number: float, pattern: str) -> str:
    return _written(number, pattern, str(get_locale() or "en"))


@lru_cache(MOST_REMEMBERED)
def _written(number: float, pattern: str, locale: str) -> str:
    """Return *number* as people write it. A table has the same few numbers again and again."""
    return str(numbers.format_decimal(number, pattern, Locale.parse(locale)))


@lru_cache(MOST_REMEMBERED)
def _money(amount: float, currency: str, locale: str) -> str:
    return str(numbers.format_currency(amount, currency, locale=Locale.parse(locale)))


def length(seconds: float) -> str:
    """Return a stretch of time, such as "0:41", and "3 h 12 min" from an hour on."""
    whole = round(seconds)
    if whole >= HOUR_S:
        hours, minutes = divmod(round(whole / 60), 60)
        return str(_("%(hours)s h %(minutes)s min", hours=_whole(hours), minutes=f"{minutes:02d}"))
    return f"{whole // 60}:{whole % 60:02d}"


def filled(text: str, quotient: Quotient | None) -> str:
    """Return how a figure that is written as *text* came about: "412 of 480 = 86 %".

    It is "= 412" for what is no quotient, and "" where there is nothing to divide by.
    """
    if quotient is None:
        return f"={SPACE}{text}"
    return f"{terms(quotient)} = {text}" if quotient.below else ""


def terms(quotient: Quotient) -> str:
    """Return what was divided by what: "412 of 480", or "1 h 30 min / 180"."""
    above = figure(quotient.above, quotient.unit, currency=quotient.currency)
    below = figure(quotient.below, quotient.per)
    if quotient.unit == quotient.per:
        return str(_("%(part)s of %(whole)s", part=above, whole=below))
    return f"{above} / {below}"
