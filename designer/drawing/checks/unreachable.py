"""Checks that calls can reach each node."""

from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph


def unreachable(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find nodes that no call can reach."""
    if graph.entry not in graph.nodes:
        return
    leads_to: dict[str, list[str]] = {}
    for (source, _), target in graph.wires.items():
        leads_to.setdefault(source, []).append(target)
    seen, to_do = {graph.entry}, [graph.entry]
    while to_do:
        for target in leads_to.get(to_do.pop(), ()):
            if target not in seen:
                seen.add(target)
                to_do.append(target)
    for node_id, node in graph.nodes.items():
        if node_id not in seen and not node.entry:
            yield Diagnostic("unreachable", "no call ever comes here", node_id)
