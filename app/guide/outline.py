"""Describes a drawing in words, as an outline in which each branch leads to what follows it."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from app.flows.translated import catalogue
from app.ports.directory import references
from designer.runtime.target import Target

JsonObject = dict[str, Any]
ICON_WORD = re.compile(r"[A-Z][a-z]*|[0-9]+")


@dataclass
class Block:
    """Describes one block of the outline.

    *detail* is what it says, or whom it rings. *is_repeated*: already listed above. *branches*: outlets that lead
    to different blocks, each with what follows.
    """

    icon: str
    label: str
    detail: str
    is_repeated: bool = False
    branches: list[tuple[str, list["Block"]]] = field(default_factory=list)


class Outline:
    """Describes the outline of a drawing; *blocks* are its first run of blocks."""

    def __init__(self, graph: JsonObject) -> None:
        """Outline *graph*."""
        self._nodes = {node["id"]: node for node in graph["nodes"]}
        self._wires: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        for wire in graph["wires"]:
            self._wires[wire["from"]].setdefault(wire["to"], []).append(wire["outlet"])
        self._types = {node["type"]: node for node in catalogue()}
        self._known = {(each.kind, each.name): each for each in references()}
        self._listed: set[str] = set()
        self.blocks = self._run(graph["entry"])

    def _run(self, name: str) -> list[Block]:
        """Return blocks one after the other, up to the first that branches."""
        run: list[Block] = []
        while name in self._nodes:
            block = self._block(name)
            run.append(block)
            targets = self._wires[name]
            if block.is_repeated or not targets:
                break
            if len(targets) > 1:
                block.branches = [(self._branch_label(name, outlets), self._run(to)) for to, outlets in targets.items()]
                break
            name = next(iter(targets))
        return run

    def _block(self, name: str) -> Block:
        node = self._nodes[name]
        is_repeated, kind = name in self._listed, node["type"]
        self._listed.add(name)
        label = node.get("label") or self._types[kind]["label"]
        return Block(_icon(self._types[kind]["icon"]), label, "" if is_repeated else self._detail(node), is_repeated)

    def _branch_label(self, name: str, outlets: list[str]) -> str:
        labels = {outlet["name"]: outlet["label"] for outlet in self._types[self._nodes[name]["type"]]["outlets"]}
        return ", ".join(labels.get(outlet) or _("Key %(key)s", key=outlet) for outlet in outlets)

    def _detail(self, node: JsonObject) -> str:
        settings = node["settings"]
        for kind in ("prompt", "calendar"):
            if found := self._known.get((kind, settings.get(kind, ""))):
                return found.text or found.label
        whom = Target(settings.get("who") or settings.get("mailbox") or "")
        found = self._known.get((whom.kind, whom.name))
        return found.label if found else str(settings.get("text", ""))


def _icon(component: str) -> str:
    """Return the name of an icon's file: "phone-incoming" for the component "IconPhoneIncoming" of Tabler."""
    return "-".join(ICON_WORD.findall(component.removeprefix("Icon"))).lower()
