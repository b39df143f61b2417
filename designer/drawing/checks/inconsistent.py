"""Checks that the settings of a node fit together."""

from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.fields import declared
from designer.drawing.graph import Graph
from designer.runtime.words import Words


def inconsistent(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find settings of a node that do not fit together."""
    for node_id, node in graph.nodes.items():
        for name, why in node.faults():
            values = (("setting", Words(declared(type(node))[name].label)), ("why", why))
            yield Diagnostic("inconsistent", "{setting}: {why}", node_id, name, values=values)
