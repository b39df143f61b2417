"""Lists the variables of a drawing, for people to choose from."""

from typing import Any

from designer.drawing.graph import parse


def variables(data: Any) -> list[str]:
    """Return the variables that some node sets, in alphabetical order; [] for JSON that is no flow."""
    graph, _ = parse(data)
    return sorted({name for node in graph.nodes.values() for name in node.sets()} if graph else ())
