"""Checks that variables have values when they are read."""

from collections import deque
from collections.abc import Iterator

from designer.drawing.checks.paths import Steps, comes_back, steps_of
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph
from designer.drawing.node import ALWAYS_SET
from designer.runtime.words import marked


def read_before_set(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find variables that may have no value when a call comes to a node that needs one."""
    if graph.entry not in graph.nodes or comes_back(graph):
        return
    names = {name for node in graph.nodes.values() for name in node.needs()} - ALWAYS_SET
    bits = {name: 1 << index for index, name in enumerate(sorted(names))}
    has_value = _has_value(graph, steps_of(graph), bits)
    for node_id, values in has_value.items():
        for name in dict.fromkeys(graph.nodes[node_id].needs()):
            if name in bits and not values & bits[name]:
                text = marked("the variable “{name}” may have no value here")
                yield Diagnostic("read-before-set", text, node_id, values=(("name", name),))


def _has_value(graph: Graph, steps: Steps, bits: dict[str, int]) -> dict[str, int]:
    """Return, by node that can be reached, the variables that have a value on every path to it, one bit each."""
    found = {graph.entry: 0}
    to_do = deque([graph.entry])
    while to_do:
        source = to_do.popleft()
        for outlet, target in steps[source]:
            after = found[source]
            for name in graph.nodes[source].sets_by(outlet):
                after |= bits.get(name, 0)
            before = found.get(target)
            found[target] = after if before is None else before & after
            if found[target] != before:
                to_do.append(target)
    return found
