from collections.abc import Iterator

from designer.diagnostics import Diagnostic
from designer.fields import declared
from designer.graph import Graph


def empty(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Every setting that is needed has been chosen."""
    for node_id, node in graph.nodes.items():
        for name, spec in declared(type(node)).items():
            if spec.required and not getattr(node, name):
                yield Diagnostic("empty", f"{spec.label}: nothing is chosen yet", node_id, name)
