"""Tells other features of the record of calls: what happened, which calls there were, and what happened in one.

The record announces what happened to its subscribers, in the transaction that writes it. So a subscriber gets each
event exactly once; it may not commit.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypedDict

from flask import Flask
from sqlalchemy import ColumnElement, SQLColumnExpression

from app.port import Port, Registry
from app.ports.outsiders import Outsider
from designer.drawing.ids import INSIDE
from designer.drawing.outlets import Outlets
from designer.runtime.journal_entries import Step


@dataclass(frozen=True, slots=True)
class CallArrived:
    """Announces that a call began. *direction* is as ``designer.runtime.events.CallArrived`` has it."""

    company_id: int
    call: str
    at: datetime
    caller: str
    number: str
    direction: str


@dataclass(frozen=True, slots=True)
class TalkBegan:
    """Announces that the caller and somebody hear each other. *who* is an extension, or a number outside.

    *group* is the one for which the employee was called, or calls back.
    """

    company_id: int
    call: str
    at: datetime
    who: str
    group: str


@dataclass(frozen=True, slots=True)
class CallMissed:
    """Announces that nobody talked with the caller. *extensions* are those of the employees who were called, even if
    no phone of theirs was there."""

    company_id: int
    call: str
    at: datetime
    seq: int
    caller: str
    extensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallEnded:
    """Announces that a call is over. *how* is as ``app.calls.models.Call.ended``."""

    company_id: int
    call: str
    at: datetime
    how: str


@dataclass(frozen=True, slots=True)
class RecordingBegan:
    """Announces that a recording began. *kind* is "call" or "message"; *owner* is "employee:101" or "group:sales".

    *who* talks with the caller; None for a message.
    """

    company_id: int
    call: str
    at: datetime
    switch: str
    recording: str
    kind: str
    owner: str
    who: str | None
    caller: str
    number: str


@dataclass(frozen=True, slots=True)
class RecordingEnded:
    """Announces that the flow stopped a recording before the end of the call."""

    company_id: int
    call: str
    at: datetime
    recording: str


@dataclass(frozen=True, slots=True)
class VoicemailLeft:
    """Announces that a caller left a message, and it can be heard. *owner* is "employee:101" or "group:sales"."""

    company_id: int
    call: str
    at: datetime
    recording: str
    owner: str
    caller: str


@dataclass(frozen=True, slots=True)
class VoicemailEmpty:
    """Announces that a caller reached a mailbox and said nothing, or next to nothing: a missed call to its *owner*."""

    company_id: int
    call: str
    at: datetime
    recording: str
    owner: str
    caller: str


@dataclass(frozen=True, slots=True)
class NoteSent:
    """Announces that the flow sent an employee a note about the call. *place* counts the notes of step *seq* from 0."""

    company_id: int
    call: str
    at: datetime
    seq: int
    place: int
    extension: str
    text: str
    caller: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Announces that *author*, the name of an account, has written a *note* about the call that names an employee."""

    company_id: int
    call: str
    at: datetime
    note: str
    extension: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class CallbackGivenUp:
    """Announces that a group promised to call *number* back, and nobody could."""

    company_id: int
    at: datetime
    group: str
    number: str


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """Announces what ``designer.runtime.journal_entries.PresenceChanged`` says of an employee."""

    company_id: int
    at: datetime
    extension: str
    state: str
    reason: str


OF_CALL = "call"


@dataclass(frozen=True, slots=True)
class CallsChanged:
    """Announces that anything of these *calls* is new: of their record, of what people added, of their quality."""

    company_id: int
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PresenceMoved:
    """Announces that something of the history of presence is new: nothing of what was before *since* has changed."""

    company_id: int
    since: datetime


@dataclass(frozen=True, slots=True)
class PersonalDataDeleted:
    """Announces that personal data was deleted permanently.

    *kind* is "recording" or "message", and *names* are their ids; or OF_CALL, and *names* are calls that stay without
    the person outside: what was recorded, written or noted about them goes. *named* says who that was, by call, as far
    as the calls have named them until now.
    """

    company_id: int
    at: datetime
    kind: str
    names: tuple[str, ...]
    named: Mapping[str, Outsider] = field(default_factory=dict)


Happened = (
    CallArrived
    | TalkBegan
    | CallMissed
    | CallEnded
    | RecordingBegan
    | RecordingEnded
    | VoicemailLeft
    | VoicemailEmpty
    | NoteSent
    | Mentioned
    | CallbackGivenUp
    | PresenceChanged
    | PresenceMoved
    | PersonalDataDeleted
    | CallsChanged
)


@dataclass(frozen=True)
class Subscriber:
    """Calls *handle* with those events of *kinds* that were written together, in their order.

    No company is the current one, or every one is.
    """

    kinds: tuple[type, ...]
    handle: Callable[[Sequence[Any]], None]


subscribers: Registry[Subscriber] = Registry("subscribers to the record of calls")


