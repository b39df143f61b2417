from dataclasses import dataclass

from designer.fields import reference
from designer.node import Node, ways_out
from designer.program import Branch, Op


@dataclass(frozen=True)
class Subflow(Node):
    """Goes through another flow, as it is published, and comes back where that one returns."""

    label = "Sub-flow"
    group = "Connect"
    icon = "IconPackage"
    color = "#0b7285"
    exits = ways_out(next="Came back")
    waits = False

    flow: str = reference("Flow", "flow")

    def calls(self) -> str:
        return self.flow

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (Branch((("", dict(wires)["next"]),)),)
