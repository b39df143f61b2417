"""Gives the calls of the record as plain values, for what counts them: ``app.calls`` provides them.

A call is given as it is now, also while it goes on. Nobody else reads the tables of calls.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.port import Port


@dataclass(frozen=True, slots=True)
class LegRecord:
    """Describes one attempt to reach somebody, as ``app.calls.models.CallLeg`` has it."""

    leg: str
    extension: str
    number: str
    group: str
    carrier: str
    dialled_at: datetime
    rang_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    cause: str
    ended_by: str
    forwarded_by: str = ""

    @property
    def employee(self) -> str:
        """Return the extension of whoever was called, at a phone here or outside; "" for nobody of the company."""
        return self.extension or self.forwarded_by


@dataclass(frozen=True, slots=True)
class WaitRecord:
    """Describes a wait in the queue of a group, as ``app.calls.models.CallWait`` has it."""

    group: str
    joined_at: datetime
    offered_at: datetime | None
    left_at: datetime | None
    outcome: str
    position: int | None = None
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """Describes that the call came to a *block*, leaving the one before by *outcome*."""

    block: str
    outcome: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class CallRecord:
    """Describes one call, as ``app.calls.models.Call`` has it.

    *groups* are those that were called, whose queue was joined, or to whom a message was left; a user who is limited to
    groups sees the calls of these.

    *tags* are those of the flow and those that people put on; *rating* is 1 to 5, None for none. *is_recorded* says
    whether a recording of it was begun. *mos* is the lowest mean opinion score (ITU-T P.800, 1 to 5) of its sides, None
    if no side reported any. *is_blocked* says whether the caller was on the list of blocked callers and reached nobody.
    """

    id: str
    company_id: int
    number: str
    caller: str
    caller_name: str
    direction: str
    extension: str
    program: str
    started_at: datetime
    answered_at: datetime | None
    bridged_at: datetime | None
    ended_at: datetime | None
    answered_by: str | None
    ended: str | None
    outcome: str
    tags: tuple[str, ...]
    count: int
    legs: tuple[LegRecord, ...]
    waits: tuple[WaitRecord, ...]
    visits: tuple[VisitRecord, ...]
    groups: tuple[str, ...] = ()
    is_recorded: bool = False
    rating: int | None = None
    mos: float | None = None
    is_blocked: bool = False


@dataclass(frozen=True, slots=True)
class PresenceRecord:
    """Describes one stretch of an employee's presence, as ``app.calls.models.Presence`` has it. Wrap-ups after talks
    are stretches of the kind "wrap_up"; *until* may be in the future. *planned_until* is when what somebody chose ends
    by itself, None for no end."""

    company_id: int
    extension: str
    kind: str
    since: datetime
    until: datetime | None
    state: str
    reason: str
    planned_until: datetime | None = None


class CallRecords(Protocol):
    """Declares the calls of the company in force. Groups in force don't matter here."""

    def records(self, calls: Collection[str]) -> list[CallRecord]:
        """Return those of *calls* that there are, in any order."""

    def open_calls(self) -> list[CallRecord]:
        """Return the calls in progress, oldest first."""

    def began_in(self, begins: datetime, ends: datetime) -> Iterator[CallRecord]:
        """Yield the calls that began in [begins, ends), oldest first."""

    def in_progress_in(self, since: datetime, begins: datetime, ends: datetime) -> Iterator[CallRecord]:
        """Yield the calls that began after *since* and were in progress at any moment from *begins* to *ends*, oldest
        first."""

    def next_began(self, at: datetime) -> datetime | None:
        """Return when the first of the calls from this moment on began, None if there are none."""

    def presence_begins(self) -> datetime | None:
        """Return when the first stretch of presence began, None if there are none."""

    def presence_in(self, begins: datetime, ends: datetime) -> list[PresenceRecord]:
        """Return the stretches of presence that touch [begins, ends), oldest first."""


call_records: Port[CallRecords] = Port("records of calls")
