"""Checks that calendars have sensible hours."""

from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.fields import declared
from designer.drawing.graph import Graph
from designer.runtime.words import Words, marked

WRONG = {
    "overlapping": ("hours-overlap", marked("{setting}: “{name}” has hours that overlap")),
    "never_open": ("hours-gap", marked("{setting}: “{name}” is never open")),
}


def hours_overlap(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find calendars without sensible hours: the portal names them in *known* as "overlapping" and "never_open"."""
    for node_id, node in graph.nodes.items():
        for field, spec in declared(type(node)).items():
            if spec.refers_to != ("calendar",):
                continue
            name = getattr(node, field)
            for kind, (code, text) in WRONG.items():
                if name in known.get(kind, ()) and (node.goes_by_hours or kind != "never_open"):
                    values = (("setting", Words(spec.label)), ("name", name))
                    yield Diagnostic(code, text, node_id, field, values=values)
