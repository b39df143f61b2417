"""Checks that the company has what nodes refer to."""

from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.fields import declared, referred
from designer.drawing.graph import Graph
from designer.runtime.words import Words, marked

NO_SUCH = {
    "employee": marked("{setting}: there is no employee “{name}”"),
    "group": marked("{setting}: there is no group “{name}”"),
    "prompt": marked("{setting}: there is no prompt “{name}”"),
    "calendar": marked("{setting}: there is no calendar “{name}”"),
    "list": marked("{setting}: there is no list “{name}”"),
    "flow": marked("{setting}: there is no published flow “{name}”"),
}


def missing(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find employees, groups, prompts and calendars that the company does not have."""
    for node_id, node in graph.nodes.items():
        for name, spec in declared(type(node)).items():
            value = getattr(node, name)
            if not spec.refers_to or not value:
                continue
            kind, wanted = referred(value, spec.refers_to)
            if kind != "variable" and wanted not in known.get(kind, ()):
                example = ", ".join(sorted(known.get(kind, ()))[:5]) or None
                values = (("setting", Words(spec.label)), ("name", wanted))
                yield Diagnostic("missing", NO_SUCH[kind], node_id, name, example, values)
