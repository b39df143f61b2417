"""Puts sub-flows in the place of the nodes that call them.

A node of a sub-flow is named by the nodes that lead to it: "greet/menu" is the node "menu" of the flow that "greet"
calls.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph, parse
from designer.drawing.ids import INSIDE
from designer.runtime.words import Words, marked, say

MOST_DEEP = 5
"""How deep sub-flows may be within sub-flows."""

MOST_NODES_IN_ALL = 10_000
"""The most nodes of a flow with all its sub-flows, each counted as often as it is called."""


class SubFlows:
    """Holds the flows that are called, directly or by others. Each is checked once, however often it is called."""

    def __init__(self, flows: Mapping[str, Any], has_faults: Callable[[Graph], bool]) -> None:
        self.graphs: dict[str, Graph] = {}
        self._flows, self._has_faults = flows, has_faults
        self._whys: dict[str, Words | None] = {}
        self._depths: dict[str, int] = {}
        self._sizes: dict[str, int] = {}

    def faults(self, graph: Graph) -> Iterator[Diagnostic]:
        """Yield what is wrong with the flows that *graph* calls, at the node that calls."""
        size = len(graph.nodes)
        for node_id, name in graph.called():
            if why := self._why_not(name, ()):
                yield Diagnostic("sub-flow", why.text, node_id, "flow", values=why.values)
            size += self._sizes.get(name, 0)
        if size > MOST_NODES_IN_ALL:
            text = marked("with its sub-flows the flow has more than {most} blocks")
            yield Diagnostic("too-large", text, field="nodes", values=(("most", str(MOST_NODES_IN_ALL)),))

    def _why_not(self, name: str, above: tuple[str, ...]) -> Words | None:
        """Return why the flow can't be called from within the flows *above*; None if it can."""
        if name in above:
            return say("the flow “{name}” calls itself, so a call would never come back", name=name)
        if len(above) + self._depths.get(name, 1) > MOST_DEEP:
            return say("flows call each other more than {most} levels deep", most=MOST_DEEP)
        if name not in self._whys:
            self._whys[name] = self._take_in(name, above)
        return self._whys[name]

    def _take_in(self, name: str, above: tuple[str, ...]) -> Words | None:
        if name not in self._flows:
            return say("the flow “{name}” is not published", name=name)
        graph, faults = parse(self._flows[name])
        if graph is None or faults or self._has_faults(graph):
            return say("the flow “{name}” has faults itself", name=name)
        inner = [called for _, called in graph.called()]
        for called in inner:
            if why := self._why_not(called, (*above, name)):
                return why
        self.graphs[name] = graph
        self._depths[name] = 1 + max((self._depths[called] for called in inner), default=0)
        self._sizes[name] = len(graph.nodes) + sum(self._sizes[called] for called in inner)
        return None


def inlined(graph: Graph, graphs: Mapping[str, Graph]) -> Graph:
    """Return one graph without calls. *graph* and *graphs* may lack wires, but no flow that is called."""
    whole = replace(graph, nodes={}, wires={}, labels={})
    _put(whole, graph, graphs, "", "")
    return replace(whole, ids=frozenset(whole.nodes))


def _put(whole: Graph, graph: Graph, graphs: Mapping[str, Graph], prefix: str, back: str) -> None:
    """Put the nodes of *graph* into *whole*. *back* is where a call goes that returns from *graph*, "" if it can't
    return."""
    for node_id, node in graph.nodes.items():
        here = prefix + node_id
        whole.nodes[here], whole.labels[here] = node, graph.labels[node_id]
        wires = {outlet: graph.wires[node_id, outlet] for outlet in node.outlets() if (node_id, outlet) in graph.wires}
        leads_to = {outlet: prefix + target for outlet, target in wires.items()}
        if node.calls():
            inner = graphs[node.calls()]
            _put(whole, inner, graphs, here + INSIDE, leads_to.get("next", ""))
            leads_to = {"next": here + INSIDE + inner.entry}
        elif node.returns and back:
            leads_to = {"next": back}
        for outlet, target in leads_to.items():
            whole.wires[here, outlet] = target


def at_the_call(graph: Graph, fault: Diagnostic) -> Diagnostic:
    """Return a fault inside a sub-flow as one of the node of *graph* that calls it."""
    outer, inside, _ = (fault.node or "").partition(INSIDE)
    if not inside:
        return fault
    values = (("flow", graph.nodes[outer].calls()), ("fault", fault.words))
    return replace(fault, text=marked("in “{flow}”: {fault}"), values=values, node=outer, field="flow")
