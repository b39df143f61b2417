"""How long it can take until a caller reaches somebody, or can leave a message."""

from collections.abc import Iterator
from typing import Any

from designer.runtime.directory import Directory
from designer.runtime.words import Words, say
from designer.verifying.explore import Map
from designer.verifying.report import Finding, VerifyOptions
from designer.verifying.routes import MOST_TRIED, Said, script_of, with_needs
from designer.verifying.ways import Way

JsonObject = dict[str, Any]


def worst_ms(found: Map) -> tuple[int | None, dict[int, int]]:
    """The longest time, and the longest from each point; by routes that come to no point twice."""
    best: dict[int, int] = {}
    open_points: set[int] = set()
    for root in (way.target for way in found.starts):
        if root >= 0 and root not in best:
            _measure(found, root, best, open_points)
    times = [time for way in found.starts if (time := _time(way, best)) is not None]
    return max(times, default=None), best


def _measure(found: Map, root: int, best: dict[int, int], open_points: set[int]) -> None:
    """Depth first; a way back to a point that is still open is a circle, and left out. -1: nobody is reached."""
    work = [(root, iter(found.ways[root]))]
    open_points.add(root)
    while work:
        point, ways = work[-1]
        target = next((way.target for way in ways if _is_new(way, best, open_points)), None)
        if target is not None:
            open_points.add(target)
            work.append((target, iter(found.ways[target])))
            continue
        work.pop()
        open_points.discard(point)
        times = [time for way in found.ways[point] if (time := _time(way, best)) is not None]
        best[point] = max(times, default=-1)


def _is_new(way: Way, best: dict[int, int], open_points: set[int]) -> bool:
    return way.to_person_ms is None and way.target >= 0 and way.target not in best and way.target not in open_points


def _time(way: Way, best: dict[int, int]) -> int | None:
    if way.to_person_ms is not None:
        return way.to_person_ms
    onward = best.get(way.target, -1)
    return None if onward < 0 else way.ms + onward


def long_ways(
    found: Map, directory: Directory, options: VerifyOptions, worst: int | None, best: dict[int, int]
) -> Iterator[Finding]:
    if worst is None or worst <= options.most_s_to_person * 1000:
        return
    route = _longest_route(found, best, options.most_s_to_person * 1000)
    time = _time_words(worst)
    words = say("It can take {time} until a caller reaches somebody or can leave a message.", time=time)
    node = next((way.blocks[-1] for way in reversed(route or ()) if way.blocks), "")
    yield Finding("long-way", words, node or found.blocks[0], script_of(directory, route))


def _time_words(ms: int) -> Words:
    minutes, seconds = divmod(round(ms / 1000), 60)
    return say("{minutes} min {seconds} s", minutes=minutes, seconds=seconds)


def _longest_route(found: Map, best: dict[int, int], more_than_ms: int) -> list[Way] | None:
    """Depth first, the longest first: the first route longer than *more_than_ms* that a script can play."""

    def onward(ways: list[Way]) -> list[Way]:
        """The longest last, as they are taken from the end."""
        return sorted((way for way in ways if _time(way, best) is not None), key=lambda way: _time(way, best) or 0)

    to_do: list[tuple[list[Way], Said, int]] = [
        ([way], said, 0) for way in onward(found.starts) if (said := with_needs({}, (way,))) is not None
    ]
    for _ in range(MOST_TRIED):
        if not to_do:
            return None
        route, said, before = to_do.pop()
        last = route[-1]
        if before + (_time(last, best) or 0) <= more_than_ms:
            continue
        if last.to_person_ms is not None:
            return route
        passed = {way.target for way in route}
        for way in onward(found.ways[last.target]):
            after = with_needs(said, (way,))
            if after is not None and (way.to_person_ms is not None or way.target not in passed):
                to_do.append(([*route, way], after, before + last.ms))
    return None
