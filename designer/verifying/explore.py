"""Everything that can happen to a call of one flow: points where it waits, and the ways from each to others.

Breadth first, so the first way to a point is the shortest. Two points that differ only in what can't matter any more
are one: the time, tokens and legs, variables that nobody reads again.
"""

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any, cast

from designer.runtime.call_state import CallState
from designer.runtime.directory import Directory
from designer.runtime.op import Compare
from designer.runtime.op_types import STATE_FIELDS
from designer.runtime.program import Program
from designer.verifying.arrivals import Arrivals
from designer.verifying.choices import Choices
from designer.verifying.relevance import Matter, matters
from designer.verifying.report import VerifyOptions
from designer.verifying.walk import Walk
from designer.verifying.ways import Point, Way

Due = dict[int, str]
"""By token: the kind of event that is due."""

PACKED = cast(CallState, {})
"""Stands for the state of a point that waits packed."""

COMPARED: dict[Compare, Callable[[Any, Due], object]] = {
    Compare.PLAIN: lambda value, due: tuple(value) if isinstance(value, list) else value,
    Compare.TOKEN: lambda value, due: due.get(value, ""),
    Compare.REPEATS: lambda value, due: due.get(value, ""),
    Compare.IGNORED: lambda value, due: None,
    Compare.VALUES: lambda value, due: tuple(value.values()),
    Compare.PRESENCE: lambda value, due: value != "",
    Compare.ROUND: lambda value, due: value,
}
"""What of a field of an op's state tells two points apart."""


@dataclass
class Map:
    """*ways* are those from each point, by its number, in the order in which they were tried; *starts* lead to the
    first points. *blocks* says where each point is, *moments* the moment of its arrival as far as it still matters,
    *parents* the point and the way that found it (-1: a start).
    Points from *unexplored* on were seen but not looked at."""

    starts: list[Way] = field(default_factory=list)
    ways: list[list[Way]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    moments: list[int] = field(default_factory=list)
    parents: list[tuple[int, Way]] = field(default_factory=list)
    unexplored: int = 0
    is_complete: bool = True

    def sources(self) -> Iterator[tuple[int, Way]]:
        """All ways with the point that each begins at."""
        yield from ((-1, way) for way in self.starts)
        for point, ways in enumerate(self.ways):
            yield from ((point, way) for way in ways)

    @property
    def count_of_moments(self) -> int:
        return len({way.choice.arrival.at for way in self.starts if way.choice.arrival})

    def route(self, point: int) -> list[Way]:
        """The shortest way from a start to *point*."""
        found: list[Way] = []
        while point >= 0:
            point, way = self.parents[point]
            found.append(way)
        return found[::-1]


def explore(flow: Program, directory: Directory, options: VerifyOptions) -> Map:
    return _Explorer(flow, directory, options).run()


class _Explorer:
    def __init__(self, flow: Program, directory: Directory, options: VerifyOptions) -> None:
        self._flow, self._options = flow, options
        self._map = Map()
        self._choices = Choices(flow, directory)
        self._matters = matters(flow, directory)
        self._walk = Walk(flow, directory, options.most_silence_s * 1000)
        self._arrivals = Arrivals(flow, directory, options)
        self._numbers: dict[bytes, int] = {}
        self._to_do: deque[tuple[str, Point]] = deque()
        """States wait packed, in a fifth of the memory."""

    def run(self) -> Map:
        found, options = self._map, self._options
        moments: dict[int, int] = {}
        for arrival in self._arrivals.found:
            moment = moments.setdefault(arrival.at, len(moments))
            way, point = self._walk.begin(arrival, moment)
            found.starts.append(way)
            self._arrive(-1, way, point)
        while self._to_do and len(self._numbers) < options.most_states and self._walk.steps < options.most_steps:
            state, point = self._to_do.popleft()
            self._look(replace(point, state=json.loads(state)))
        found.unexplored = len(found.ways)
        found.ways += [[] for _ in self._to_do]
        found.is_complete = self._arrivals.is_complete and not self._to_do
        return found

    def _look(self, point: Point) -> None:
        op = self._flow.op(point.state)
        here: list[Way] = []
        self._map.ways.append(here)
        for choice in self._choices.of(op, point.at):
            way, target = self._walk.go(point, choice)
            here.append(way)
            self._arrive(len(self._map.ways) - 1, way, target)

    def _arrive(self, source: int, way: Way, point: Point | None) -> None:
        if point is None:
            return
        key = blake2b(repr(self._key(point)).encode(errors="surrogatepass"), digest_size=16).digest()
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers)
            self._map.blocks.append(point.state["block"])
            self._map.moments.append(point.moment)
            self._map.parents.append((source, way))
            self._to_do.append((json.dumps(point.state), replace(point, state=PACKED)))
        way.target = self._numbers[key]

    def _key(self, point: Point) -> tuple[Any, ...]:
        state, matter = point.state, self._matters[point.state["block"]]
        return (
            state["block"],
            state["index"],
            state["detour"],
            state["answered"],
            state["recording"] != "",
            state["language"],
            state["keys"],
            self._doing(point),
            self._quiet_s(point),
            point.moment if matter.moment else None,
            (state["caller"], state["chance"]) if matter.caller else None,
            state["number"] if matter.number else None,
            _variables(state["vars"], matter),
        )

    def _doing(self, point: Point) -> tuple[Any, ...]:
        doing = point.state["doing"] or {}
        due = {getattr(event, "token", 0): type(event).__name__ for _, event in point.due}
        fields = STATE_FIELDS[type(self._flow.op(point.state))].items()
        return tuple(COMPARED[how](doing[name], due) for name, how in fields if name in doing)

    def _quiet_s(self, point: Point) -> int:
        """For how long nothing is heard; -1: something is heard for ever, or the call is not answered."""
        if point.quiet_from is None:
            return -1
        return min(max(0, -((point.quiet_from - point.at) // 1000)), self._options.most_silence_s + 1)


def _variables(values: dict[str, str], matter: Matter) -> tuple[Any, ...]:
    read = tuple((name, values.get(name)) for name in sorted(matter.values))
    return (*read, *(name in values for name in sorted(matter.names)))
