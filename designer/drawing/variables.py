"""The variables of a drawing, for whoever lets a person choose one."""

from typing import Any

from designer.drawing.graph import parse


def variables(data: Any) -> list[str]:
    """Those that some node sets, in order of their names; [] for JSON that is no flow."""
    graph, _ = parse(data)
    return sorted({name for node in graph.nodes.values() for name in node.sets()} if graph else ())
