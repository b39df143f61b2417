"""Ask a calendar about this moment: it never waits."""

from designer import program
from designer.calendar import is_open
from designer.call import Call
from designer.effects import Warn


def begin(call: Call, op: program.Hours) -> None:
    calendar = call.directory["calendars"].get(op.calendar)
    if calendar is None:
        call.do(Warn(f"there is no calendar {op.calendar!r}"))
        call.finish("closed")
    else:
        call.finish("open" if is_open(call.directory, calendar, call.at) else "closed")
