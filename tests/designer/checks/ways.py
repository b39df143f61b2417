"""Drawings for the checks: who leads where, in short."""

from designer.drawing.checks import Check
from designer.drawing.graph import parse
from tests.designer.drawing import flow


def graph(nodes, *wires):
    """*wires* are (source, outlet, target); the first of *nodes* is where the start leads."""
    found, faults = parse(flow(nodes, *wires))
    assert faults == []
    return found


def found_by(check: Check, nodes, *wires, **known):
    """[(code, node)] of what *check* finds; *known* as the compiler gets it."""
    return [(fault.code, fault.node) for fault in check(graph(nodes, *wires), known)]
