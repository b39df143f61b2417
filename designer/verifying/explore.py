"""Builds the map of a flow: the points where a call waits, and the transitions between them.

It explores breadth first, so the first route to a point is the shortest. Points that differ only in what can no longer
matter (the time, tokens and legs, variables that nothing reads again) are the same point.
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
from designer.verifying.exploration import Exploration
from designer.verifying.relevance import Matter, matters
from designer.verifying.report import VerifyOptions
from designer.verifying.transitions import Point, Transition

Due = dict[int, str]
"""By token: the kind of event that is due."""

PACKED = cast(CallState, {})
"""Takes the place of a point's state while that waits packed."""

COMPARED: dict[Compare, Callable[[Any, Due], object]] = {
    Compare.PLAIN: lambda value, due: tuple(value) if isinstance(value, list) else value,
    Compare.TOKEN: lambda value, due: due.get(value, ""),
    Compare.REPEATS: lambda value, due: due.get(value, ""),
    Compare.IGNORED: lambda value, due: None,
    Compare.VALUES: lambda value, due: tuple(value.values()),
    Compare.PRESENCE: lambda value, due: value != "",
    Compare.ROUND: lambda value, due: value,
}
"""How a field of an op's state is compared, by the way that the op declares."""

FIELDS = {op: tuple((name, COMPARED[how]) for name, how in fields.items()) for op, fields in STATE_FIELDS.items()}


@dataclass
class Map:
    """Holds all points, by number, and all transitions that were found.

    *starts* are the transitions to the first points, *transitions* those from each point, in the order in which they
    were tried. *blocks* names the block of each point, *moments* its arrival's moment as far as that still matters, and
    *parents* the point and the transition that first led to it (-1: a start). Points from *unexplored* on were found
    but not explored. *is_complete* is False if a limit was hit.
    """

    starts: list[Transition] = field(default_factory=list)
    transitions: list[list[Transition]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    moments: list[int] = field(default_factory=list)
    parents: list[tuple[int, Transition]] = field(default_factory=list)
    unexplored: int = 0
    is_complete: bool = True

    def sources(self) -> Iterator[tuple[int, Transition]]:
        """Yield every transition with the number of the point at which it begins, -1 for a start."""
        yield from ((-1, transition) for transition in self.starts)
        for point, transitions in enumerate(self.transitions):
            yield from ((point, transition) for transition in transitions)

    @property
    def count_of_moments(self) -> int:
        """Return how many different moments of arrival were explored."""
        return len({transition.choice.arrival.at for transition in self.starts if transition.choice.arrival})

    def route(self, point: int) -> list[Transition]:
        """Return the shortest sequence of transitions from a start to *point*."""
        found: list[Transition] = []
        while point >= 0:
            point, transition = self.parents[point]
            found.append(transition)
        return found[::-1]


def explore(flow: Program, directory: Directory, options: VerifyOptions) -> Map:
    """Return the map of *flow*, within the limits of *options*."""
    return _Explorer(flow, directory, options).run()


class _Explorer:
    def __init__(self, flow: Program, directory: Directory, options: VerifyOptions) -> None:
        self._flow, self._options = flow, options
        self._map = Map()
        self._choices = Choices(flow, directory)
        self._matters = matters(flow, directory)
        self._exploration = Exploration(flow, directory, options.most_silence_s * 1000)
        self._arrivals = Arrivals(flow, directory, options)
        self._numbers: dict[bytes, int] = {}
        self._to_do: deque[tuple[str, Point]] = deque()
        """States wait packed, in a fifth of the memory."""

    def run(self) -> Map:
        found, options = self._map, self._options
        moments: dict[int, int] = {}
        for arrival in self._arrivals.found:
            moment = moments.setdefault(arrival.at, len(moments))
            transition, point = self._exploration.begin(arrival, moment)
            found.starts.append(transition)
            self._arrive(-1, transition, point)
        while self._to_do and len(self._numbers) < options.most_states and self._exploration.steps < options.most_steps:
            state, point = self._to_do.popleft()
            self._look(replace(point, state=json.loads(state)))
        found.unexplored = len(found.transitions)
        found.transitions += [[] for _ in self._to_do]
        found.is_complete = self._arrivals.is_complete and not self._to_do
        return found

    def _look(self, point: Point) -> None:
        op = self._flow.op(point.state)
        here: list[Transition] = []
        self._map.transitions.append(here)
        for choice in self._choices.of(op, point.at):
            transition, target = self._exploration.go(point, choice)
            here.append(transition)
            self._arrive(len(self._map.transitions) - 1, transition, target)

    def _arrive(self, source: int, transition: Transition, point: Point | None) -> None:
        if point is None:
            return
        key = blake2b(repr(self._key(point)).encode(errors="surrogatepass"), digest_size=16).digest()
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers)
            self._map.blocks.append(point.state["block"])
            self._map.moments.append(point.moment)
            self._map.parents.append((source, transition))
            self._to_do.append((json.dumps(point.state), replace(point, state=PACKED)))
        transition.target = self._numbers[key]

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
        due = {event.token: type(event).__name__ for _, event in point.due}
        fields = FIELDS[type(self._flow.op(point.state))]
        return tuple([compared(doing[name], due) for name, compared in fields if name in doing])

    def _quiet_s(self, point: Point) -> int:
        """Return how long the caller will have heard nothing, in s; -1 if they hear something, or are not answered."""
        if point.quiet_from is None:
            return -1
        return min(max(0, -((point.quiet_from - point.at) // 1000)), self._options.most_silence_s + 1)


def _variables(values: dict[str, str], matter: Matter) -> tuple[Any, ...]:
    read = tuple((name, values.get(name)) for name in sorted(matter.values))
    return (*read, *(name in values for name in sorted(matter.names)))
