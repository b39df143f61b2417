"""Shortens a line of the journal that would be longer than anybody reads, and marks it.

Drawings that could need such a line are not published; but a fault may have a long message, or a group thousands of
members who are rung at once.
"""

import json
from typing import Any

from designer.runtime.journal_line import MOST_LINE_BYTES

JsonObject = dict[str, Any]

MOST_CHARACTERS = 200
CUT = "…"
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False).encode

ROOM_BYTES = 1_000
"""Bytes for the mark of what was left out."""


def line_bytes(line: JsonObject) -> bytes:
    """Return *line* with its end, in MOST_LINE_BYTES at most. One that was shortened has "shortened", how many of its
    effects are missing; its long texts end with CUT."""
    data = _bytes(line)
    return data if len(data) <= MOST_LINE_BYTES else _bytes(_shortened(line))


def _shortened(line: JsonObject) -> JsonObject:
    short: JsonObject = _cut(line)
    room = MOST_LINE_BYTES - ROOM_BYTES - len(_bytes({**short, "effects": []}))
    if room < 0:
        what = f"an event too large to be written down: {line['event']['type']}"
        short["event"] = {"type": "fault", "at": line["event"]["at"], "message": what}
        short.pop("values", None)
        room = MOST_LINE_BYTES - ROOM_BYTES - len(_bytes({**short, "effects": []}))
    effects = _fitting(short["effects"], room)
    return {**short, "effects": effects, "shortened": len(short["effects"]) - len(effects)}


def _fitting(effects: list[JsonObject], room: int) -> list[JsonObject]:
    """Return as many effects as fit, in their order; the end of the call comes before all others."""
    kept = set()
    for index in sorted(range(len(effects)), key=lambda index: bool(effects[index]["type"] != "ended")):
        room -= len(_bytes(effects[index]))
        if room < 0:
            break
        kept.add(index)
    return [effect for index, effect in enumerate(effects) if index in kept]


def _cut(value: Any) -> Any:
    match value:
        case str() if len(value) > MOST_CHARACTERS:
            return value[:MOST_CHARACTERS] + CUT
        case dict():
            return {name: _cut(each) for name, each in value.items()}
        case list() | tuple():
            return [_cut(each) for each in value]
    return value


def _bytes(value: JsonObject) -> bytes:
    return f"{_encode(value)}\n".encode(errors="replace")
