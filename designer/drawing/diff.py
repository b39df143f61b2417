"""Compares two drawings for people; where a node stands on the canvas makes no difference."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from designer.drawing.catalog import NODE_TYPES
from designer.drawing.diff_notes import NoteChange, note_changes
from designer.drawing.fields import Spec, declared
from designer.runtime.words import Translate, Words, say

JsonObject = dict[str, Any]
Said = str | Words
"""A name that people gave, or one that the flow language has for something."""

Wires = dict[tuple[str, str], str]
LabelOf = Callable[[str, str], str]
"""Returns what people call what a setting refers to, by its kind and name."""


def name_itself(kind: str, name: str) -> str:
    """Return *name*, for those without another."""
    return name


@dataclass(frozen=True)
class NodeName:
    """Names a node. *name* is its label, or what its type is called."""

    node: str
    type: str
    name: Said

    @property
    def words(self) -> Words:
        """Return the name in words that can be translated."""
        kind = _kind(self.type)
        return _quoted(self.name) if self.name == kind else say("“{name}” ({type})", name=self.name, type=kind)


@dataclass(frozen=True)
class Change:
    """Describes a changed *setting* of a node, or its "type" or "label"; *label*, *was* and *is_now* are for people."""

    node: str
    name: Said
    setting: str
    label: Said
    before: Any
    after: Any
    was: Said
    is_now: Said

    @property
    def words(self) -> Words:
        """Return the change in words that can be translated."""
        if self.setting == "label":
            return say("“{was}” is called “{is_now}” now", was=self.was, is_now=self.is_now)
        values = {"name": self.name, "setting": self.label, "was": self.was, "is_now": self.is_now}
        return say("“{name}”: {setting} from {was} to {is_now}", **values)


@dataclass(frozen=True)
class Rewired:
    """Describes an outlet that led to the node *before* and leads to *after*: ids, None for nowhere. The rest is for
    people."""

    node: str
    outlet: str
    before: str | None
    after: str | None
    name: Said
    label: Said
    was: Said
    is_now: Said

    @property
    def words(self) -> Words:
        """Return the change in words that can be translated."""
        where = say("“{name}”, {outlet}", name=self.name, outlet=self.label)
        if self.after is None:
            return say("{where}: leads nowhere now, to “{was}” before", where=where, was=self.was)
        if self.before is None:
            return say("{where}: leads to “{is_now}” now", where=where, is_now=self.is_now)
        return say("{where}: leads to “{is_now}” now, to “{was}” before", where=where, is_now=self.is_now, was=self.was)


@dataclass(frozen=True)
class Diff:
    """Holds all differences. *renamed* are the names of the flow before and after, or None."""

    renamed: tuple[str, str] | None
    added: tuple[NodeName, ...]
    removed: tuple[NodeName, ...]
    changed: tuple[Change, ...]
    rewired: tuple[Rewired, ...]
    notes: tuple[NoteChange, ...]

    @property
    def is_empty(self) -> bool:
        """Return whether the drawings are the same."""
        return not (self.renamed or self.added or self.removed or self.changed or self.rewired or self.notes)

    def to_json(self, translate: Translate = str) -> JsonObject:
        """Return the differences as plain JSON."""
        parts = {name: getattr(self, name) for name in ("added", "removed", "changed", "rewired", "notes")}
        return {
            "renamed": self.renamed,
            **{name: [_json(each, translate) for each in found] for name, found in parts.items()},
            "sentences": self.sentences(translate),
        }

    def sentences(self, translate: Translate = str) -> list[str]:
        """Return a sentence for each difference."""
        return [words.translated(translate) for _kind, _node, words in self._differences()]

    def entries(self, translate: Translate = str) -> list[JsonObject]:
        """Return each sentence with its *kind*, the name of the part that it belongs to, and the *node* that it is
        about."""
        return [
            {"kind": kind, "node": node, "sentence": words.translated(translate)}
            for kind, node, words in self._differences()
        ]

    def _differences(self) -> Iterator[tuple[str, str | None, Words]]:
        """Yield the differences. What left a node that is gone is not worth a sentence of its own."""
        gone = {each.node for each in self.removed}
        if self.renamed:
            was, is_now = self.renamed
            yield "renamed", None, say("The flow is called “{is_now}” now, “{was}” before", is_now=is_now, was=was)
        yield from (("added", each.node, say("{node} is new", node=each.words)) for each in self.added)
        yield from (("removed", each.node, say("{node} is gone", node=each.words)) for each in self.removed)
        yield from (("changed", each.node, each.words) for each in self.changed)
        yield from (("rewired", each.node, each.words) for each in self.rewired if each.node not in gone)
        yield from (("notes", None, each.words) for each in self.notes)


def _json(part: NodeName | Change | Rewired | NoteChange, translate: Translate) -> JsonObject:
    values = {each.name: getattr(part, each.name) for each in fields(part)}
    return {name: value.translated(translate) if isinstance(value, Words) else value for name, value in values.items()}


def diff(before: JsonObject, after: JsonObject, label_of: LabelOf = name_itself) -> Diff:
    """Compare two graphs that can be drawn; they may have faults."""
    old, new = _nodes(before), _nodes(after)
    names = before.get("name", ""), after.get("name", "")
    return Diff(
        names if names[0] != names[1] else None,
        tuple(_name(new[node_id]) for node_id in new if node_id not in old),
        tuple(_name(old[node_id]) for node_id in old if node_id not in new),
        tuple(each for node_id in new if node_id in old for each in _changes(old[node_id], new[node_id], label_of)),
        tuple(_rewired(_wires(before), _wires(after), old, new)),
        tuple(note_changes(before.get("notes"), after.get("notes"))),
    )


def _nodes(graph: JsonObject) -> dict[str, JsonObject]:
    return {node["id"]: node for node in graph["nodes"]}


def _wires(graph: JsonObject) -> Wires:
    return {(wire["from"], wire["outlet"]): wire["to"] for wire in graph["wires"]}


def _name(node: JsonObject) -> NodeName:
    return NodeName(node["id"], str(node["type"]), _called(node))


def _called(node: JsonObject) -> Said:
    """Return what people call a node: its label, or else its type."""
    return node.get("label") or _kind(str(node["type"]))


def _kind(node_type: str) -> Said:
    return Words(NODE_TYPES[node_type].label) if node_type in NODE_TYPES else node_type


def _quoted(said: Said) -> Words:
    return say("“{name}”", name=said)


def _changes(old: JsonObject, new: JsonObject, label_of: LabelOf) -> Iterator[Change]:
    def change(setting: str, label: Said, before: Any, after: Any, was: Said, is_now: Said) -> Change:
        return Change(new["id"], _called(new), setting, label, before, after, was, is_now)

    if (old.get("label") or "") != (new.get("label") or ""):
        yield change("label", say("Label"), old.get("label", ""), new.get("label", ""), _called(old), _called(new))
    if old["type"] != new["type"]:
        kinds = (_kind(str(old["type"])), _kind(str(new["type"])))
        yield change("type", say("Type"), old["type"], new["type"], *kinds)
        return
    specs = declared(NODE_TYPES[new["type"]]) if new["type"] in NODE_TYPES else {}
    before, after = _settings(old, specs), _settings(new, specs)
    for setting in dict.fromkeys((*specs, *before, *after)):
        was, is_now = before.get(setting), after.get(setting)
        if was != is_now:
            spec = specs.get(setting)
            label = Words(spec.label) if spec else setting
            yield change(setting, label, was, is_now, *(_words(spec, each, label_of) for each in (was, is_now)))


def _settings(node: JsonObject, specs: Mapping[str, Spec]) -> JsonObject:
    """Return all settings of a node, with defaults for those that are not given."""
    defaults = {name: spec.to_json(name)["default"] for name, spec in specs.items()}
    return {**defaults, **(node.get("settings") or {})}


def _words(spec: Spec | None, value: Any, label_of: LabelOf) -> Said:
    """Return a value of a setting as people write it."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if value in (None, "", [], ()):
        return say("nothing")
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    if isinstance(value, str) and spec and spec.refers_to:
        kind, _colon, name = value.rpartition(":") if len(spec.refers_to) > 1 else (spec.refers_to[0], "", value)
        return _quoted(label_of(kind, name))
    if isinstance(value, str):
        label = dict(spec.options).get(value) if spec else None
        return _quoted(Words(label) if label else value)
    return say("{value} {unit}", value=str(value), unit=Words(spec.unit)) if spec and spec.unit else str(value)


def _rewired(before: Wires, after: Wires, old: dict[str, JsonObject], new: dict[str, JsonObject]) -> Iterator[Rewired]:
    """Yield the outlets that lead elsewhere, in the order of the new drawing."""
    for wire in dict.fromkeys((*after, *before)):
        was, is_now = before.get(wire), after.get(wire)
        if was != is_now:
            source, outlet = wire
            node = new.get(source) or old.get(source) or {"id": source, "type": source}
            names = (_called_at(old, was), _called_at(new, is_now))
            yield Rewired(source, outlet, was, is_now, _called(node), _outlet(node, outlet), *names)


def _called_at(nodes: dict[str, JsonObject], node_id: str | None) -> Said:
    return _called(nodes[node_id]) if node_id in nodes else node_id or ""


def _outlet(node: JsonObject, outlet: str) -> Said:
    cls = NODE_TYPES.get(str(node["type"]))
    return cls().outlet_words(outlet) if cls else outlet
