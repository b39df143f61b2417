"""Checks that numbers outside can be called."""

import re
from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph
from designer.runtime import numbers
from designer.runtime.filled import variables_of
from designer.runtime.words import marked

EMERGENCY = marked("This is an emergency number.")
NO_NUMBER = marked("Write a number such as +49 30 1234567.")


def not_callable(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find numbers that would fail in every call. *known* has "emergency" numbers in all the ways to dial them, and
    "short", the pattern of codes that may be as short as an extension."""
    for node_id, node in graph.nodes.items():
        written = node.calls_outside()
        if not written or variables_of(written):
            continue
        number = numbers.dialled(written)
        if number in known.get("emergency", numbers.ALWAYS_EMERGENCY):
            yield Diagnostic("emergency", EMERGENCY, node_id, "destination")
        elif not numbers.DIALLED.fullmatch(number) or _is_inner(number, known):
            yield Diagnostic("no-number", NO_NUMBER, node_id, "destination")


def _is_inner(number: str, known: dict[str, set[str]]) -> bool:
    short = known.get("short") or {number}
    return numbers.is_extension(number) and not any(re.fullmatch(each, number) for each in short)
