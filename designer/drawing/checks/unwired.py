"""Checks that outlets and wires belong together."""

from collections.abc import Iterator

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph
from designer.runtime.words import marked


def unwired(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Find outlets that lead to no node, and wires that begin at no outlet."""
    for node_id, node in graph.nodes.items():
        for outlet in node.outlets():
            target = graph.wires.get((node_id, outlet))
            way = ("outlet", node.outlet_words(outlet))
            if target is None:
                yield Diagnostic("unwired", "“{outlet}” leads nowhere", node_id, outlet, values=(way,))
            elif target not in graph.ids:
                text = marked("“{outlet}” leads to “{target}”, which is not there")
                yield Diagnostic("unwired", text, node_id, outlet, values=(way, ("target", target)))
            elif target in graph.nodes and graph.nodes[target].entry:
                text = marked("“{outlet}” cannot lead back to where calls come in")
                yield Diagnostic("into-entry", text, node_id, outlet, values=(way,))
    for source, outlet in graph.wires:
        if source not in graph.ids:
            yield Diagnostic(
                "stray-wire", "a wire begins at “{source}”, which is not there", values=(("source", source),)
            )
        elif source in graph.nodes and outlet not in graph.nodes[source].outlets():
            text = marked("a wire leaves by “{outlet}”, which is no way out of this block")
            yield Diagnostic("stray-wire", text, source, outlet, values=(("outlet", outlet),))
