"""Checks that talks which cost money end some time."""

from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph


def outside_without_limit(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find talks that cost money and go on for ever if nobody hangs up."""
    for node_id, node in graph.nodes.items():
        if node.is_endless():
            yield Diagnostic("no-limit", "a talk here costs money and has no time limit", node_id)
