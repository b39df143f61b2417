"""Defines the block that looks callers up in a list."""

from dataclasses import dataclass

from designer.drawing.fields import reference
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.listed import Listed
from designer.runtime.program import renamed


@dataclass(frozen=True)
class CallerList(Node):
    """Goes one way for callers who are on a list, such as VIPs or blocked numbers."""

    label = "Caller list"
    group = "Decide"
    icon = "IconListCheck"
    color = "#b3470b"
    exits = outlets(listed="On the list", other="Not on it")
    waits = False

    list: str = reference("List", "list")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (Listed(self.list), Branch(renamed(wires, listed="yes", other="no")))
