"""Defines the block that splits callers into two shares."""

from dataclasses import dataclass

from designer.drawing.fields import number, text
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops import split
from designer.runtime.ops.branch import Branch


@dataclass(frozen=True)
class Split(Node):
    """Sends a share of the callers one way and the rest another; the same caller always goes the same way."""

    label = "Percent split"
    group = "Decide"
    icon = "IconPercentage"
    color = "#b3470b"
    exits = outlets(a="This share", b="The rest")
    waits = False

    percent: int = number("Share", 50, low=1, high=99, unit="%")
    salt: str = text("Name of the trial", required=False, help="Splits of the same name choose the same callers.")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (split.Split(self.percent, self.salt), Branch(wires))
