"""A drawing in words, as an outline that is read from above: each way out of a block leads to what comes next."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from app.flows.translated import catalogue
from app.ports.directory import references

JsonObject = dict[str, Any]
ICONS = {
    "start": "phone-incoming",
    "play": "volume",
    "say": "volume",
    "ring": "phone-call",
    "menu": "hash",
    "hours": "clock",
    "voicemail": "record-mail",
    "hangup": "phone-off",
}


@dataclass
class Block:
    """*detail* is what it says, or whom it rings. *is_again*: it is told above already. *ways* are the ways out that
    lead apart, each with the blocks that follow there."""

    kind: str
    label: str
    detail: str
    is_again: bool = False
    ways: list[tuple[str, list["Block"]]] = field(default_factory=list)

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "route")


class Outline:
    def __init__(self, graph: JsonObject) -> None:
        self._nodes = {node["id"]: node for node in graph["nodes"]}
        self._wires: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        for wire in graph["wires"]:
            self._wires[wire["from"]].setdefault(wire["to"], []).append(wire["outlet"])
        self._types = {node["type"]: node for node in catalogue()}
        self._known = {(each.kind, each.name): each for each in references()}
        self._told: set[str] = set()
        self.blocks = self._run(graph["entry"])

    def _run(self, name: str) -> list[Block]:
        """As far as there is one way, one after the other."""
        run: list[Block] = []
        while name in self._nodes:
            block = self._block(name)
            run.append(block)
            following = self._wires[name]
            if block.is_again or not following:
                break
            if len(following) > 1:
                block.ways = [(self._way(name, outlets), self._run(to)) for to, outlets in following.items()]
                break
            name = next(iter(following))
        return run

    def _block(self, name: str) -> Block:
        node = self._nodes[name]
        is_again, kind = name in self._told, node["type"]
        self._told.add(name)
        label = node.get("label") or self._types[kind]["label"]
        return Block(kind, label, "" if is_again else self._detail(node), is_again)

    def _way(self, name: str, outlets: list[str]) -> str:
        labels = {outlet["name"]: outlet["label"] for outlet in self._types[self._nodes[name]["type"]]["outlets"]}
        return ", ".join(labels.get(outlet) or _("Key %(key)s", key=outlet) for outlet in outlets)

    def _detail(self, node: JsonObject) -> str:
        settings = node["settings"]
        for kind in ("prompt", "calendar"):
            if found := self._known.get((kind, settings.get(kind, ""))):
                return found.text or found.label
        kind, _colon, name = (settings.get("who") or settings.get("mailbox") or "").partition(":")
        found = self._known.get((kind, name))
        return found.label if found else str(settings.get("text", ""))
