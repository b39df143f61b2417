"""Writes figures as people read them."""

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.ports.figures import Quotient, Unit

NOTHING = "–"
"""Stands where there is nothing to divide by."""

HOUR_S = 3600
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


def filled(text: str, quotient: Quotient | None) -> str:
    """Return how a figure that is written as *text* came about: "412 of 480 = 86 %".

    It is "= 412" for what is no quotient, and "" where there is nothing to divide by.
    """
    if quotient is None:
        return f"={SPACE}{text}"
    if not quotient.below:
        return ""
    above, below = figure(quotient.above, quotient.unit), figure(quotient.below, quotient.per)
    if quotient.unit == quotient.per:
        return str(_("%(part)s of %(whole)s = %(figure)s", part=above, whole=below, figure=text))
    return str(_("%(sum)s / %(number)s = %(figure)s", sum=above, number=below, figure=text))
