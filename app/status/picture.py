"""Holds what the wall is made of: everything that is known of a company at one moment.

The sections are pure functions of it, so that the wall of now and that of a past moment are made in the same way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.company.targets import USUAL, Targets
from app.ports.call_records import CallRecord, WaitRecord
from app.ports.figures import Measure, Quotient
from app.ports.people_states import PersonState
from designer.runtime import numbers

Row = dict[str, Any]
"""A row of a section, as JSON."""

Rows = dict[str, Row]
"""The rows of a section by their keys, in the order in which pages show them."""

MOST_MISSED = 50
"""Of more calls in vain, the newest are looked at."""

Parts = list[Row]
"""A sentence: docs/wall.md says how."""


@dataclass(frozen=True, slots=True)
class Line:
    """Describes a group, number or flow."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Missed:
    """Describes a caller whom nobody has called back. *called_back_by* names who has, for the last seconds.

    *can_call* says whether the exchange can call them. *call* is the last of their *calls*, and *first_at* is when the
    first of these began.
    """

    call: CallRecord
    calls: int
    group: str
    called_back_by: str = ""
    can_call: bool = False
    first_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """Holds what figures say of the day so far, of yesterday by now, and of the usual day of this weekday.

    *measures* has the values by name, *quotients* how those came about that are one; *lines* by "group:sales" and so
    on, and measure; *hours* by hour of the day and outcome, "calls" for all. *usual* and *yesterday* have the same by
    then; *usual_hours* the whole usual day.
    """

    measures: Mapping[str, float | None] = field(default_factory=dict)
    quotients: Mapping[str, Quotient] = field(default_factory=dict)
    usual: Mapping[str, float | None] = field(default_factory=dict)
    lines: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)
    lines_yesterday: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)
    lines_usual: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)
    load: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    usual_load: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    hours: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    usual_hours: Mapping[int, float] = field(default_factory=dict)
    missed: Sequence[Missed] = ()
    calls_of_caller: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """Holds what is known at the moment *at*. *groups* are those that the wall is about, in their order.

    *calls* are those in progress, oldest first; *channels* is how many calls there may be at a time, None for no limit.
    *sums_again_at* is when to ask for the sums again, None if they are up to date. *labels* has the labels of numbers
    and flows by "number:+49…" and "flow:7", *names* the names and *photos* the addresses of photos by extension.
    *flow_of* has the ids of the flows of calls in progress, by call. *helped_by* has the groups that help the queue of
    a group, *taken_by* the name of the colleague who is taking a call. *last_wait_s* is how long the caller who was
    answered last had waited, None if nobody was. *more_measures* are those of features that belong on the wall.
    """

    at: datetime
    zone: ZoneInfo
    groups: Sequence[Line]
    people: Sequence[PersonState] = ()
    calls: Sequence[CallRecord] = ()
    sums: Sums = field(default_factory=Sums)
    sums_again_at: datetime | None = None
    channels: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    photos: Mapping[str, str] = field(default_factory=dict)
    flow_of: Mapping[str, str] = field(default_factory=dict)
    helped_by: Mapping[str, Sequence[str]] = field(default_factory=dict)
    taken_by: Mapping[str, str] = field(default_factory=dict)
    is_past: bool = False
    last_wait_s: float | None = None
    targets: Targets = USUAL
    more_measures: Sequence[Measure] = ()

    @property
    def today(self) -> datetime:
        """Return the moment by the company's clock."""
        return self.at.astimezone(self.zone)

    @property
    def calls_of_day(self) -> str:
        """Return the address of the calls of the day so far."""
        if not self.is_past:
            return "/calls/?period=today"
        day, until = f"{self.today:%Y-%m-%d}", self.today + timedelta(minutes=1)
        hours = f"&hours=0:00-{until:%H:%M}" if until.date() == self.today.date() else ""
        return f"/calls/?from={day}&to={day}{hours}"

    @property
    def midnight(self) -> datetime:
        """Return when the next day begins."""
        return day_begins(self.today.date() + timedelta(days=1), self.zone)


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """Return when the local day begins."""
    return datetime.combine(day, time(), zone)


def ms(at: datetime | None) -> int | None:
    """Return milliseconds since 1970, as pages get times."""
    return round(at.timestamp() * 1000) if at else None


def waiting(call: CallRecord) -> WaitRecord | None:
    """Return the wait that the call is in; None if it is in no queue."""
    if call.ended_at is not None:
        return None
    last = call.waits[-1] if call.waits else None
    return last if last and last.left_at is None else None


def talks(call: CallRecord) -> bool:
    """Return whether the caller and somebody hear each other."""
    return call.ended_at is None and any(leg.answered_at and not leg.ended_at for leg in call.legs)


def rings(call: CallRecord) -> list[str]:
    """Return the extensions and numbers whose phones ring for the call."""
    ringing = (leg for leg in call.legs if not leg.answered_at and not leg.ended_at)
    return [leg.extension or leg.number for leg in ringing]


def has_number(call: CallRecord) -> bool:
    """Return whether the caller's number came with the call."""
    return bool(numbers.DIALLED.fullmatch(call.caller))


def missed_key(call: CallRecord) -> str:
    """Return what tells missed callers apart: the number, or the call where there is none."""
    return call.caller if has_number(call) else call.id
