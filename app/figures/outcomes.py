"""Says what became of a call: one word for each call, whatever happened in it."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as _p

from app.ports.call_records import CallRecord
from designer.runtime.events import FROM_CALLERS

OUTCOMES = {
    "open": _("In progress"),
    "answered": _("Answered"),
    "voicemail": _p("outcome", "Voicemail"),
    "callback": _("Call-back promised"),
    "missed": _("Missed"),
    "abandoned": _("Abandoned"),
    "menu": _("Ended in the menu"),
    "not_reached": _("Nobody reached"),
    "refused": _("Refused"),
    "blocked": _("Blocked"),
    "test": _("Test call"),
}
"""By name, in the order in which pages show them. The order of what is stored is that of ``CODES``."""

CODES = (
    "open",
    "answered",
    "missed",
    "voicemail",
    "callback",
    "abandoned",
    "menu",
    "not_reached",
    "blocked",
    "refused",
    "test",
)
"""An outcome is stored as its place here: new ones come last."""

LEFT_OUT = ("blocked", "test")
"""Outcomes of calls that no sum counts, unless somebody asks for them."""

ABANDONED_AFTER_S = 5.0
"""Who hangs up sooner in a queue has not really waited."""


def outcome_of(call: CallRecord) -> str:
    """Return the outcome of *call*, a key of OUTCOMES. One that goes on is "open" until somebody answers."""
    if call.direction == "trial":
        return "test"
    if call.outcome == "refused":
        return "refused"
    if call.bridged_at:
        return "answered"
    if call.ended_at is None:
        return "open"
    if call.is_blocked:
        return "blocked"
    if call.outcome in ("voicemail", "callback"):
        return call.outcome
    if call.direction not in FROM_CALLERS:
        return "not_reached"
    return _in_vain(call)


def _in_vain(call: CallRecord) -> str:
    """Return what became of a caller whom nobody answered and who left nothing."""
    last = call.waits[-1] if call.waits else None
    if last and last.outcome in ("hung_up", "lost"):
        waited = _seconds(last.joined_at, last.left_at or call.ended_at)
        return "abandoned" if waited >= ABANDONED_AFTER_S else "menu"
    if call.outcome == "missed":
        return "missed"
    return "not_reached" if any(leg.number for leg in call.legs) else "menu"


def _seconds(begins: datetime, ends: datetime | None) -> float:
    return max(0.0, (ends - begins).total_seconds()) if ends else 0.0
