"""Checks that those who are rung have phones."""

from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph
from designer.runtime.target import Target
from designer.runtime.words import marked

NO_PHONE = {
    "employee": marked("the employee “{name}” has no phone that could ring"),
    "group": marked("nobody in the group “{name}” has a phone that could ring"),
}


def no_registered_target(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find targets without a phone: *known* names them as "phoneless", such as "group:sales"."""
    phoneless = known.get("phoneless", ())
    for node_id, node in graph.nodes.items():
        if (who := node.rings()) in phoneless:
            target = Target(who)
            yield Diagnostic("no-phone", NO_PHONE[target.kind], node_id, values=(("name", target.name),))
