"""Lays a call out on one time axis: a lane for the exchange, one for each person, and marks for what happened.

Pure: it reads the record of the call and its steps, and says nothing in words. ``app.calls.call_words`` does that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Literal

from app.calls.models import Call, CallLeg, CallWait
from designer.runtime import effects, events
from designer.runtime.journal_entries import Step

Kind = Literal["flow", "wait", "ring", "talk", "message"]
STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
MOST_TICKS = 7
NEAR = 0.045
"""Marks that are closer, as a share of the axis, are one."""

SHORTEST_S = 0.05


@dataclass(frozen=True, slots=True)
class Span:
    """Describes what went on from *begin_s* to *end_s*, in seconds since the call began.

    *blocks* are those that the call came to meanwhile; *group* is that of a wait; *cause* says why nobody answered.
    """

    kind: Kind
    begin_s: float
    end_s: float
    blocks: tuple[str, ...] = ()
    group: str = ""
    cause: str = ""

    @property
    def length_s(self) -> float:
        """Return how long it took."""
        return self.end_s - self.begin_s


@dataclass(slots=True)
class Lane:
    """Describes one person's part: an *extension*, or a *number* outside; neither for the exchange."""

    extension: str = ""
    number: str = ""
    spans: list[Span] = field(default_factory=list)

    @property
    def has_talked(self) -> bool:
        """Return whether the person has talked with the caller."""
        return any(span.kind == "talk" for span in self.spans)


@dataclass(frozen=True, slots=True)
class Mark:
    """Describes a moment. *kind* is "key", "tag", "recording", "recording_end", "warning" or "note"; *text* is the key,
    the tag, or the note."""

    at_s: float
    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Describes the whole call. The first lane is the exchange's; *marks* that are near each other stand together."""

    length_s: float
    lanes: Sequence[Lane]
    marks: Sequence[tuple[Mark, ...]]

    @property
    def ticks(self) -> list[float]:
        """Return the seconds at which the axis has a label."""
        step = next((each for each in STEPS_S if self.length_s / each <= MOST_TICKS), STEPS_S[-1])
        return [float(at) for at in range(0, int(self.length_s) + 1, step)]

    def share(self, at_s: float) -> float:
        """Return where *at_s* is on the axis, from 0 to 1."""
        return min(1.0, max(0.0, at_s / self.length_s))


def timeline(
    call: Call, waits: Sequence[CallWait], steps: Iterable[Step], notes: Iterable[tuple[float, str]], until: datetime
) -> Timeline:
    """Return the call on its axis, as far as it had come by *until* if it goes on. *notes* are (second, text)."""
    axis = _Axis(call.started_at, call.ended_at or until)
    known = list(steps)
    people = _people(call.legs, axis)
    taken = [span for lane in people for span in lane.spans if span.kind == "talk"]
    waiting = _apart([*(_wait(each, axis) for each in waits), *_ringing(people)], taken)
    busy = sorted([*taken, *waiting, *_messages(known, axis)], key=lambda span: span.begin_s)
    exchange = Lane(spans=sorted([*_gaps(busy, axis, call), *(each for each in busy if each not in taken)], key=_begin))
    marks = sorted([*_marks(known, axis), *(Mark(at_s, "note", text) for at_s, text in notes)], key=lambda it: it.at_s)
    return Timeline(axis.length_s, [exchange, *people], _together(marks, axis.length_s))


@dataclass(frozen=True)
class _Axis:
    began: datetime
    ended: datetime

    @property
    def length_s(self) -> float:
        return max(1.0, (self.ended - self.began).total_seconds())

    def at(self, moment: datetime | None) -> float:
        """Return the second of *moment*, the end for None; a clock that jumped leaves it on the axis."""
        if moment is None:
            return self.length_s
        seconds = (moment - self.began).total_seconds()
        return min(self.length_s, max(0.0, seconds))

    def span(self, begin: datetime, end: datetime | None) -> tuple[float, float]:
        """Return both seconds; nothing ends before it begins."""
        begin_s = self.at(begin)
        return begin_s, max(begin_s, self.at(end))

    def at_ms(self, ms: float) -> float:
        return min(self.length_s, max(0.0, ms / 1000 - self.began.timestamp()))


def _begin(span: Span) -> float:
    return span.begin_s


