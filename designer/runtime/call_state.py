"""Defines the state of a call between two events: plain JSON, described by types."""

from typing import Any, TypedDict

from designer.runtime.events import CallArrived

MOST_VALUE_CHARACTERS = 500
"""The longest value of a variable."""


class CallState(TypedDict):
    """Describes a call. *block* and *index* say at which op it is, *doing* is what that op keeps while it waits, and
    *outcome* is that of the op before. *detour* is the extension whose voicemail the call goes to instead of going on
    in its block, "" for none.

    *tokens* is the number of the newest prompt or wait. *keys* were pressed before they were asked for. *legs* maps
    each leg to whether it has answered. *recording* is the one under way, "" for none; *recordings* counts them.
    *queue* is the group that the caller waits for, or "group:extension" while somebody of it talks with them. *waits*
    counts the waits since *second*, in ms since 1970.
    """

    call: str
    company: str
    caller: str
    number: str
    extension: str
    program: str
    directory: str
    block: str
    index: int
    detour: str
    doing: dict[str, Any] | None
    outcome: str
    answered: bool
    ended: bool
    keys: str
    tokens: int
    legs: dict[str, bool]
    recordings: int
    recording: str
    paused: bool
    vars: dict[str, str]
    language: str
    chance: int
    queue: str
    second: int
    waits: int


def first_state(event: CallArrived, entry: str) -> CallState:
    """Return the state of a call that has just arrived at the block *entry*."""
    return {
        "call": event.call,
        "company": event.company,
        "caller": event.caller,
        "number": event.number,
        "extension": event.extension,
        "program": event.program,
        "directory": event.directory,
        "block": entry,
        "index": 0,
        "detour": "",
        "doing": None,
        "outcome": "",
        "answered": event.direction in ("callback", "trial"),
        "ended": False,
        "keys": "",
        "tokens": 0,
        "legs": {},
        "recordings": 0,
        "recording": "",
        "paused": False,
        "vars": {
            "caller": event.caller[:MOST_VALUE_CHARACTERS],
            "caller_name": event.caller_name[:MOST_VALUE_CHARACTERS],
            "number": event.number,
        },
        "language": "",
        "chance": event.chance,
        "queue": event.queue,
        "second": event.at,
        "waits": 0,
    }


def copied(state: CallState) -> CallState:
    """Return a copy that shares nothing with *state* that can be changed."""
    return {**state, "doing": _copy(state["doing"]), "legs": {**state["legs"]}, "vars": {**state["vars"]}}


def _copy(value: Any) -> Any:
    """Return a deep copy of plain JSON. Most values are neither lists nor objects, and are not looked into."""
    if isinstance(value, dict):
        return {key: _copy(item) if isinstance(item, dict | list) else item for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) if isinstance(item, dict | list) else item for item in value]
    return value
