"""Finds faults that show in a single transition, or in what can be reached from a start."""

from collections.abc import Callable, Iterator

from designer.runtime.callers import is_anonymous
from designer.runtime.directory import Directory
from designer.runtime.program import Program
from designer.runtime.words import Words, marked, say
from designer.verifying.arrivals import moment
from designer.verifying.explore import Map
from designer.verifying.report import Finding, VerifyOptions
from designer.verifying.routes import route_to, script_of, search
from designer.verifying.transitions import Transition

WEEKDAYS = (
    marked("Monday"),
    marked("Tuesday"),
    marked("Wednesday"),
    marked("Thursday"),
    marked("Friday"),
    marked("Saturday"),
    marked("Sunday"),
)
PAID = say("A caller who hides their number is connected with a number outside, and you pay for it.")


def dead_ends(found: Map, directory: Directory, options: VerifyOptions) -> Iterator[Finding]:
    """Find what a call meets that is not there, and calls that stop for no reason."""
    seen: set[tuple[str, Words]] = set()
    for point, transition in found.sources():
        last = transition.blocks[-1] if transition.blocks else _block(found, point)
        faults = list(transition.warnings)
        if transition.end in ("fault", "stuck") and not faults:
            faults.append((last, say("the call stops here, and nobody is told why")))
        for node, why in faults:
            if (node, why) not in seen:
                seen.add((node, why))
                route = route_to(found, point, transition)
                yield Finding("dead-end", _dead_end(transition, why), node, script_of(directory, route))


def _dead_end(transition: Transition, why: Words) -> Words:
    if transition.end in ("fault", "stuck"):
        return say("A call breaks off here: {why}.", why=why)
    return say("Something is missing here: {why}. The call goes on without it.", why=why)


def silences(found: Map, directory: Directory, options: VerifyOptions) -> Iterator[Finding]:
    """Find where a caller hears nothing for too long."""
    most_s = options.most_silence_s
    words = say("A caller can hear nothing at all here for more than {seconds} s.", seconds=most_s)
    yield from _one_a_node(
        found,
        directory,
        lambda transition: transition.silent_in,
        lambda node, route: Finding("silence", words, node, script_of(directory, route)),
    )


def _one_a_node(
    found: Map,
    directory: Directory,
    node_of: Callable[[Transition], str],
    finding: Callable[[str, list[Transition] | None], Finding],
) -> Iterator[Finding]:
    seen: set[str] = set()
    for point, transition in found.sources():
        node = node_of(transition)
        if node and node not in seen:
            seen.add(node)
            yield finding(node, route_to(found, point, transition))


def paid_by_anonymous(found: Map, directory: Directory, options: VerifyOptions) -> Iterator[Finding]:
    """Find calls to a number outside for callers who hide their number."""
    seen: set[str] = set()
    for start in found.starts:
        arrival = start.choice.arrival
        if arrival is None or not is_anonymous(arrival.caller):
            continue
        for point in (-1, *sorted(_reachable(found, start))):
            for transition in [start] if point < 0 else found.transitions[point]:
                node = transition.blocks[-1] if transition.blocks else _block(found, point)
                if transition.is_paid and node not in seen:
                    seen.add(node)
                    route = search(found, start, lambda one, transition=transition: one is transition)  # type: ignore[misc]
                    yield Finding("paid-anonymous", PAID, node, script_of(directory, route))


def nobody_reached(found: Map, directory: Directory, options: VerifyOptions, flow: Program) -> Iterator[Finding]:
    """Find calls from which nobody can be reached, whatever happens, and which are not refused on purpose."""
    reaches = _reaching(found)
    is_timed = found.count_of_moments > 1
    seen: set[str] = set()
    for start in found.starts:
        if start.to_person_ms is not None or start.target in reaches:
            continue
        route = search(found, start, lambda transition: transition.end in ("ended", "fault", "stuck"))
        arrival = start.choice.arrival
        if route is None or arrival is None:
            continue
        node = next((transition.blocks[-1] for transition in reversed(route) if transition.blocks), flow.entry)
        if node not in seen:
            seen.add(node)
            when = _when(directory, arrival.at) if is_timed else None
            yield Finding("no-person", _nobody(arrival.caller, when), node, script_of(directory, route))


def _nobody(caller: str, when: Words | None) -> Words:
    hidden = is_anonymous(caller)
    who = say("A caller who hides their number") if hidden else say("A caller such as {caller}", caller=caller)
    if when is None:
        return say("{who} reaches nobody and can't leave a message, whatever they press.", who=who)
    return say("{who}, on {when}, reaches nobody and can't leave a message, whatever they press.", who=who, when=when)


def _when(directory: Directory, at_ms: int) -> Words:
    at = moment(directory, at_ms)
    return say(
        "{weekday}, {year}-{month}-{day} at {time}",
        weekday=Words(WEEKDAYS[at.weekday()]),
        year=at.year,
        month=f"{at:%m}",
        day=f"{at:%d}",
        time=f"{at:%H:%M}",
    )


def _reaching(found: Map) -> set[int]:
    """Return the points from which somebody can be reached; those not explored count, too."""
    sources: dict[int, list[int]] = {}
    to_do = [*range(found.unexplored, len(found.transitions))]
    for point, transition in found.sources():
        if point >= 0 and transition.to_person_ms is not None:
            to_do.append(point)
        if point >= 0 and transition.target >= 0:
            sources.setdefault(transition.target, []).append(point)
    reaches = set(to_do)
    while to_do:
        for source in sources.get(to_do.pop(), ()):
            if source not in reaches:
                reaches.add(source)
                to_do.append(source)
    return reaches


def _reachable(found: Map, start: Transition) -> set[int]:
    to_do = [start.target] if start.target >= 0 else []
    reached = set(to_do)
    while to_do:
        for transition in found.transitions[to_do.pop()]:
            if transition.target >= 0 and transition.target not in reached:
                reached.add(transition.target)
                to_do.append(transition.target)
    return reached


def _block(found: Map, point: int) -> str:
    return found.blocks[point] if point >= 0 else ""
