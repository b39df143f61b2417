"""Writes figures as people read them."""

from math import floor

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.ports.figures import Quotient, Unit

NOTHING = "–"
"""Stands where there is nothing to divide by."""

HOUR_S = 3600
SPACE = "\u00a0"
ALL = 100
TINY = 1e-9


def figure(amount: float | None, unit: Unit, is_exact: bool = False) -> str:
    """Return an amount such as "5,035", "0:41" or "83 %"; with one decimal for a share that *is_exact*."""
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
            return str(format_decimal(amount, "0.0"))
        case "money":
            return str(format_decimal(amount, "#,##0.00"))
    return str(format_decimal(round(amount), "#,##0"))


def _percent(share: float, is_exact: bool) -> str:
    """Return a share in percent, as the wall writes it, too: a half is rounded up, and 99.6 % are not yet all."""
    whole = floor(100 * share + 0.5 + TINY)
    if is_exact or (whole == ALL and share < 1 - TINY):
        tenths = 1000 * share if is_exact else floor(1000 * share + TINY)
        return str(format_decimal(tenths / 10, "#,##0.0"))
    return str(format_decimal(whole, "#,##0"))


def length(seconds: float) -> str:
    """Return a stretch of time, such as "0:41", and "3 h 12 min" from an hour on."""
    whole = round(seconds)
    if whole >= HOUR_S:
        hours, minutes = divmod(round(whole / 60), 60)
        return str(_("%(hours)s h %(minutes)s min", hours=format_decimal(hours), minutes=f"{minutes:02d}"))
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
    above, below = figure(quotient.above, quotient.unit), figure(quotient.below, quotient.per)
    if quotient.unit == quotient.per:
        return str(_("%(part)s of %(whole)s", part=above, whole=below))
    return f"{above} / {below}"
