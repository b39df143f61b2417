"""Finds routes through the map that a script can play, and writes the script."""

from collections import deque
from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import Any

from designer.runtime.choices import WebAnswer
from designer.runtime.directory import Directory
from designer.runtime.numbers import is_extension
from designer.trying.script import Press, Script
from designer.verifying.arrivals import moment
from designer.verifying.explore import Map
from designer.verifying.transitions import Transition

Said = dict[tuple[str, str], tuple[Any, ...]]
"""What a script has to say so far: by field and name, the values that are still possible, the usual first."""

MOST_TRIED = 5_000
"""How many routes are tried."""


def with_needs(said: Said, transitions: Iterable[Transition]) -> Said | None:
    """Return *said* with what these transitions need; None if one script can't say it all."""
    found = dict(said)
    for transition in transitions:
        for field, name, allowed in transition.needs:
            possible = found.get((field, name), allowed)
            both = tuple(value for value in possible if value in allowed)
            if not both:
                return None
            found[field, name] = both
    return found


def search(found: Map, start: Transition | None, is_goal: Callable[[Transition], bool]) -> list[Transition] | None:
    """Return the shortest route that a script can play from *start* (None for any) over a transition that *is_goal*."""
    to_do: deque[tuple[tuple[Any, ...], Transition, Said]] = deque()
    seen: set[Any] = set()

    def put(before: tuple[Any, ...], transition: Transition, said: Said) -> bool:
        after = with_needs(said, (transition,))
        mark = (transition.target, frozenset(after.items())) if after is not None else None
        if after is None or (mark in seen and not is_goal(transition)):
            return False
        seen.add(mark)
        to_do.append(((before, transition), transition, after))
        return is_goal(transition)

    for transition in [start] if start else found.starts:
        if put((), transition, {}):
            return _unrolled(to_do[-1][0])
    for _ in range(MOST_TRIED * 4):
        if not to_do:
            break
        before, last, said = to_do.popleft()
        for transition in found.transitions[last.target] if last.target >= 0 else ():
            if put(before, transition, said):
                return _unrolled(to_do[-1][0])
    return None


def route_to(found: Map, point: int, last: Transition) -> list[Transition] | None:
    """Return the shortest route over *last*, a transition from *point*, that a script can play."""
    shortest = [*found.route(point), last]
    return (
        shortest if with_needs({}, shortest) is not None else search(found, None, lambda transition: transition is last)
    )


def _unrolled(link: tuple[Any, ...]) -> list[Transition]:
    found: list[Transition] = []
    while link:
        link, transition = link
        found.append(transition)
    return found[::-1]


def script_of(directory: Directory, route: list[Transition] | None, also: Iterable[Transition] = ()) -> Script | None:
    """Return the script that takes this route, which begins at a start, and that could take the transitions *also*;
    None if no script can."""
    if route is None:
        return None
    said, arrival = with_needs({}, [*route, *also]), route[0].choice.arrival
    if said is None or arrival is None:
        return None
    press: list[Press] = []
    began = 0
    for transition in route:
        press += [Press(key, (began + after) / 1000) for after, key in transition.choice.keys[: transition.pressed]]
        began += transition.ms
    return Script(
        arrival.caller,
        moment(directory, arrival.at),
        number=arrival.number,
        extension=arrival.caller if is_extension(arrival.caller) else "",
        chance=arrival.chance,
        press=tuple(press),
        web=tuple(_web(transition) for transition in route if transition.choice.web),
        people=_of(said, "people"),
        talking=tuple(name for name, talks in _of(said, "talking").items() if talks),
        waiting={name: count for name, count in _of(said, "waiting").items() if count},
        others_talk_s=float(said.get(("others_talk_s", ""), (60.0,))[0]),
    )


def _web(transition: Transition) -> WebAnswer:
    assert transition.choice.web
    return transition.choice.web


def _of(said: Said, field: str) -> MappingProxyType[str, Any] | dict[str, Any]:
    return {name: values[0] for (kind, name), values in sorted(said.items(), key=lambda each: each[0]) if kind == field}
