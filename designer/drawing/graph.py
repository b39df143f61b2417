"""Reads saved JSON as a typed graph. Whatever is wrong with it becomes diagnostics; nothing is skipped silently."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from designer.drawing.catalog import NODE_TYPES
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.fields import bad_settings, declared, is_storable
from designer.drawing.ids import MOST_ID_CHARACTERS, is_id
from designer.drawing.node import Node
from designer.drawing.notes import bad_notes
from designer.drawing.position import NOWHERE, is_position
from designer.runtime.words import Words, marked

FORMAT = 1
MAX_BYTES = 2 * 1024 * 1024
"""The largest graph from outside; a larger one is refused before it is parsed."""

MOST_NODES = 2_000
MOST_WIRES = 10_000
MOST_NAME_CHARACTERS = 200
NO_NAME = marked("the name must be text of up to {most} characters")
LIMIT_OF_NAMES = (("most", str(MOST_NAME_CHARACTERS)),)
LEFT_OUT = {
    "conference": marked("there are no conferences: this exchange connects two voices, and can't mix several"),
}
"""Node types that people look for because other exchanges have them, and why they are not there."""

TOP_KEYS = {"format", "name", "entry", "nodes", "wires", "notes"}
NODE_KEYS = {"id", "type", "label", "settings", "position"}


@dataclass(frozen=True)
class Graph:
    """Holds a drawing. *labels* is what people call each node, for messages; *ids* has those of unreadable nodes as
    well."""

    entry: str
    nodes: dict[str, Node]
    wires: dict[tuple[str, str], str]
    labels: dict[str, str]
    ids: frozenset[str]

    def called(self) -> list[tuple[str, str]]:
        """Return (node, flow) for each sub-flow."""
        return [(node_id, node.calls()) for node_id, node in self.nodes.items() if node.calls()]

    def name(self, node_id: str) -> str | Words:
        """Return what people call the node: its label, or else its type."""
        return self.labels.get(node_id) or Words(self.nodes[node_id].label)


def parse(data: Any) -> tuple[Graph | None, list[Diagnostic]]:
    """Read a graph from JSON of any shape. Return None with diagnostics if it is no flow of our format. Never
    raises."""
    if not isinstance(data, dict):
        return None, [Diagnostic("bad-format", "a flow is a JSON object", example='{"format": 1, …}')]
    if data.get("format") != FORMAT or isinstance(data.get("format"), bool):
        return None, [_wrong_format(data.get("format"))]
    found = list(_top(data))
    nodes, labels = _nodes(data.get("nodes"), found)
    wires = _wires(data.get("wires"), found)
    entry = data.get("entry")
    return Graph(entry if isinstance(entry, str) else "", nodes, wires, labels, frozenset(labels)), found


def _wrong_format(version: Any) -> Diagnostic:
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        text = marked("this flow was drawn by a newer exchange, in format {version}; this one knows up to {known}")
        return Diagnostic("newer-format", text, values=(("version", str(version)), ("known", str(FORMAT))))
    return Diagnostic("bad-format", "the flow does not say its format", field="format", example='"format": 1')


def _top(data: dict[str, Any]) -> Iterator[Diagnostic]:
    for key in sorted(data.keys() - TOP_KEYS):
        yield Diagnostic("bad-format", "a flow has no “{key}”", field=key[:60], values=(("key", key[:60]),))
    if not _is_name(data.get("name", "")):
        yield Diagnostic("bad-format", NO_NAME, field="name", values=LIMIT_OF_NAMES)
    if not isinstance(data.get("entry", ""), str):
        yield Diagnostic("bad-format", "the place where calls come in must be the id of a block", field="entry")
    yield from bad_notes(data.get("notes", []))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MOST_NAME_CHARACTERS and is_storable(value)


def _nodes(items: Any, found: list[Diagnostic]) -> tuple[dict[str, Node], dict[str, str]]:
    nodes: dict[str, Node] = {}
    labels: dict[str, str] = {}
    if not isinstance(items, list):
        found.append(Diagnostic("bad-format", "the blocks must be a list", field="nodes"))
        return nodes, labels
    if len(items) > MOST_NODES:
        values = (("most", str(MOST_NODES)),)
        found.append(Diagnostic("too-large", "a flow has at most {most} blocks", field="nodes", values=values))
    seen: set[str] = set()
    for index, item in enumerate(items[:MOST_NODES]):
        node_id = item.get("id") if isinstance(item, dict) else None
        if not is_id(node_id):
            text, values = marked("block {index} has no id, or one that can't be used"), (("index", str(index)),)
            found.append(Diagnostic("bad-node", text, example='"id": "menu-1"', values=values))
        elif node_id in seen:
            found.append(Diagnostic("bad-node", "two blocks have this id", node_id))
        else:
            seen.add(node_id)
            labels[node_id] = item["label"] if isinstance(item.get("label"), str) else ""
            if node := _node(node_id, item, found):
                nodes[node_id] = node
    return nodes, labels


def _node(node_id: str, item: dict[str, Any], found: list[Diagnostic]) -> Node | None:
    """Return the node with its good settings; bad ones keep their defaults, so that the checks can go on."""
    for key in sorted(item.keys() - NODE_KEYS):
        values = (("key", key[:60]),)
        found.append(Diagnostic("bad-node", "a block has no “{key}”", node_id, key[:60], values=values))
    if not _is_name(item.get("label", "")):
        found.append(Diagnostic("bad-node", NO_NAME, node_id, "label", values=LIMIT_OF_NAMES))
    if not is_position(item.get("position", {"x": 0, "y": 0})):
        found.append(Diagnostic("bad-node", "the position must be two numbers", node_id, "position", NOWHERE))
    kind = item.get("type")
    if isinstance(kind, str) and kind in LEFT_OUT:
        found.append(Diagnostic("not-possible", LEFT_OUT[kind], node_id, "type"))
        return None
    cls = NODE_TYPES.get(kind) if isinstance(kind, str) else None
    if cls is None:
        found.append(_no_type(node_id, kind))
        return None
    settings = item.get("settings", {})
    if not isinstance(settings, dict):
        found.append(Diagnostic("bad-setting", "the settings must be a JSON object", node_id, "settings"))
        return cls()
    wrong = bad_settings(node_id, cls, settings)
    found += wrong
    unusable = {fault.field for fault in wrong}
    good = {name: settings[name] for name in declared(cls) if name in settings and name not in unusable}
    return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in good.items()})


def _no_type(node_id: str, kind: Any) -> Diagnostic:
    known = ", ".join(NODE_TYPES)
    if not isinstance(kind, str):
        return Diagnostic("unknown-node", "the type must be text", node_id, "type", known)
    text = marked("this exchange knows no blocks of the type “{type}”")
    return Diagnostic("unknown-node", text, node_id, "type", known, (("type", kind[:60]),))


def _wires(items: Any, found: list[Diagnostic]) -> dict[tuple[str, str], str]:
    wires: dict[tuple[str, str], str] = {}
    if not isinstance(items, list):
        found.append(Diagnostic("bad-format", "the wires must be a list", field="wires"))
        return wires
    if len(items) > MOST_WIRES:
        values = (("most", str(MOST_WIRES)),)
        found.append(Diagnostic("too-large", "a flow has at most {most} wires", field="wires", values=values))
    for index, item in enumerate(items[:MOST_WIRES]):
        if not _is_wire(item):
            example = '{"from": "menu", "outlet": "1", "to": "sales"}'
            text, values = (
                marked("wire {index} does not say where it begins and where it leads"),
                (("index", str(index)),),
            )
            found.append(Diagnostic("bad-wire", text, example=example, values=values))
            continue
        source, outlet = item["from"], item["outlet"]
        if (source, outlet) in wires:
            text, values = marked("two wires leave by the same way out, “{outlet}”"), (("outlet", outlet[:60]),)
            found.append(Diagnostic("bad-wire", text, source, outlet[:60], values=values))
        else:
            wires[source, outlet] = item["to"]
    return wires


def _is_wire(item: Any) -> bool:
    if not isinstance(item, dict) or item.keys() != {"from", "outlet", "to"}:
        return False
    return all(isinstance(value, str) and len(value) <= MOST_ID_CHARACTERS for value in item.values())
