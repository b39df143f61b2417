"""Measures how long it can take until a caller reaches somebody, or can leave a message."""

from collections.abc import Iterator

from designer.runtime.directory import Directory
from designer.runtime.words import Words, say
from designer.verifying.explore import Map
from designer.verifying.report import Finding, VerifyOptions
from designer.verifying.routes import MOST_TRIED, Said, script_of, with_needs
from designer.verifying.transitions import Transition


def worst_ms(found: Map) -> tuple[int | None, dict[int, int]]:
    """Return the longest time, None if nobody is ever reached, and the longest from each point, on routes that come to
    no point twice."""
    best: dict[int, int] = {}
    open_points: set[int] = set()
    for root in (transition.target for transition in found.starts):
        if root >= 0 and root not in best:
            _measure(found, root, best, open_points)
    times = [time for transition in found.starts if (time := _time(transition, best)) is not None]
    return max(times, default=None), best


def _measure(found: Map, root: int, best: dict[int, int], open_points: set[int]) -> None:
    """Measure all points from *root* on, depth first. A way back to a point that is still open is a circle, and left
    out. -1 means that nobody is reached."""
    work = [(root, iter(found.transitions[root]))]
    open_points.add(root)
    while work:
        point, transitions = work[-1]
        target = next((transition.target for transition in transitions if _is_new(transition, best, open_points)), None)
        if target is not None:
            open_points.add(target)
            work.append((target, iter(found.transitions[target])))
            continue
        work.pop()
        open_points.discard(point)
        times = [time for transition in found.transitions[point] if (time := _time(transition, best)) is not None]
        best[point] = max(times, default=-1)


def _is_new(transition: Transition, best: dict[int, int], open_points: set[int]) -> bool:
    return (
        transition.to_person_ms is None
        and transition.target >= 0
        and transition.target not in best
        and transition.target not in open_points
    )


def _time(transition: Transition, best: dict[int, int]) -> int | None:
    if transition.to_person_ms is not None:
        return transition.to_person_ms
    onward = best.get(transition.target, -1)
    return None if onward < 0 else transition.ms + onward


def long_waits(
    found: Map, directory: Directory, options: VerifyOptions, worst: int | None, best: dict[int, int]
) -> Iterator[Finding]:
    """Find routes that take longer than the options allow."""
    if worst is None or worst <= options.most_s_to_person * 1000:
        return
    route = _longest_route(found, best, options.most_s_to_person * 1000)
    time = _time_words(worst)
    words = say("It can take {time} until a caller reaches somebody or can leave a message.", time=time)
    node = next((transition.blocks[-1] for transition in reversed(route or ()) if transition.blocks), "")
    yield Finding("long-way", words, node or found.blocks[0], script_of(directory, route))


def _time_words(ms: int) -> Words:
    minutes, seconds = divmod(round(ms / 1000), 60)
    return say("{minutes} min {seconds} s", minutes=minutes, seconds=seconds)


def _longest_route(found: Map, best: dict[int, int], more_than_ms: int) -> list[Transition] | None:
    """Return the first route longer than *more_than_ms* that a script can play, looking depth first at the longest
    first."""

    def onward(transitions: list[Transition]) -> list[Transition]:
        """Return them with the longest last, because they are taken from the end."""
        return sorted(
            (transition for transition in transitions if _time(transition, best) is not None),
            key=lambda transition: _time(transition, best) or 0,
        )

    to_do: list[tuple[list[Transition], Said, int]] = [
        ([transition], said, 0)
        for transition in onward(found.starts)
        if (said := with_needs({}, (transition,))) is not None
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
        passed = {transition.target for transition in route}
        for transition in onward(found.transitions[last.target]):
            after = with_needs(said, (transition,))
            if after is not None and (transition.to_person_ms is not None or transition.target not in passed):
                to_do.append(([*route, transition], after, before + last.ms))
    return None
