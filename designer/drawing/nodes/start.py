"""Defines the block at which calls come in."""

from dataclasses import dataclass

from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch


@dataclass(frozen=True)
class Start(Node):
    """A call comes in here. Every flow has exactly one."""

    label = "Incoming call"
    group = "Start"
    icon = "IconPhoneIncoming"
    color = "#2b8a3e"
    entry = True
    exits = outlets(next="Call arrives")
    waits = False

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (Branch((("", dict(wires)["next"]),)),)
