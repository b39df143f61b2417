"""Takes whatever may name a person out of a line of the journal, so that the call still counts as before.

What stays are moments, blocks of the drawing, extensions and groups of the company, and how things ended. A telephone
number outside, the digits that a caller pressed, answers of web servers and texts with any of these are left out.
"""

from collections.abc import Callable
from typing import Any

JsonObject = dict[str, Any]

KEPT = frozenset(
    {
        *("agent", "call", "carrier", "cause", "company", "direction", "directory", "employee", "extension", "file"),
        *("author", "group", "how", "kind", "leg", "line", "method", "node", "note", "outcome", "owner", "phones"),
        *("program", "prompt", "queue"),
        *("questions", "reason", "recording", "skill", "state", "switch", "tag", "type"),
    }
)
"""The names of the texts that stay."""

TO_COMPANY = frozenset({"inbound", "internal", "trial"})
"""Directions of calls whose "number" is the company's own."""


def masked(line: JsonObject, hides: Callable[[str], bool] = lambda _tag: False) -> JsonObject:
    """Return a copy of *line* without the person; *hides* says whether a tag names them. Masking it again changes
    nothing."""
    found = {name: _masked(name, value, hides) for name, value in line.items()}
    event = line.get("event")
    if isinstance(event, dict) and event.get("direction") in TO_COMPANY and "number" in event:
        found["event"]["number"] = event["number"]
    return found


def without(line: JsonObject, hides: Callable[[str], bool]) -> JsonObject:
    """Return a copy of *line* without those texts that *hides* is true of."""
    found: JsonObject = _without(line, hides)
    return found


def _masked(name: str, value: Any, hides: Callable[[str], bool]) -> Any:
    match value:
        case str():
            return value if name in KEPT and not (name == "tag" and hides(value)) else ""
        case list():
            return [_masked(name, each, hides) for each in value]
        case dict() if name == "values":
            return {}
        case dict():
            return {key: _masked(key, each, hides) for key, each in value.items()}
    return value


def _without(value: Any, hides: Callable[[str], bool]) -> Any:
    match value:
        case str():
            return "" if hides(value) else value
        case list():
            return [_without(each, hides) for each in value]
        case dict():
            return {key: _without(each, hides) for key, each in value.items()}
    return value
