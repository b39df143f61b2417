"""Says in words how calls come, how they end, and why they are refused."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.call_story import ending
from app.calls.models import Call
from designer.runtime import numbers
from designer.runtime.numbers import NumberingPlan

REFUSED = "refused_"
"""Stands before the SIP status in ``Call.ended``."""

REASONS = {
    "403": lazy_gettext("The caller may not call here."),
    "404": lazy_gettext("The number leads nowhere."),
    "488": lazy_gettext("The caller's phone offers no sound that the exchange knows."),
    "503": lazy_gettext("The exchange had too many calls."),
}
"""The reason for each SIP status by which the switch refuses calls."""

DIRECTIONS = {
    "inbound": lazy_gettext("from outside"),
    "internal": lazy_gettext("between colleagues"),
    "callback": lazy_gettext("called back"),
    "trial": lazy_gettext("a trial of a drawing"),
}


def end(call: Call) -> str:
    """Return how the call ended, in a few words: ``reason`` says why one was refused."""
    return str(_("Refused")) if is_refused(call) else ending(call.ended)


def is_refused(call: Call) -> bool:
    """Return whether the switch refused the call, before it reached any flow."""
    return (call.ended or "").startswith(REFUSED)


def reason(call: Call, plan: NumberingPlan | None) -> str:
    """Return the sentence that says why the call was refused, "" if it wasn't. *plan* is the company's."""
    if not is_refused(call):
        return ""
    status = (call.ended or "").removeprefix(REFUSED)
    if status == "404" and call.direction == "internal":
        if _is_inner(call.number, plan):
            return str(_("Nobody here has this number."))
        return str(_("Employees' phones call colleagues and numbers of this exchange, but no others outside."))
    return str(REASONS.get(status, ""))


def direction(call: Call, plan: NumberingPlan | None) -> str:
    """Return where the call came from, in words. *plan* is the company's."""
    if call.direction == "internal" and not _is_inner(call.number, plan):
        return str(_("from a colleague to a number outside") if call.ended == "refused_404" else _("from a colleague"))
    return str(DIRECTIONS[call.direction])


def _is_inner(number: str, plan: NumberingPlan | None) -> bool:
    """Return whether *number* has the form of one that only colleagues dial."""
    return numbers.is_extension(number) and not (plan and numbers.is_emergency(plan, number))