def subscribe(app: Flask, handle: Callable[[Sequence[Any]], None], *kinds: type) -> None:
    """Let *handle* be called with the events of these *kinds*."""
    subscribers.add(app, Subscriber(kinds, handle))


def announce(happened: Sequence[Happened]) -> None:
    """Call the subscribers, in the current transaction."""
    for subscriber in subscribers():
        if found := [each for each in happened if type(each) in subscriber.kinds]:
            subscriber.handle(found)


@dataclass(frozen=True)
class BlockVisit:
    """Records that a call came to a *block* of the drawing, *at* milliseconds after 1970 UTC.

    *outlet* is that of the block before; "" for the first block, and if nobody can tell.
    """

    block: str
    outlet: str
    at: int


class BlockVisitJson(TypedDict):
    """Describes a BlockVisit as pages get it."""

    block: str
    outlet: str
    at: int


@dataclass(frozen=True)
class CallPath:
    """Describes one call and the blocks it came to. *path* lists (block, outcome of the block before, milliseconds
    since 1970).

    *talked* is true once somebody has answered. *ended* and *ended_at* are None while the call goes on.
    """

    call: str
    caller: str
    caller_name: str
    number: str
    program: str
    started_at: datetime
    ended_at: datetime | None
    ended: str | None
    talked: bool
    path: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class CallSpan:
    """Describes from when to when a call went on."""

    call: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Busy:
    """Says how busy a time was: from when to when calls went on, None for no end, and the waits in queues: group, when
    the caller joined, and when they left."""

    calls: Sequence[tuple[datetime, datetime | None]]
    waits: Sequence[tuple[str, datetime, datetime | None]]


class Calls(Protocol):
    """Declares the calls of the current company, and of the groups to which the user is limited.

    Only ``texts_in_use``, ``versions`` and ``version`` are about other companies and groups, too.
    """

    def past_calls(self, numbers: Collection[str], begins: datetime, ends: datetime) -> list[str]:
        """Return the IDs of finished calls to *numbers* that began in [begins, ends), oldest first."""

    def names_of_callers(self, most: int) -> dict[str, str]:
        """Return by their numbers the names of callers, as their phones told them, in the newest *most* calls."""

    def path_of(self, call: str) -> CallPath | None:
        """Return the path of a call; None if the company has no such call."""

    def steps(self, call: str) -> list[Step]:
        """Return the steps of a call in their order; [] if there is no such call, or the user may not see it."""

    def steps_of_many(self, calls: Collection[str]) -> Iterator[list[Step]]:
        """Yield the steps of each of *calls*, in any order. Calls without any are left out."""

    def is_of_groups(self, call: SQLColumnExpression[str], groups: frozenset[str]) -> ColumnElement[bool]:
        """Return the condition that one of *groups* was called, queued for, or left a message, in *call*."""

    def calls_of_person(self, number: str) -> list[str]:
        """Return the calls that are over, from or to this *number* outside, in which the person is still named."""

    def calls_before(self, moment: datetime, most: int) -> list[str]:
        """Return at most *most* calls that ended before *moment*, in which the person outside is still named."""

    def spans(self, calls: Collection[str]) -> list[CallSpan]:
        """Return from when each of *calls*, of any company, went on, and until when the journal tells of it."""

    def busy(self, begins: datetime, ends: datetime) -> Busy:
        """Return how busy the company was by calls that began in [begins, ends)."""

    def texts_in_use(self) -> set[str]:
        """Return the names of the programs, "p:<sha>", and directories, "d:<sha>", in use by calls of any company."""

    def directories(self, begins: datetime, ends: datetime) -> list[tuple[datetime, str]]:
        """Return the hashes of the directories with which calls began in [begins, ends), each with the time of the
        first call that had it after another, oldest first."""

    def versions(self, companies: Collection[int]) -> dict[int, int]:
        """Return a number for each of *companies* that grows whenever anything of the record changes there."""

    def changed_since(self, version: int) -> list[str] | None:
        """Return the IDs of the calls of the company in force that changed after *version*, one of ``versions``.

        None if that was too long ago: then read all of them anew. Groups in force don't matter. Read the version
        before the changes: then a call may come twice, and none is missed.
        """

    def touch(self) -> None:
        """Let the version of the company's record grow, and walls look again: something says another thing of its calls
        now."""

    def version(self) -> int:
        """Return a number that grows whenever anything of any company's record changes."""


calls: Port[Calls] = Port("calls")


def block_of(node: str) -> str:
    """Return the block of the drawing itself: a block of a sub-flow stands for the one that calls the sub-flow."""
    return node.partition(INSIDE)[0]


def visits(path: Iterable[tuple[str, str, int]], ways: Outlets) -> list[BlockVisit]:
    """Return *path* on the drawing itself: what happens within a sub-flow happens at the block that calls it."""
    found: list[BlockVisit] = []
    for node, outcome, at in path:
        if INSIDE not in node:
            outlet = ways.outlet(found[-1].block, outcome, node) if found else ""
            found.append(BlockVisit(node, outlet, at))
    return found
