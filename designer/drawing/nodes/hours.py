"""Defines the block that asks whether the company is open."""

from dataclasses import dataclass

from designer.drawing.fields import reference
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops import hours
from designer.runtime.ops.branch import Branch


@dataclass(frozen=True)
class Hours(Node):
    """Goes one way while the company is open and another while it is closed."""

    label = "Opening hours"
    group = "Decide"
    icon = "IconClock"
    color = "#b3470b"
    exits = outlets(open="Open", closed="Closed")
    waits = False
    goes_by_hours = True

    calendar: str = reference("Calendar", "calendar")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (hours.Hours(self.calendar), Branch(wires))
