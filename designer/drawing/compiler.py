"""Compiles a drawing: it parses, checks, puts sub-flows in, checks the whole, and lowers it to a program."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.drawing.checks import CHECKS, CHECKS_OF_THE_WHOLE, Known
from designer.drawing.checks.too_much_at_once import too_much_at_once
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph, parse
from designer.drawing.ids import INSIDE
from designer.drawing.inline import SubFlows, at_the_call, inlined
from designer.drawing.node import Node
from designer.runtime.op import Op
from designer.runtime.program import Program

Flows = Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """Holds what came of compiling. *program* is None exactly if there are *diagnostics*. *spoken* are (language, text)
    to be made into sound.

    *inner* are the nodes of the sub-flows, by the names that the program has for them: the label of each, "" if it has
    none, and the label of its type.
    """

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    spoken: tuple[tuple[str, str], ...] = ()
    inner: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def compile_flow(data: Any, known: Known, flows: Flows | None = None) -> Result:
    """Compile the JSON of a graph. It never raises, whatever the JSON is.

    *known* maps a kind ("employee", "group", "prompt", "calendar", "list", "flow") to the names that the company has of
    it; *flows* maps names of flows to the graphs of sub-flows. More of *known* (see docs/flow-format.md) asks for more
    checks.

    Every fault is found at once, except faults of paths, which are looked for once all of the drawing can be read. The
    same drawing gives the same program whatever the order of its JSON; labels, positions and the flow's name are not
    part of it.
    """
    graph, found = parse(data)
    if graph is None:
        return Result(None, tuple(found))
    unreadable = {(fault.node, fault.field) for fault in found}
    for check in CHECKS:
        found += [fault for fault in check(graph, known) if (fault.node, fault.field) not in unreadable]
    whole = _whole(graph, known, flows or {}, found) if not unreadable else None
    if whole is None or found:
        return Result(None, tuple(sorted(set(found), key=_order)))
    blocks = {node_id: _lower(whole, node_id, node) for node_id, node in whole.nodes.items()}
    spoken = {each for node in whole.nodes.values() for each in node.speaks()}
    inner = {each: (whole.labels[each], node.label) for each, node in whole.nodes.items() if INSIDE in each}
    program = Program(whole.entry, blocks)
    if found := [at_the_call(graph, fault) for fault in too_much_at_once(program)]:
        return Result(None, tuple(found))
    return Result(program, (), tuple(sorted(spoken)), inner)


def _order(diagnostic: Diagnostic) -> tuple[str, str, str, str]:
    return (diagnostic.node or "", diagnostic.field or "", diagnostic.code, diagnostic.message)


def _whole(graph: Graph, known: Known, flows: Flows, found: list[Diagnostic]) -> Graph | None:
    """Return the graph with its sub-flows in it, checked; None if one of them can't be put in."""

    def has_faults(inner: Graph) -> bool:
        return any(True for check in CHECKS for _ in check(inner, known))

    sub_flows = SubFlows(flows, has_faults)
    if faults := list(sub_flows.faults(graph)):
        missing = {fault.node for fault in found if fault.code == "missing"}
        found += [fault for fault in faults if fault.node not in missing]
        return None
    whole = inlined(graph, sub_flows.graphs)
    for check in CHECKS_OF_THE_WHOLE:
        found += [at_the_call(graph, fault) for fault in check(whole, known)]
    return whole


def _lower(whole: Graph, node_id: str, node: Node) -> tuple[Op, ...]:
    outlets = sorted(node.outlets()) or ["next"]
    return node.lower(
        tuple((outlet, whole.wires[node_id, outlet]) for outlet in outlets if (node_id, outlet) in whole.wires)
    )
