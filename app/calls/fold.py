"""One line of the journal changes one call: a pure function from the row's values and the line to new values."""

from datetime import UTC, datetime
from typing import Any

Values = dict[str, Any]


def moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def arrived(line: dict[str, Any]) -> Values:
    """The values of a call's row at its first line, before its effects."""
    event = line["event"]
    return {
        "id": line["call"],
        "switch": line["switch"],
        "number": event["number"][:64],
        "caller": event["caller"][:120],
        "caller_name": event["caller_name"][:120],
        "direction": event["direction"],
        "program": event["program"],
        "directory": event["directory"],
        "started_at": moment(event["at"]),
        "answered_at": None,
        "bridged_at": None,
        "ended_at": None,
        "answered_by": None,
        "ended": None,
        "path": [],
        "legs": {},
        "warnings": [],
        "tags": [],
        "tag_text": "",
    }


def fold(values: Values, line: dict[str, Any]) -> Values:
    """*values* after *line*; they themselves stay as they are."""
    found = {**values, "legs": {**values["legs"]}, **{name: [*values[name]] for name in ("path", "warnings", "tags")}}
    event = line["event"]
    if event["type"] in ("leg_failed", "leg_ended"):
        _leg(found, event["leg"], "gone")
    for effect in line["effects"]:
        _apply(found, effect, line["at"])
    return found


def _apply(found: Values, effect: dict[str, Any], at_ms: int) -> None:
    match effect["type"]:
        case "enter":
            found["path"].append({"node": effect["node"], "at": at_ms, "outcome": _outcome(effect)})
        case "answer":
            found["answered_at"] = moment(at_ms)
        case "dial":
            found["legs"][effect["leg"]] = {"extension": _who(effect), "state": "rings"}
        case "cancel" | "release":
            _leg(found, effect["leg"], "gone")
        case "bridge":
            _leg(found, effect["leg"], "talks")
            found["bridged_at"] = moment(at_ms)
            found["answered_by"] = found["legs"].get(effect["leg"], {}).get("extension")
        case "tag" if effect["tag"] not in found["tags"]:
            found["tags"].append(effect["tag"])
            found["tag_text"] = "\n".join(found["tags"])
        case "warn":
            found["warnings"].append(effect)
        case "ended":
            found["ended_at"], found["ended"] = moment(at_ms), effect["how"]


def _outcome(enter: dict[str, Any]) -> str:
    """Of the block before; journals of the past call it outlet."""
    return str(enter.get("outcome", enter.get("outlet", "")))


def _who(dial: dict[str, Any]) -> str:
    """An extension, or a number outside."""
    return str(dial["extension"] or dial.get("number", ""))[:16]


def _leg(found: Values, leg: str, state: str) -> None:
    if leg in found["legs"]:
        found["legs"][leg] = {**found["legs"][leg], "state": state}
