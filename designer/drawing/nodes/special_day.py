"""Defines the block that asks whether it is a special day."""

from dataclasses import dataclass

from designer.drawing.fields import reference
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.day import Day
from designer.runtime.program import renamed


@dataclass(frozen=True)
class SpecialDay(Node):
    """Goes one way on the days that a calendar lists as exceptions, whether open or closed."""

    label = "Special day"
    group = "Decide"
    icon = "IconCalendarStar"
    color = "#b3470b"
    exits = outlets(special="Special day", ordinary="Ordinary day")
    waits = False

    calendar: str = reference("Calendar", "calendar", help="Its exceptions are the special days.")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (Day(self.calendar, "special"), Branch(renamed(wires, special="yes", ordinary="no")))
