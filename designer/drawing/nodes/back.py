"""Defines the block at which a sub-flow returns."""

from dataclasses import dataclass

from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.hangup import Hangup


@dataclass(frozen=True)
class Back(Node):
    """Goes back to the flow that this one was called from; a call that came here directly ends."""

    label = "Return"
    group = "End"
    icon = "IconCornerDownLeft"
    color = "#495057"
    exits = outlets()
    waits = False
    returns = True

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (Branch((("", dict(wires)["next"]),)),) if wires else (Hangup("normal"),)