def _people(legs: Iterable[CallLeg], axis: _Axis) -> list[Lane]:
    lanes: dict[tuple[str, str], Lane] = {}
    for leg in legs:
        lane = lanes.setdefault((leg.employee, leg.number), Lane(leg.employee, leg.number))
        begin, end = axis.span(leg.dialled_at, leg.ended_at)
        answered = min(end, max(begin, axis.at(leg.answered_at))) if leg.answered_at else None
        if leg.leg != "caller":
            lane.spans.append(Span("ring", begin, end if answered is None else answered, (), leg.group, leg.cause))
        if answered is not None:
            lane.spans.append(Span("talk", answered, end, (), leg.group))
    for lane in lanes.values():
        lane.spans = [span for span in lane.spans if span.kind == "talk" or span.length_s >= SHORTEST_S or span.cause]
    return sorted(lanes.values(), key=lambda lane: (not lane.has_talked, lane.spans[0].begin_s if lane.spans else 0))


def _wait(wait: CallWait, axis: _Axis) -> Span:
    return Span("wait", *axis.span(wait.joined_at, wait.left_at), (), wait.group)


def _ringing(people: Iterable[Lane]) -> list[Span]:
    """Return when the caller heard phones ring, as one stretch where several did."""
    return _merged([Span("wait", s.begin_s, s.end_s, (), s.group) for p in people for s in p.spans if s.kind == "ring"])


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans, key=_begin):
        if found and span.begin_s <= found[-1].end_s:
            last = found.pop()
            span = Span("wait", last.begin_s, max(last.end_s, span.end_s), (), last.group or span.group)
        found.append(span)
    return found


def _apart(waits: Sequence[Span], talks: Sequence[Span]) -> list[Span]:
    """Return the waits of the caller, none over another, and none while they talk."""
    found = []
    for wait in _merged(waits):
        begin, end = wait.begin_s, wait.end_s
        for talk in talks:
            if talk.begin_s <= begin < talk.end_s:
                begin = talk.end_s
            elif begin < talk.begin_s < end:
                end = talk.begin_s
        if end - begin >= SHORTEST_S:
            found.append(Span("wait", begin, end, (), wait.group))
    return found


def _messages(steps: Sequence[Step], axis: _Axis) -> list[Span]:
    """Return when the caller left a message."""
    begun: dict[str, float] = {}
    found = []
    for step in steps:
        for effect in step.effects:
            if isinstance(effect, effects.Record) and effect.kind == "message":
                begun[effect.recording] = axis.at_ms(step.at)
            elif isinstance(effect, effects.StopRecording) and effect.recording in begun:
                found.append(Span("message", begun.pop(effect.recording), axis.at_ms(step.at)))
    return [*found, *(Span("message", at_s, axis.length_s) for at_s in begun.values())]


def _gaps(busy: Sequence[Span], axis: _Axis, call: Call) -> list[Span]:
    """Return when the flow alone saw to the caller, with the blocks that the call came to."""
    edges = [0.0]
    for span in busy:
        edges += [span.begin_s, span.end_s]
    visits = [(axis.at_ms(visit.at_ms), visit.block) for visit in call.visits]
    found = []
    for begin, end in pairwise([*edges, axis.length_s]):
        is_busy = any(span.begin_s <= begin and end <= span.end_s for span in busy)
        if end - begin >= SHORTEST_S and not is_busy:
            found.append(Span("flow", begin, end, tuple(block for at_s, block in visits if begin <= at_s < end)))
    return found


def _marks(steps: Sequence[Step], axis: _Axis) -> list[Mark]:
    found = []
    for step in steps:
        at_s = axis.at_ms(step.at)
        if isinstance(step.event, events.Digit):
            found.append(Mark(at_s, "key", step.event.key))
        for effect in step.effects:
            match effect:
                case effects.Tag(tag=tag):
                    found.append(Mark(at_s, "tag", tag))
                case effects.Record(kind="call"):
                    found.append(Mark(at_s, "recording"))
                case effects.Warn():
                    found.append(Mark(at_s, "warning"))
    return found


def _together(marks: Sequence[Mark], length_s: float) -> list[tuple[Mark, ...]]:
    found: list[tuple[Mark, ...]] = []
    for mark in marks:
        if found and mark.at_s - found[-1][0].at_s < NEAR * length_s:
            found[-1] = (*found[-1], mark)
        else:
            found.append((mark,))
    return found
