"""Writes figures as people read them."""

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.ports.figures import Unit

NOTHING = "–"
"""Stands where there is nothing to divide by."""

HOUR_S = 3600
MINUS = "−"
NO_CHANGE = "±"
SPACE = "\u00a0"


def figure(amount: float | None, unit: Unit, is_exact: bool = False) -> str:
    """Return an amount such as "5,035", "0:41" or "83 %"; with one decimal for a share that *is_exact*."""
    if amount is None:
        return NOTHING
    match unit:
        case "seconds":
            return length(amount)
        case "share":
            return f"{format_decimal(100 * amount, '#,##0.0' if is_exact else '#,##0')}{SPACE}%"
        case "clock":
            return f"{int(amount) // 60:02d}:{int(amount) % 60:02d}"
        case "score":
            return str(format_decimal(amount, "0.0"))
        case "money":
            return str(format_decimal(amount, "#,##0.00"))
    return str(format_decimal(round(amount), "#,##0"))


def length(seconds: float) -> str:
    """Return a stretch of time, such as "0:41", and "3 h 12 min" from an hour on."""
    whole = round(seconds)
    if whole >= HOUR_S:
        hours, minutes = divmod(round(whole / 60), 60)
        return str(_("%(hours)s h %(minutes)s min", hours=format_decimal(hours), minutes=f"{minutes:02d}"))
    return f"{whole // 60}:{whole % 60:02d}"


def change(amount: float | None, before: float | None, unit: Unit) -> str:
    """Return how much more or less *amount* is than *before*, such as "+6 %"; "" if that can't be said.

    Shares differ by points, times by seconds, and small counts by calls.
    """
    if amount is None or before is None:
        return ""
    difference = amount - before
    if unit == "share":
        points = format_decimal(abs(100 * difference), "#,##0.#")
        return _signed(difference, str(_("%(points)s points", points=points)))
    if unit in ("seconds", "clock"):
        return _signed(difference, length(abs(difference)))
    if unit == "score":
        return _signed(difference, str(format_decimal(abs(difference), "0.0")))
    if before < LEAST_TO_DIVIDE:
        return _signed(difference, str(format_decimal(abs(round(difference)), "#,##0")))
    return _signed(difference, f"{format_decimal(abs(round(100 * difference / before)), '#,##0')}{SPACE}%")


LEAST_TO_DIVIDE = 400
"""Below this count, a change is given in calls: "+41" says more than "+19 %"."""


def _signed(difference: float, text: str) -> str:
    is_none = not any(sign in text for sign in "123456789")
    sign = NO_CHANGE if is_none else "+" if difference > 0 else MINUS
    return f"{sign}{text}"
