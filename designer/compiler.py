"""The pipeline, in the order it runs: parse, check, lower."""

from dataclasses import dataclass
from typing import Any

from designer.checks import CHECKS, Known
from designer.diagnostics import Diagnostic
from designer.graph import Graph, parse
from designer.program import Program


@dataclass(frozen=True)
class Result:
    """*program* is None exactly when there are *diagnostics*."""

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]


def compile_flow(data: Any, known: Known) -> Result:
    """*known* maps a kind ("employee", "group", "prompt", "calendar") to the names that the company has of it.

    Every fault is found at once. The same drawing gives the same program whatever the order of its JSON; labels,
    positions and the flow's name are not part of it. Never raises on any JSON.
    """
    graph, found = parse(data)
    if graph is None:
        return Result(None, tuple(found))
    for check in CHECKS:
        found += check(graph, known)
    if found:
        return Result(None, tuple(sorted(set(found), key=_order)))
    return Result(_lower(graph), ())


def _order(diagnostic: Diagnostic) -> tuple[str, str, str, str]:
    return (diagnostic.node or "", diagnostic.field or "", diagnostic.code, diagnostic.message)


def _lower(graph: Graph) -> Program:
    blocks = {
        node_id: node.lower(tuple((outlet, graph.wires[node_id, outlet]) for outlet in sorted(node.outlets())))
        for node_id, node in graph.nodes.items()
    }
    return Program(graph.entry, blocks)
