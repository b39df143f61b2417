from collections.abc import Iterator

from designer.diagnostics import Diagnostic
from designer.graph import Graph


def unwired(graph: Graph, known: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Every outlet leads to a node, and every wire begins at an outlet."""
    for node_id, node in graph.nodes.items():
        for outlet in node.outlets():
            target = graph.wires.get((node_id, outlet))
            if target is None:
                yield Diagnostic("unwired", f"“{node.outlet_label(outlet)}” leads nowhere", node_id, outlet)
            elif target not in graph.ids:
                message = f"“{node.outlet_label(outlet)}” leads to {target!r}, which is not there"
                yield Diagnostic("unwired", message, node_id, outlet)
            elif target in graph.nodes and graph.nodes[target].entry:
                message = f"“{node.outlet_label(outlet)}” cannot lead back to where calls come in"
                yield Diagnostic("into-entry", message, node_id, outlet)
    for source, outlet in graph.wires:
        if source not in graph.ids:
            yield Diagnostic("stray-wire", f"a wire begins at {source!r}, which is not there")
        elif source in graph.nodes and outlet not in graph.nodes[source].outlets():
            yield Diagnostic("stray-wire", f"there is no outlet {outlet!r} here", source, outlet)
