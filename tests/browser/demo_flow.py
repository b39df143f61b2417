"""The drawing of a new installation, as what a person does to draw it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from designer.drawing.catalog import describe
from designer.drawing.compiler import compile_flow
from designer.runtime.program import Program

FILE = Path(__file__).parents[2] / "app" / "first_start" / "main_number.json"
HERE = {"office": "always", "voicemail": "greeting", "hold-music": "music"}
"""What the company of these tests calls what the drawing refers to."""

KNOWN = {"group": {"sales", "support"}, "prompt": {"welcome", "menu", "closed", "greeting", "music"}}
KINDS = {kind["type"]: kind for kind in describe()}

Graph = dict[str, Any]


@dataclass(frozen=True)
class Setting:
    """*chosen* is what a person looks for or types: the words of an option, a number, a key."""

    label: str
    control: str
    chosen: str


def demo_flow() -> Graph:
    graph: Graph = json.loads(FILE.read_text("utf-8"))
    for node in graph["nodes"]:
        node["settings"] = {name: _here(value) for name, value in node["settings"].items()}
    return graph


def _here(value: Any) -> Any:
    return HERE.get(value, value) if isinstance(value, str) else value


def settings(node: dict[str, Any]) -> Iterator[Setting]:
    """Those that a new block of its kind does not have already."""
    for field in KINDS[node["type"]]["fields"]:
        new = field["default"] if field["initial"] is None else field["initial"]
        value = node["settings"].get(field["name"], field["default"])
        if value != new:
            yield from (Setting(field["label"], field["kind"], words) for words in _words(field, value, new))


def _words(field: dict[str, Any], value: Any, new: Any) -> list[str]:
    options = {option["value"]: option["label"] for option in field["options"]}
    if field["kind"] == "keys":
        return [key for key in value if key not in new]
    if field["kind"] == "reference":
        return [value.rpartition(":")[2].title()]
    return [options.get(value, str(value))]


def outlet_label(node: dict[str, Any], outlet: str) -> str:
    exits = {each["name"]: each["label"] for each in KINDS[node["type"]]["outlets"]}
    return exits.get(outlet, f"Key {outlet}")


def meaning(graph: Graph) -> Program:
    """The program, with the names of blocks for their ids."""
    names = {node["id"]: node["label"] for node in graph["nodes"]}
    assert len(set(names.values())) == len(names)
    ids = {node["label"]: node["id"] for node in demo_flow()["nodes"]}

    def same(node_id: str) -> str:
        return ids[names[node_id]]

    renamed = {
        **graph,
        "entry": same(graph["entry"]),
        "nodes": [{**node, "id": same(node["id"])} for node in graph["nodes"]],
        "wires": [{**wire, "from": same(wire["from"]), "to": same(wire["to"])} for wire in graph["wires"]],
    }
    result = compile_flow(renamed, {**KNOWN, "calendar": {"always"}})
    assert result.program, result.diagnostics
    return result.program
