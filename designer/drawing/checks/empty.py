"""Checks for required settings that are empty."""

from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.fields import declared
from designer.drawing.graph import Graph
from designer.runtime.words import Words


def empty(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find required settings that are empty."""
    for node_id, node in graph.nodes.items():
        for name, spec in declared(type(node)).items():
            if spec.required and not getattr(node, name):
                values = (("setting", Words(spec.label)),)
                yield Diagnostic("empty", "{setting}: nothing is chosen yet", node_id, name, values=values)
