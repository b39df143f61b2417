"""Asks a calendar whether it is open."""

from dataclasses import dataclass

from designer.runtime.calendar import is_open
from designer.runtime.call import Call
from designer.runtime.directory import Directory
from designer.runtime.op import Arrivals, Instant, Uses


@dataclass(frozen=True)
class Hours(Instant):
    """Ask a calendar about this moment. Outcome: "open" or "closed"."""

    calendar: str

    def begin(self, call: Call) -> None:
        calendar = call.calendar(self.calendar)
        is_so = calendar is not None and is_open(call.directory["zones"], calendar, call.at)
        call.finish("open" if is_so else "closed")

    def uses(self) -> Uses:
        return Uses()

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals(at_once=True, calendars=frozenset({self.calendar}))

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()
