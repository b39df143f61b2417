"""Checks that a flow has one node at which calls come in."""

from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph


def entry(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find flows that do not begin at exactly one node at which calls come in."""
    starts = [node_id for node_id, node in graph.nodes.items() if node.entry]
    if graph.entry not in graph.nodes:
        yield Diagnostic("no-entry", "the flow does not say where a call comes in", field="entry")
    elif not graph.nodes[graph.entry].entry:
        yield Diagnostic(
            "no-entry", "a call cannot come in at “{block}”", graph.entry, values=(("block", graph.name(graph.entry)),)
        )
    for node_id in starts:
        if node_id != graph.entry:
            yield Diagnostic("second-entry", "a flow has only one place where a call comes in", node_id)
