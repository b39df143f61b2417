from collections.abc import Iterator

from designer.diagnostics import Diagnostic
from designer.fields import declared
from designer.graph import Graph


def missing(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Every employee, group, prompt and calendar that a node names is one that the company has."""
    for node_id, node in graph.nodes.items():
        for name, spec in declared(type(node)).items():
            value = getattr(node, name)
            if not spec.refers_to or not value:
                continue
            kind, name_of = value.split(":", 1) if len(spec.refers_to) > 1 else (spec.refers_to[0], value)
            if kind != "variable" and name_of not in known.get(kind, ()):
                example = ", ".join(sorted(known.get(kind, ()))[:5]) or None
                yield Diagnostic("missing", f"{spec.label}: there is no {kind} {name_of!r}", node_id, name, example)
