"""Finds calls that go round for ever."""

from collections.abc import Iterator

from designer.runtime.directory import Directory
from designer.runtime.program import Program
from designer.runtime.words import say
from designer.trying.script import Script
from designer.trying.simulate import simulate
from designer.verifying.explore import Map
from designer.verifying.relevance import asks_the_time
from designer.verifying.report import Finding, VerifyOptions
from designer.verifying.routes import Said, script_of, search, with_needs
from designer.verifying.transitions import Transition

MOST_PLAYED = 3
"""How many scripts of circles that ask for the time are played, because another hour may need another script."""

MOST_ENTRIES = 5
"""How many points of a circle are tried as the one at which a call comes in."""


def endless(found: Map, directory: Directory, options: VerifyOptions, flow: Program) -> Iterator[Finding]:
    """Find circles in which the caller has nothing to do; those through the same calendar count as one."""
    circles = [(circle, _asking(found, circle, flow, directory)) for circle in _circles(found)]
    ended_by_time = _ended_by_time(found, circles)
    told: set[str] = set()
    played = 0
    for circle, asking in circles:
        if told & {found.blocks[min(circle)], *asking} or asking & ended_by_time:
            continue
        told |= {found.blocks[min(circle)], *asking}
        at_other_hours = [other for other, asks in circles if asks & asking and other is not circle]
        point, route = _shown(found, circle)
        node, script = found.blocks[point], _script(found, directory, route, at_other_hours)
        if asking and script:
            played += 1
            if played > MOST_PLAYED or simulate(flow, directory, script).ended != "unfinished":
                script = None
        words = say("A call can go round and round here for ever without the caller doing anything.")
        yield Finding("endless", words, node, script)


def _script(found: Map, directory: Directory, route: list[Transition] | None, others: list[list[int]]) -> Script | None:
    also = [transition for other in others for transition in next(_inside(found, other, min(other)), [])]
    return script_of(directory, route, also) or script_of(directory, route)


def _asking(found: Map, circle: list[int], flow: Program, directory: Directory) -> set[str]:
    """Return the blocks in a circle that ask a calendar or a clock."""
    members = set(circle)
    inside = (
        transition
        for point in circle
        for transition in found.transitions[point]
        if transition.target in members and not transition.is_callers
    )
    return {
        block for transition in inside for block in transition.blocks if asks_the_time(flow.blocks[block], directory)
    }


def _ended_by_time(found: Map, circles: list[tuple[list[int], set[str]]]) -> set[str]:
    """Return the blocks that ask for the time and are in no circle at some moment: there a call leaves its circle one
    day."""
    moments: dict[str, set[int]] = {}
    for circle, asking in circles:
        for block in asking:
            moments.setdefault(block, set()).update(found.moments[point] for point in circle)
    return {block for block, known in moments.items() if len(known) < found.count_of_moments}


def _shown(found: Map, circle: list[int]) -> tuple[int, list[Transition] | None]:
    """Return a point of the circle, and a route to it and once round that one script can play for ever."""
    for point in sorted(circle)[:MOST_ENTRIES]:
        rounds = list(_inside(found, circle, point))
        for entry in _entries(found, point):
            said = with_needs({}, entry)
            for once in rounds:
                if said is not None and with_needs(said, once) is not None:
                    return point, [*entry, *once]
    return min(circle), None


def _lasts(transition: Transition) -> bool:
    """Return whether this can go on for ever without the caller: a script's web server answers only so often, and
    callers ahead are served eventually."""
    is_answered = transition.choice.web is not None and transition.choice.web.outcome != "timeout"
    return not transition.is_callers and not is_answered and transition.choice.queue != "full"


def _entries(found: Map, point: int) -> Iterator[list[Transition]]:
    yield found.route(point)
    if other := search(found, None, lambda transition: transition.target == point):
        yield other


def _inside(found: Map, circle: list[int], point: int) -> Iterator[list[Transition]]:
    """Yield the shortest rounds from *point* back to it that a script can play, one for each transition that begins
    it."""
    members = set(circle)
    for first in found.transitions[point]:
        if not _lasts(first) or first.target not in members:
            continue
        start_said = with_needs({}, (first,))
        to_do: list[tuple[list[Transition], Said]] = [([first], start_said or {})]
        seen = {first.target}
        for route, said in to_do:
            if route[-1].target == point:
                yield route
                break
            for transition in found.transitions[route[-1].target]:
                after = with_needs(said, (transition,)) if _lasts(transition) else None
                if (
                    after is not None
                    and transition.target in members
                    and (transition.target not in seen or transition.target == point)
                ):
                    seen.add(transition.target)
                    to_do.append(([*route, transition], after))


def _circles(found: Map) -> Iterator[list[int]]:
    """Yield sets of points from each of which the others, or itself, are reached without the caller (Tarjan 1972)."""
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
    return [
        transition.target
        for transition in found.transitions[point]
        if not transition.is_callers and transition.target >= 0
    ]
