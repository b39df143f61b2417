"""Checks that somebody in a queue's group has the skill that it asks for."""

from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph
from designer.runtime.words import marked

NOBODY = marked("nobody in the group “{group}” who has a phone has the skill “{skill}”")


def nobody_able(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find skills that nobody of the group has: *known* names all that there are as "skilled", such as
    "sales:french"."""
    if "skilled" not in known:
        return
    for node_id, node in graph.nodes.items():
        group, skill = node.asks_skill()
        if group in known.get("group", ()) and skill and f"{group}:{skill}" not in known["skilled"]:
            yield Diagnostic("no-skill", NOBODY, node_id, "skill", values=(("group", group), ("skill", skill)))
