"""Defines the block that goes through another flow."""

from dataclasses import dataclass

from designer.drawing.fields import reference
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch


@dataclass(frozen=True)
class Subflow(Node):
    """Goes through another flow, as it is published, and comes back where that one returns."""

    label = "Sub-flow"
    group = "Connect"
    icon = "IconPackage"
    color = "#0b7285"
    exits = outlets(next="Came back")
    waits = False

    flow: str = reference("Flow", "flow")

    def calls(self) -> str:
        return self.flow

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (Branch((("", dict(wires)["next"]),)),)
