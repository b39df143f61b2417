"""Checks that callers agree before they are recorded."""

from collections.abc import Iterator

from designer.drawing.checks.paths import steps_of
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph
from designer.runtime.words import marked


def recording_without_consent(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find recordings of callers who were not told about it, or who refused, if the company has the rule "consent"."""
    if "consent" not in known.get("rule", ()) or graph.entry not in graph.nodes:
        return
    steps = steps_of(graph)
    seen, to_do = {graph.entry}, [graph.entry]
    while to_do:
        source = to_do.pop()
        for outlet, target in steps[source]:
            if target not in seen and not graph.nodes[source].consents(outlet):
                seen.add(target)
                to_do.append(target)
    for node_id, node in graph.nodes.items():
        if node_id in seen and node.records():
            text = marked("a call can be recorded here although the caller was not told, or refused")
            yield Diagnostic("no-consent", text, node_id)
