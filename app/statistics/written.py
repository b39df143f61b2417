"""Writes how much more or less a figure is than before."""

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.amounts import figure, length
from app.ports.figures import Unit

MINUS = "−"
NO_CHANGE = "±"


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
    return _signed(difference, figure(abs(difference / before), "share"))


LEAST_TO_DIVIDE = 400
"""Below this count, a change is given in calls: "+41" says more than "+19 %"."""


def _signed(difference: float, text: str) -> str:
    is_none = not any(sign in text for sign in "123456789")
    sign = NO_CHANGE if is_none else "+" if difference > 0 else MINUS
    return f"{sign}{text}"
