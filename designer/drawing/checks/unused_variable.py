"""Checks that variables which are set are read somewhere."""

from collections.abc import Iterator

from designer.drawing.checks.paths import comes_back
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph
from designer.drawing.ids import INSIDE
from designer.runtime.words import marked


def unused_variable(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find variables that are set and that no node reads. A sub-flow may set more than this flow needs."""
    if comes_back(graph):
        return
    read = {name for node in graph.nodes.values() for name in node.reads()}
    for node_id, node in graph.nodes.items():
        if INSIDE in node_id:
            continue
        for name in dict.fromkeys(node.sets()):
            if name and name not in read:
                text = marked("the variable “{name}” is set here, but no block uses it")
                yield Diagnostic("unused-variable", text, node_id, values=(("name", name),))
