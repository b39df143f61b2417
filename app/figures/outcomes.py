"""Says what became of a call: one word for each call, whatever happened in it."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as _p

from app.company.targets import USUAL
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

MS = 1000


def outcome_of(call: CallRecord, abandoned_after_s: int = USUAL.abandoned_after_s) -> str:
    """Return the outcome of *call*, a key of OUTCOMES. One that goes on is "open" until somebody answers. Who hangs up
    in a queue before *abandoned_after_s* has not really waited; facts are stored by the usual target."""
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
    return _in_vain(call, abandoned_after_s)


def _in_vain(call: CallRecord, abandoned_after_s: int) -> str:
    """Return what became of a caller whom nobody answered and who left nothing. A caller whom the exchange itself lost
    in a queue has not hung up: the call is missed."""
    last = call.waits[-1] if call.waits else None
    if last and last.outcome == "hung_up":
        waited_ms = _ms_between(last.joined_at, last.left_at or call.ended_at)
        return "abandoned" if waited_ms >= abandoned_after_s * MS else "menu"
    if call.outcome == "missed" or (last and last.outcome == "lost"):
        return "missed"
    return "not_reached" if any(leg.number for leg in call.legs) else "menu"


def _ms_between(begins: datetime, ends: datetime | None) -> int:
    return max(0, round((ends - begins).total_seconds() * MS)) if ends else 0
