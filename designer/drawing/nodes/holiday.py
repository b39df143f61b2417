"""Defines the block that asks whether it is a holiday."""

from dataclasses import dataclass

from designer.drawing.fields import reference
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.day import Day
from designer.runtime.program import renamed


@dataclass(frozen=True)
class Holiday(Node):
    """Goes one way on days on which the calendar is closed all day by exception, as on holidays."""

    label = "Holiday"
    group = "Decide"
    icon = "IconCalendarOff"
    color = "#b3470b"
    exits = outlets(holiday="Holiday", workday="Any other day")
    waits = False

    calendar: str = reference("Calendar", "calendar")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (Day(self.calendar, "closed"), Branch(renamed(wires, holiday="yes", workday="no")))
