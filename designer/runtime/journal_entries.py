"""Reads the lines of a journal as typed entries: steps of calls, and whatever else a switch or the portal notes.

This is the one reader of journal lines. It also reads all lines that earlier versions have written.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from designer.runtime.effects import EFFECTS, Effect
from designer.runtime.events import EVENTS, Event
from designer.runtime.queue_events import QUEUE_EFFECTS, QUEUE_EVENTS, QueueEffect, QueueEvent

JsonObject = dict[str, Any]

MOST_NUMBER = 2**31 - 1
"""The greatest number that the database keeps."""

MOST_AT_MS = 10**14
MOST_STARS = 5

OF_THE_PAST = frozenset(("pause_recording", "resume_recording"))
"""Effects that are not made any more, and that nothing follows from."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a call and what the machine did about it. *seq* counts the call's steps from 0.

    If *is_shortened*, some of it was too long to be kept. *carrier* is the host of the trunk by which numbers outside
    are called in it, "" if there is none or an earlier version has written the line.
    """

    at: int
    switch: str
    call: str
    seq: int
    event: Event
    effects: tuple[Effect, ...]
    is_shortened: bool = False
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class SwitchStarted:
    """The switch has started; no call that it had before is still there."""

    at: int
    switch: str


@dataclass(frozen=True, slots=True)
class QueueStep:
    """One event of the queues of a company, a customer number."""

    at: int
    switch: str
    company: str
    event: QueueEvent
    effects: tuple[QueueEffect, ...]


@dataclass(frozen=True, slots=True)
class FaultNoted:
    """Something broke outside any call."""

    at: int
    switch: str
    message: str


@dataclass(frozen=True, slots=True)
class LinesLost:
    """The switch could not write so many *lines*."""

    at: int
    switch: str
    lines: int


RefusalReason = Literal["", "media_down", "media_full", "disk_full", "extension", "outside"]
"""Why a call was refused, if that was not the usual reason for its SIP response.

503 usually means too many calls at once; else the media server did not answer, or had no port left, or the disk was
full. 404 usually means that the number leads nowhere; a colleague has dialled an extension that nobody has, or a number
outside.
"""


@dataclass(frozen=True, slots=True)
class CallRefused:
    """The switch refused a call before it reached any program.

    *status* is the SIP response (404, 403, 488 or 503); *count* is how many calls like it the line stands for.
    *company* is a customer number, "" if the number belongs to nobody. *why* is a ``RefusalReason``, "" in lines of
    earlier versions.
    """

    at: int
    switch: str
    call: str
    company: str
    caller: str
    number: str
    direction: str
    status: int
    count: int
    why: str = ""


ChosenState = Literal["free", "paused", "do_not_disturb", "away"]
"""What employees say of themselves."""

PhoneState = Literal["phone_lost", "phone_back"]
"""The last phone of an employee is no longer registered, or one is again."""

PresenceState = ChosenState | PhoneState
PHONE_STATES: frozenset[str] = frozenset(get_args(PhoneState))
PRESENCE_STATES = PHONE_STATES | frozenset(get_args(ChosenState))


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """An employee became reachable or not. Whether a phone is there changes nothing of what the employee chose.

    *reason* is the employee's own; whoever is "paused" has one. *until* is in milliseconds since 1970 UTC, 0 for no
    end.
    """

    at: int
    switch: str
    company: str
    extension: str
    state: PresenceState
    reason: str
    until: int

    def __post_init__(self) -> None:
        if self.state not in PRESENCE_STATES:
            raise ValueError(f"unknown state {self.state!r}")
        if self.state == "paused" and not self.reason.strip():
            raise ValueError("paused without a reason")


@dataclass(frozen=True, slots=True)
class Deleted:
    """Somebody asked to delete these permanently. *kind* is "recording" or "message", and *names* are their IDs; or
    "call", and *names* are calls that stay without the person outside."""

    at: int
    switch: str
    company: str
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageMade:
    """The sound of a message that a caller left is made. Unless it *has_speech*, next to nothing was said."""

    at: int
    switch: str
    company: str
    call: str
    recording: str
    has_speech: bool


@dataclass(frozen=True, slots=True)
class QualityReported:
    """One side of a call has reported how well it heard the other (RTCP, RFC 3550). No line means that it is unknown.

    *leg* is the one that reported, "" for the caller. *mos* is the mean opinion score, 1 to 5, None if the media server
    could reckon none. *lost* is the share of packets that it did not get, 0 to 1.
    """

    at: int
    switch: str
    company: str
    call: str
    leg: str
    mos: float | None
    lost: float
    jitter_ms: float
    round_trip_ms: float | None


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """Somebody wrote or changed a *note* about a call, or removed it: then *text* is "".

    *at_s* is the second of the call that the note points to, None for none. *author* is the name of the account *user*.
    *told* are the extensions of the colleagues whom the text names.
    """

    at: int
    switch: str
    company: str
    call: str
    note: str
    user: int
    author: str
    text: str
    at_s: float | None
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TagPut:
    """Somebody put a *tag* on a call, or took it off."""

    at: int
    switch: str
    company: str
    call: str
    author: str
    tag: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class CallRated:
    """Somebody rated a call by 1 to 5 stars, or took the rating back: then *rating* is 0."""

    at: int
    switch: str
    company: str
    call: str
    author: str
    rating: int

    def __post_init__(self) -> None:
        if not 0 <= self.rating <= MOST_STARS:
            raise ValueError(f"no rating: {self.rating!r}")


Remark = NoteWritten | TagPut | CallRated
"""What people add to a call, at any time."""

Note = CallRefused | PresenceChanged | Deleted | MessageMade | QualityReported | Remark
"""Entries that are neither a step of a call nor of a queue, and that others than the switch's journal make."""

