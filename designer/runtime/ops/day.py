"""Asks a calendar about a day."""

from dataclasses import dataclass

from designer.runtime.calendar import local_time
from designer.runtime.call import Call
from designer.runtime.directory import Calendar, Directory
from designer.runtime.op import Arrivals, Instant, Uses


@dataclass(frozen=True)
class Day(Instant):
    """Ask a calendar about this day. Outcome: "yes" if it is an exception (*kind* "special") or closed all day by
    exception (*kind* "closed"), else "no"."""

    calendar: str
    kind: str

    def begin(self, call: Call) -> None:
        calendar = call.calendar(self.calendar)
        call.finish("yes" if calendar and self._is_on(call, calendar) else "no")

    def _is_on(self, call: Call, calendar: Calendar) -> bool:
        today = local_time(call.directory["zones"][calendar["zone"]], call.at).date().isoformat()
        exceptions = calendar.get("exceptions", {})
        return today in exceptions and (self.kind == "special" or not exceptions[today])

    def uses(self) -> Uses:
        return Uses()

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals(at_once=True, calendars=frozenset({self.calendar}))

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()
