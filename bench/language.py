"""Measures the flow language by itself, without an exchange or a network."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from bench import replay, verifier
from bench.figures import spread
from bench.scenarios import EMPLOYEE, SCENARIOS
from designer.drawing.checks import CHECKS, CHECKS_OF_THE_WHOLE
from designer.drawing.compiler import compile_flow
from designer.drawing.graph import parse
from designer.runtime.events import CallArrived, CallerGone, Digit, LegAnswered
from designer.runtime.machine import step
from designer.runtime.program import Program

JsonObject = dict[str, Any]
ROUNDS = 2_000
COMPILES = 15
LARGE_NODES = 500
KNOWN = {"employee": {EMPLOYEE}, "group": set(), "prompt": {"tone"}, "calendar": set()}
DIRECTORY: JsonObject = {
    "employees": {EMPLOYEE: {"name": "Anna Bench", "phones": ["1001-101"]}},
    "groups": {},
    "prompts": {name: {"file": f"{name}.au", "duration_ms": 2_000} for name in ("tone", "sys:ringback")},
    "calendars": {},
    "zones": {},
}


def measure() -> Iterator[JsonObject]:
    """Yield the figures."""
    yield {"language": "step", **_steps()}
    yield {"language": "compile", "nodes": LARGE_NODES, "ms": _times_ms(_compile_large, COMPILES)}
    yield {"language": "replay", **replay.measure()}
    yield {"language": "checks", "nodes": LARGE_NODES, "ms": _times_ms(_check_large(), COMPILES)}
    for name, found in _verifier().items():
        yield {"language": f"verifier, {name}", "nodes": LARGE_NODES, **found}


def _steps() -> JsonObject:
    """Measure one call through the bridge scenario's drawing, over and over."""
    program = compile_flow(SCENARIOS["bridge"].graph(), KNOWN).program
    assert program is not None
    began = time.perf_counter()
    count = sum(_one_call(program) for _ in range(ROUNDS))
    seconds = time.perf_counter() - began
    return {"steps_a_second": round(count / seconds), "us_a_step": round(seconds * 1e6 / count, 1), "steps": count}


def _one_call(program: Program) -> int:
    arrival = CallArrived(0, "c", "1001", "+49170", "", "+4930200", program.sha, "", "inbound")
    events = (arrival, Digit(1_000, "1"), LegAnswered(2_000, "b3"), CallerGone(7_000))
    state: JsonObject | None = None
    for event in events:
        state, _ = step(program, DIRECTORY, state, event)
    assert state is not None
    assert state["ended"]
    return len(events)


def large_flow(nodes: int) -> JsonObject:
    """Return a start, then menus and prompts in turn, each menu with two branches."""
    names = [f"n{number}" for number in range(nodes - 2)]
    every: list[JsonObject] = [{"id": "start", "type": "start"}, {"id": "bye", "type": "hangup"}]
    wires = [("start", "next", names[0])]
    for number, name in enumerate(names):
        onward = names[number + 1] if number + 1 < len(names) else "bye"
        if number % 2:
            every.append({"id": name, "type": "play", "settings": {"prompt": "tone"}})
            wires.append((name, "next", onward))
        else:
            every.append({"id": name, "type": "menu", "settings": {"prompt": "tone", "keys": ["1", "2"]}})
            wires += [(name, "1", onward), (name, "2", "bye"), (name, "timeout", "bye"), (name, "invalid", "bye")]
    drawn = [{"from": source, "outlet": outlet, "to": target} for source, outlet, target in wires]
    return {"format": 1, "name": "Large", "entry": "start", "nodes": every, "wires": drawn}


def _check_large() -> Callable[[], None]:
    """Return a function that runs all checks on a parsed graph."""
    graph, _ = parse(verifier.departments(LARGE_NODES))
    assert graph is not None

    def work() -> None:
        for check in (*CHECKS, *CHECKS_OF_THE_WHOLE):
            assert not list(check(graph, verifier.KNOWN))

    return work


def _verifier() -> dict[str, JsonObject]:
    return {
        "menus": verifier.measure(large_flow(LARGE_NODES), KNOWN, DIRECTORY),
        "departments": verifier.measure(verifier.departments(LARGE_NODES), verifier.KNOWN, verifier.DIRECTORY),
    }


def _compile_large() -> None:
    result = compile_flow(large_flow(LARGE_NODES), KNOWN)
    assert result.program is not None, result.diagnostics


def _times_ms(work: Callable[[], None], times: int) -> JsonObject | None:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1e3)
    return spread(taken, 2)
