"""What is different between two drawings, for people: where a node stands on the canvas makes no difference."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from designer.catalog import NODE_TYPES
from designer.fields import Spec, declared

JsonObject = dict[str, Any]
Ways = dict[tuple[str, str], str]


@dataclass(frozen=True)
class NodeName:
    """*name* is the node's label, or what its type is called."""

    node: str
    type: str
    name: str

    def __str__(self) -> str:
        kind = NODE_TYPES[self.type].label if self.type in NODE_TYPES else self.type
        return f"“{self.name}”" if self.name == kind else f"“{self.name}” ({kind})"


@dataclass(frozen=True)
class Change:
    """A *setting* of a node, or its "type" or "label"; *label*, *was* and *is_now* are for people."""

    node: str
    name: str
    setting: str
    label: str
    before: Any
    after: Any
    was: str
    is_now: str

    def __str__(self) -> str:
        if self.setting == "label":
            return f"“{self.was}” is called “{self.is_now}” now"
        return f"“{self.name}”: {self.label} from {self.was} to {self.is_now}"


@dataclass(frozen=True)
class Rewired:
    """Where an outlet led *before* and leads *after*: ids of nodes, None for nowhere. The rest is for people."""

    node: str
    outlet: str
    before: str | None
    after: str | None
    name: str
    label: str
    was: str
    is_now: str

    def __str__(self) -> str:
        where = f"“{self.name}”, {self.label}"
        if self.after is None:
            return f"{where}: leads nowhere now, to “{self.was}” before"
        return f"{where}: leads to “{self.is_now}” now" + (f", to “{self.was}” before" if self.before else "")


@dataclass(frozen=True)
class Diff:
    """*renamed* are the names of the flow before and after, or None."""

    renamed: tuple[str, str] | None
    added: tuple[NodeName, ...]
    removed: tuple[NodeName, ...]
    changed: tuple[Change, ...]
    rewired: tuple[Rewired, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.renamed or self.added or self.removed or self.changed or self.rewired)

    def to_json(self) -> JsonObject:
        return {**asdict(self), "sentences": self.sentences()}

    def sentences(self) -> list[str]:
        """What left a node that is gone is not worth a sentence of its own."""
        gone = {each.node for each in self.removed}
        return [
            *([f"The flow is called “{self.renamed[1]}” now, “{self.renamed[0]}” before"] if self.renamed else []),
            *(f"{each} is new" for each in self.added),
            *(f"{each} is gone" for each in self.removed),
            *(str(each) for each in self.changed),
            *(str(each) for each in self.rewired if each.node not in gone),
        ]


def diff(before: JsonObject, after: JsonObject) -> Diff:
    """Of two graphs that can be drawn; they may have faults."""
    old, new = _nodes(before), _nodes(after)
    names = before.get("name", ""), after.get("name", "")
    return Diff(
        names if names[0] != names[1] else None,
        tuple(_name(new[node_id]) for node_id in new if node_id not in old),
        tuple(_name(old[node_id]) for node_id in old if node_id not in new),
        tuple(each for node_id in new if node_id in old for each in _changes(old[node_id], new[node_id])),
        tuple(_rewired(_ways(before), _ways(after), old, new)),
    )


def _nodes(graph: JsonObject) -> dict[str, JsonObject]:
    return {node["id"]: node for node in graph["nodes"]}


def _ways(graph: JsonObject) -> Ways:
    return {(wire["from"], wire["outlet"]): wire["to"] for wire in graph["wires"]}


def _name(node: JsonObject) -> NodeName:
    return NodeName(node["id"], str(node["type"]), called(node))


def called(node: JsonObject) -> str:
    """What people call a node: by its label, or else by its type."""
    kind = str(node["type"])
    return node.get("label") or (NODE_TYPES[kind].label if kind in NODE_TYPES else kind)


def _changes(old: JsonObject, new: JsonObject) -> Iterator[Change]:
    def change(setting: str, label: str, before: Any, after: Any, was: str, is_now: str) -> Change:
        return Change(new["id"], called(new), setting, label, before, after, was, is_now)

    if (old.get("label") or "") != (new.get("label") or ""):
        yield change("label", "Label", old.get("label", ""), new.get("label", ""), called(old), called(new))
    if old["type"] != new["type"]:
        yield change("type", "Type", old["type"], new["type"], str(old["type"]), str(new["type"]))
        return
    specs = declared(NODE_TYPES[new["type"]]) if new["type"] in NODE_TYPES else {}
    before, after = _settings(old, specs), _settings(new, specs)
    for setting in dict.fromkeys((*specs, *before, *after)):
        was, is_now = before.get(setting), after.get(setting)
        if was != is_now:
            spec = specs.get(setting)
            label = spec.label if spec else setting
            yield change(setting, label, was, is_now, _words(spec, was), _words(spec, is_now))


def _settings(node: JsonObject, specs: dict[str, Spec]) -> JsonObject:
    """Those that are not given have their defaults."""
    defaults = {name: spec.to_json(name)["default"] for name, spec in specs.items()}
    return {**defaults, **(node.get("settings") or {})}


def _words(spec: Spec | None, value: Any) -> str:
    """A value of a setting as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if spec and spec.kind == "choice":
        return f"“{dict(spec.options).get(value, value)}”"
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value) or "nothing"
    if isinstance(value, str):
        return f"“{value}”" if value else "nothing"
    return f"{value} {spec.unit}" if spec and spec.unit else str(value)


def _rewired(before: Ways, after: Ways, old: dict[str, JsonObject], new: dict[str, JsonObject]) -> Iterator[Rewired]:
    """Outlets that lead elsewhere, in the order of the new drawing."""
    for way in dict.fromkeys((*after, *before)):
        was, is_now = before.get(way), after.get(way)
        if was != is_now:
            source, outlet = way
            node = new.get(source) or old.get(source) or {"id": source, "type": source}
            names = (_called_at(old, was), _called_at(new, is_now))
            yield Rewired(source, outlet, was, is_now, called(node), _outlet(node, outlet), *names)


def _called_at(nodes: dict[str, JsonObject], node_id: str | None) -> str:
    return called(nodes[node_id]) if node_id in nodes else node_id or ""


def _outlet(node: JsonObject, outlet: str) -> str:
    cls = NODE_TYPES.get(str(node["type"]))
    return cls().outlet_label(outlet) if cls else outlet
