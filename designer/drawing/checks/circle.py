"""Checks for circles in which a call would never wait."""

from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph


def circle(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find circles of nodes that do not wait: a call in one would never stop turning."""
    restless = {node_id for node_id, node in graph.nodes.items() if not node.waits}
    leads_to: dict[str, list[str]] = {node_id: [] for node_id in graph.nodes if node_id in restless}
    for (source, _), target in graph.wires.items():
        if source in restless and target in restless:
            leads_to[source].append(target)
    for node_id in _without_ends(leads_to):
        yield Diagnostic("circle", "calls go round in a circle here without waiting for anybody", node_id)


def _without_ends(leads_to: dict[str, list[str]]) -> Iterator[str]:
    """Return the nodes that remain when those that lead nowhere, and then those to which nothing leads, are taken
    away."""
    forwards = _pruned(leads_to)
    backwards: dict[str, list[str]] = {node_id: [] for node_id in forwards}
    for source, targets in forwards.items():
        for target in targets:
            backwards[target].append(source)
    remaining = _pruned(backwards)
    return (node_id for node_id in leads_to if node_id in remaining)


def _pruned(leads_to: dict[str, list[str]]) -> dict[str, list[str]]:
    count = {node_id: len(targets) for node_id, targets in leads_to.items()}
    sources: dict[str, list[str]] = {node_id: [] for node_id in leads_to}
    for source, targets in leads_to.items():
        for target in targets:
            sources[target].append(source)
    ends = [node_id for node_id, left in count.items() if not left]
    gone = set(ends)
    while ends:
        for source in sources[ends.pop()]:
            count[source] -= 1
            if not count[source]:
                gone.add(source)
                ends.append(source)
    return {
        node_id: [target for target in targets if target not in gone]
        for node_id, targets in leads_to.items()
        if node_id not in gone
    }
