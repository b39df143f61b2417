"""Defines the block that marks the call."""

from dataclasses import dataclass

from designer.drawing.fields import text
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops import tag
from designer.runtime.ops.branch import Branch


@dataclass(frozen=True)
class Tag(Node):
    """Marks the call, so that it can be found by the mark and counted."""

    label = "Tag the call"
    group = "Do"
    icon = "IconTag"
    color = "#5c940d"
    exits = outlets(next="Then")
    waits = False

    tag: str = text("Tag", help="A word such as complaint; {name} stands for a variable.")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (tag.Tag(self.tag), Branch(wires))
