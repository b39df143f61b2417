"""Says in words how calls come, how they end, and why they are refused."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.call_story import ending, known_as
from app.calls.models import Call, StrayCall
from app.calls.record import REFUSED
from designer.runtime import numbers
from designer.runtime.numbers import NumberingPlan

NOTHING_PUBLISHED = lazy_gettext("Nothing is published for this number.")
REASONS = {
    "403": lazy_gettext("The caller may not call here."),
    "404": lazy_gettext("The number leads nowhere."),
    "404_extension": lazy_gettext("Nobody here has this number."),
    "404_outside": lazy_gettext(
        "Employees' phones call colleagues and numbers of this exchange, but no others outside."
    ),
    "488": lazy_gettext("The caller's phone offers no sound that the exchange knows."),
    "503": lazy_gettext("The exchange had too many calls."),
    "503_media_down": lazy_gettext("The media server did not answer."),
    "503_media_full": lazy_gettext("The media server had no port left."),
    "503_disk_full": lazy_gettext("The exchange's disk was full."),
}
"""The reason for each SIP status by which the switch refuses calls, and for each ``RefusalReason``."""

DIRECTIONS = {
    "inbound": lazy_gettext("from outside"),
    "internal": lazy_gettext("between colleagues"),
    "callback": lazy_gettext("called back"),
    "trial": lazy_gettext("a trial of a drawing"),
}


def is_refused(call: Call) -> bool:
    """Return whether the switch refused the call, before it reached any flow."""
    return (call.ended or "").startswith(REFUSED)


def stray_reason(call: StrayCall, owned: Collection[str]) -> str:
    """Return the sentence that says why the call was refused. *owned* are numbers that companies have.

    A row of many calls has the number of one of them.
    """
    if call.status == 404 and call.count == 1 and call.number in owned:
        return str(NOTHING_PUBLISHED)
    return _reason(call.status, call.why)


def _reason(status: int | str, why: str) -> str:
    return str(REASONS.get(f"{status}_{why}") or REASONS.get(str(status), status))


@dataclass(frozen=True)
class Words:
    """Tells of calls of the company with this numbering *plan*: *people* are labels of employees by extension, *owned*
    its numbers."""

    plan: NumberingPlan | None
    people: Mapping[str, str]
    owned: Collection[str]

    is_refused = staticmethod(is_refused)

    def title(self, call: Call) -> str:
        """Return who called whom."""
        if call.direction == "callback":
            return str(_("%(who)s called %(number)s back", who=self.employee(call.extension), number=call.number))
        return str(_("%(caller)s to %(number)s", caller=self.caller(call), number=call.number))

    def caller(self, call: Call) -> str:
        """Return who called; of a call-back, who had called before."""
        return self.employee(call.caller) if call.direction == "internal" and call.caller else known_as(call.caller)

    def employee(self, extension: str) -> str:
        """Return the name and the extension of an employee, or a number outside as it is."""
        return self.people.get(extension, extension)

    def talked_with(self, call: Call) -> str:
        """Return whom the caller talked with, or the employee who called them back; "" for nobody."""
        if call.direction == "callback":
            return call.number if call.bridged_at else ""
        return self.employee(call.answered_by or "")

    def end(self, call: Call) -> str:
        """Return how the call ended, in a few words: ``reason`` says why one was refused."""
        return str(_("Refused")) if is_refused(call) else ending(call.ended, call.direction)

    def reason(self, call: Call) -> str:
        """Return the sentence that says why the call was refused, "" if it wasn't."""
        if not is_refused(call):
            return ""
        status, _bar, why = (call.ended or "").removeprefix(REFUSED).partition("_")
        if status == "404" and self._is_unpublished(call):
            return str(NOTHING_PUBLISHED)
        if status == "404" and call.direction == "internal":
            why = why or ("extension" if self._is_inner(call.number) else "outside")
        return _reason(status, why)

    def direction(self, call: Call) -> str:
        """Return where the call came from, in words."""
        if call.direction == "internal" and not self._is_inner(call.number):
            is_outside = (call.ended or "").startswith(f"{REFUSED}404") and call.number not in self.owned
            return str(_("from a colleague to a number outside") if is_outside else _("from a colleague"))
        return str(DIRECTIONS[call.direction])

    def _is_unpublished(self, call: Call) -> bool:
        """Return whether the number is the company's own. A row of many calls has the number of one of them."""
        return call.direction == "inbound" or (call.count == 1 and call.number in self.owned)

    def _is_inner(self, number: str) -> bool:
        """Return whether *number* has the form of one that only colleagues dial."""
        return numbers.is_extension(number) and not (self.plan and numbers.is_emergency(self.plan, number))
