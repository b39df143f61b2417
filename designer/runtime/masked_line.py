"""Takes whatever may name a person out of a line of the journal, so that the call still counts as before.

What stays are moments, blocks of the drawing, extensions and groups of the company, and how things ended. A telephone
number outside, the digits that a caller pressed, answers of web servers and texts with any of these are left out.
"""

from typing import Any

JsonObject = dict[str, Any]

KEPT = frozenset(
    {
        *("agent", "call", "carrier", "cause", "company", "direction", "directory", "employee", "extension", "file"),
        *("author", "group", "how", "kind", "leg", "method", "node", "note", "outcome", "owner", "phones", "program"),
        *("prompt", "queue"),
        *("questions", "reason", "recording", "skill", "state", "switch", "tag", "type"),
    }
)
"""The names of the texts that stay."""

TO_COMPANY = frozenset({"inbound", "internal", "trial"})
"""Directions of calls whose "number" is the company's own."""


def masked(line: JsonObject) -> JsonObject:
    """Return a copy of *line* without the person. Masking it again changes nothing."""
    found = {name: _masked(name, value) for name, value in line.items()}
    event = line.get("event")
    if isinstance(event, dict) and event.get("direction") in TO_COMPANY and "number" in event:
        found["event"]["number"] = event["number"]
    return found


def _masked(name: str, value: Any) -> Any:
    match value:
        case str():
            return value if name in KEPT else ""
        case list():
            return [_masked(name, each) for each in value]
        case dict() if name == "values":
            return {}
        case dict():
            return {key: _masked(key, each) for key, each in value.items()}
    return value
