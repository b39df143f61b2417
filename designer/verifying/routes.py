"""From ways to scripts: which calls of the map a script can play, and the script that does."""

from collections import deque
from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import Any

from designer.runtime.choices import WebAnswer
from designer.runtime.directory import Directory
from designer.trying.script import Press, Script
from designer.verifying.arrivals import moment
from designer.verifying.explore import Map
from designer.verifying.ways import Way

JsonObject = dict[str, Any]
Said = dict[tuple[str, str], tuple[Any, ...]]
"""What a script has to say so far: field and name, and what is still possible, the usual first."""

MOST_TRIED = 5_000


def with_needs(said: Said, ways: Iterable[Way]) -> Said | None:
    """*said* and what these ways need; None when one script can't say it all."""
    found = dict(said)
    for way in ways:
        for field, name, allowed in way.needs:
            possible = found.get((field, name), allowed)
            both = tuple(value for value in possible if value in allowed)
            if not both:
                return None
            found[field, name] = both
    return found


def search(found: Map, start: Way | None, is_goal: Callable[[Way], bool]) -> list[Way] | None:
    """The shortest route that a script can play from *start* (None: any) over a way that *is_goal*."""
    to_do: deque[tuple[tuple[Any, ...], Way, Said]] = deque()
    seen: set[Any] = set()

    def put(before: tuple[Any, ...], way: Way, said: Said) -> bool:
        after = with_needs(said, (way,))
        mark = (way.target, frozenset(after.items())) if after is not None else None
        if after is None or (mark in seen and not is_goal(way)):
            return False
        seen.add(mark)
        to_do.append(((before, way), way, after))
        return is_goal(way)

    for way in [start] if start else found.starts:
        if put((), way, {}):
            return _unrolled(to_do[-1][0])
    for _ in range(MOST_TRIED * 4):
        if not to_do:
            break
        before, last, said = to_do.popleft()
        for way in found.ways[last.target] if last.target >= 0 else ():
            if put(before, way, said):
                return _unrolled(to_do[-1][0])
    return None


def route_to(found: Map, point: int, last: Way) -> list[Way] | None:
    """The shortest route over *last*, a way from *point*, that a script can play."""
    shortest = [*found.route(point), last]
    return shortest if with_needs({}, shortest) is not None else search(found, None, lambda way: way is last)


def _unrolled(link: tuple[Any, ...]) -> list[Way]:
    found: list[Way] = []
    while link:
        link, way = link
        found.append(way)
    return found[::-1]


def script_of(directory: Directory, route: list[Way] | None, also: Iterable[Way] = ()) -> Script | None:
    """The script that takes this route, which begins at a start, and could take the ways *also*; None when no script
    can."""
    if route is None:
        return None
    said, arrival = with_needs({}, [*route, *also]), route[0].choice.arrival
    if said is None or arrival is None:
        return None
    press: list[Press] = []
    began = 0
    for way in route:
        press += [Press(key, (began + after) / 1000) for after, key in way.choice.keys[: way.pressed]]
        began += way.ms
    return Script(
        arrival.caller,
        moment(directory, arrival.at),
        number=arrival.number,
        chance=arrival.chance,
        press=tuple(press),
        web=tuple(_web(way) for way in route if way.choice.web),
        people=_of(said, "people"),
        talking=tuple(name for name, talks in _of(said, "talking").items() if talks),
        waiting={name: count for name, count in _of(said, "waiting").items() if count},
        others_talk_s=float(said.get(("others_talk_s", ""), (60.0,))[0]),
    )


def _web(way: Way) -> WebAnswer:
    assert way.choice.web
    return way.choice.web


def _of(said: Said, field: str) -> MappingProxyType[str, Any] | dict[str, Any]:
    return {name: values[0] for (kind, name), values in sorted(said.items(), key=lambda each: each[0]) if kind == field}