Entry = Step | SwitchStarted | QueueStep | FaultNoted | LinesLost | Note


def entry_of(line: JsonObject) -> Entry:
    """Return the entry that *line* holds. Raise ValueError, KeyError or TypeError if it is none."""
    event, call = line["event"], line["call"]
    if line["v"] != 1 or not isinstance(line["switch"], str):
        raise ValueError("another format")
    if not _is_number(line["at"], MOST_AT_MS) or not _is_number(event["at"], MOST_AT_MS):
        raise ValueError("no time")
    if call is None:
        return _OTHERS[event["type"]](line)
    if not isinstance(call, str) or not _is_number(line["seq"]):
        raise ValueError("no step of a call")
    effects = tuple([EFFECTS.from_json(each) for each in line["effects"] if each["type"] not in OF_THE_PAST])
    carrier, event = line.get("carrier", ""), EVENTS.from_json(event)
    if not isinstance(carrier, str):
        raise ValueError("no name of a carrier")
    return Step(line["at"], line["switch"], call, line["seq"], event, effects, "shortened" in line, carrier)


def entry_in(raw: bytes | str) -> Entry | None:
    """Return the entry that a *raw* line holds, None if it holds none."""
    try:
        return entry_of(json.loads(raw))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def event_json(entry: Note) -> JsonObject:
    """Return what a line holds as "event" for *entry*."""
    names = (name for name in entry.__dataclass_fields__ if name != "switch")
    return {"type": _TAGS[type(entry)], **{name: getattr(entry, name) for name in names}}


def _is_number(value: Any, most: int = MOST_NUMBER) -> bool:
    return isinstance(value, int) and 0 <= value <= most


def _queue_step(line: JsonObject) -> QueueStep:
    said = line["event"]
    old = {"group": said.get("group", ""), "wrap_up_s": 0, "tries": 0}
    effects = tuple([QUEUE_EFFECTS.from_json(effect, old) for effect in line["effects"]])
    return QueueStep(line["at"], line["switch"], said["company"], QUEUE_EVENTS.from_json(said["event"], old), effects)


def _lines_lost(line: JsonObject) -> LinesLost:
    lines = line["event"]["lines"]
    if not _is_number(lines):
        raise ValueError("lost how many?")
    return LinesLost(line["at"], line["switch"], lines)


def _fields_of(cls: type) -> Callable[[JsonObject], Any]:
    def read(line: JsonObject) -> Any:
        values = {name: value for name, value in line["event"].items() if name not in ("type", "at")}
        values["at"], values["switch"] = line["at"], line["switch"]
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})

    return read


_TAGS = {
    CallRefused: "call_refused",
    PresenceChanged: "presence_changed",
    Deleted: "deleted",
    MessageMade: "message_made",
    QualityReported: "quality_reported",
    NoteWritten: "note_written",
    TagPut: "tag_put",
    CallRated: "call_rated",
}
_OTHERS: Mapping[str, Callable[[JsonObject], Entry]] = {
    "switch_started": lambda line: SwitchStarted(line["at"], line["switch"]),
    "queue": _queue_step,
    "fault": lambda line: FaultNoted(line["at"], line["switch"], str(line["event"].get("message", ""))),
    "lines_lost": _lines_lost,
    **{tag: _fields_of(cls) for cls, tag in _TAGS.items()},
}
"""How to read what is no step of a call, by the type of its event."""
