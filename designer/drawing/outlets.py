"""Finds the outlet by which a call went from one node to the next. The machine knows the outcome, and a few nodes have
outlets that are called otherwise."""

from dataclasses import dataclass, field
from typing import Any

from designer.drawing.graph import Graph, parse
from designer.drawing.node import Node


@dataclass(frozen=True)
class Outlets:
    """Finds outlets in one drawing. *graph* is None if its format can't be read; then no outlet is found."""

    graph: Graph | None
    _outlets: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def outlet(self, node_id: str, outcome: str, target: str) -> str:
        """Return the outlet by which a call left *node_id* with *outcome* for *target*; "" if nobody can tell. An
        outcome of "" was not written down: then it is the only outlet that leads there."""
        way = (node_id, outcome, target)
        if way not in self._outlets:
            self._outlets[way] = self._find(*way)
        return self._outlets[way]

    def _find(self, node_id: str, outcome: str, target: str) -> str:
        node = self.graph and self.graph.nodes.get(node_id)
        if not self.graph or not node:
            return ""
        leading = [outlet for outlet in node.outlets() if self.graph.wires.get((node_id, outlet)) == target]
        outlet = outlets_by_outcome(node).get(outcome, "")
        if outlet in leading:
            return outlet
        return leading[0] if len(leading) == 1 else ""


def outlets_of(data: Any) -> Outlets:
    """Return the outlets of the graph with this JSON."""
    return Outlets(parse(data)[0])


def outlets_by_outcome(node: Node) -> dict[str, str]:
    """Return the node's outlet of each outcome."""
    last = node.lower(tuple((outlet, outlet) for outlet in node.outlets()))[-1]
    return dict(last.jumps())
