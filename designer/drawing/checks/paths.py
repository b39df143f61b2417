"""Follows where calls can go, for the checks of paths."""

from designer.drawing.graph import Graph

Steps = dict[str, list[tuple[str, str]]]


def steps_of(graph: Graph) -> Steps:
    """Return, by node, (outlet, next node) of each wire that leads to a node that is there."""
    steps: Steps = {node_id: [] for node_id in graph.nodes}
    for (source, outlet), target in graph.wires.items():
        if source in steps and target in steps:
            steps[source].append((outlet, target))
    return steps


def comes_back(graph: Graph) -> bool:
    """Return whether other flows call this one: then they may have set its variables, and may read them."""
    return any(node.returns and (node_id, "next") not in graph.wires for node_id, node in graph.nodes.items())
