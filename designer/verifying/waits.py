"""Faults of time: calls that go round for ever, and how long it takes to reach somebody."""

from collections.abc import Iterator
from typing import Any

from designer.program import Program
from designer.script import Script
from designer.simulate import simulate
from designer.verifying.explore import Map
from designer.verifying.relevance import asks_the_time
from designer.verifying.report import Finding, VerifyOptions
from designer.verifying.routes import Said, script_of, search, with_needs
from designer.verifying.ways import Way

JsonObject = dict[str, Any]
MOST_ENTRIES = 5
"""So many points of a circle are tried as the one at which a call comes in."""


def endless(found: Map, directory: JsonObject, options: VerifyOptions, flow: Program) -> Iterator[Finding]:
    """Circles in which the caller has nothing to do."""
    circles = list(_circles(found))
    ended_by_time = _ended_by_time(found, circles, flow)
    seen: set[str] = set()
    for circle in circles:
        node = found.blocks[min(circle)]
        asking = _asking(found, circle, flow)
        if node in seen or asking & ended_by_time:
            continue
        script = _script(found, circle, directory)
        if asking and (script is None or not _is_endless(flow, directory, script)):
            continue
        seen.add(node)
        message = "A call can go round and round here for ever without the caller doing anything."
        yield Finding("endless", message, node, script)


def _asking(found: Map, circle: list[int], flow: Program) -> set[str]:
    """The blocks in a circle that ask a calendar or a clock."""
    members = set(circle)
    inside = (way for point in circle for way in found.ways[point] if way.target in members and not way.is_callers)
    return {block for way in inside for block in way.blocks if asks_the_time(flow.blocks[block])}


def _ended_by_time(found: Map, circles: list[list[int]], flow: Program) -> set[str]:
    """Blocks that ask for the time and are in no circle at some moment: a call leaves its circle here one day."""
    moments: dict[str, set[int]] = {}
    for circle in circles:
        for block in _asking(found, circle, flow):
            moments.setdefault(block, set()).update(found.moments[point] for point in circle)
    every = len({way.choice.arrival.at for way in found.starts if way.choice.arrival})
    return {block for block, known in moments.items() if len(known) < every}


def _script(found: Map, circle: list[int], directory: JsonObject) -> Script | None:
    """Web servers answer a script only a number of times."""
    shown = _shown(found, circle)
    if shown is None or any(way.choice.web and way.choice.web.outcome != "timeout" for way in shown[1]):
        return None
    return script_of(directory, shown[0])


def _is_endless(flow: Program, directory: JsonObject, script: Script) -> bool:
    """Whether a circle that asks a calendar still goes on when the hour has changed."""
    return simulate(flow, directory, script).ended == "unfinished"


def _shown(found: Map, circle: list[int]) -> tuple[list[Way], list[Way]] | None:
    """A route into the circle and once round, and the round alone, that one script can play."""
    for point in sorted(circle)[:MOST_ENTRIES]:
        rounds = list(_inside(found, circle, point))
        for entry in _entries(found, point):
            said = with_needs({}, entry)
            for once in rounds:
                if said is not None and with_needs(said, once) is not None:
                    return [*entry, *once], once
    return None


def _entries(found: Map, point: int) -> Iterator[list[Way]]:
    yield found.route(point)
    if other := search(found, None, lambda way: way.target == point):
        yield other


def _inside(found: Map, circle: list[int], point: int) -> Iterator[list[Way]]:
    """Shortest rounds from *point* back to it by ways that a script can play: one for each way that begins it."""
    members = set(circle)
    for first in found.ways[point]:
        if first.is_callers or first.target not in members:
            continue
        start_said = with_needs({}, (first,))
        to_do: list[tuple[list[Way], Said]] = [([first], start_said or {})]
        seen = {first.target}
        for route, said in to_do:
            if route[-1].target == point:
                yield route
                break
            for way in found.ways[route[-1].target]:
                after = None if way.is_callers else with_needs(said, (way,))
                if after is not None and way.target in members and (way.target not in seen or way.target == point):
                    seen.add(way.target)
                    to_do.append(([*route, way], after))


def _circles(found: Map) -> Iterator[list[int]]:
    """Sets of points from each of which the others, or itself, are reached without the caller (Tarjan 1972)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    for root in range(found.unexplored):
        if root in index:
            continue
        work = [(root, iter(_onward(found, root)))]
        index[root] = low[root] = len(index)
        path.append(root)
        on_path.add(root)
        while work:
            point, onward = work[-1]
            target = next(onward, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[point])
                if low[point] == index[point]:
                    circle = _taken(path, on_path, point)
                    if len(circle) > 1 or point in _onward(found, point):
                        yield circle
            elif target not in index:
                index[target] = low[target] = len(index)
                path.append(target)
                on_path.add(target)
                work.append((target, iter(_onward(found, target))))
            elif target in on_path:
                low[point] = min(low[point], index[target])


def _taken(path: list[int], on_path: set[int], until: int) -> list[int]:
    circle = path[path.index(until) :]
    del path[len(path) - len(circle) :]
    on_path.difference_update(circle)
    return circle


def _onward(found: Map, point: int) -> list[int]:
    return [way.target for way in found.ways[point] if not way.is_callers and way.target >= 0]
