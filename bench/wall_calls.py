"""Writes the journal lines of a busy exchange: calls that ring and are answered, and some that wait in a queue."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from heapq import heappop, heappush
from pathlib import Path
from typing import Any

from designer.drawing.compiler import compile_flow
from designer.runtime.effects import EFFECTS
from designer.runtime.events import EVENTS, Event
from designer.trying.script import Script
from designer.trying.simulate import simulate
from switch.journal import Journal
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node

NUMBER = "+493023125100"
OUTLETS = ("timeout", "full", "nobody", "callback", "left")
RING = flow(
    [node("sales", "ring", who="employee:101", ring_s=15), node("bye", "hangup")],
    *[("sales", outlet, "bye") for outlet in ("no_answer", "busy", "unavailable")],
)
QUEUE = flow(
    [node("wait", "queue", group_name="sales", music="music"), node("bye", "hangup")],
    *[("wait", outlet, "bye") for outlet in OUTLETS],
)
WAITING_SHARE = 0.1
"""So many of the calls wait in the queue."""

Steps = list[tuple[float, Event, tuple[Any, ...]]]


def steps_of(graph: dict[str, Any], **how: Any) -> tuple[str, Steps]:
    """Return the program's hash, and the steps of a call with seconds from its beginning."""
    program = compile_flow(graph, KNOWN).program
    assert program is not None
    began = datetime(2026, 11, 23, 9, tzinfo=UTC)
    trace = simulate(program, {**DIRECTORY, "company": "1001"}, Script("+4917012345", began, NUMBER, **how))
    return program.sha, [(event.at / 1000 - began.timestamp(), event, tuple(effects)) for event, effects in trace.steps]


def write(folder: Path, rate: float, lasts_s: float, node: str = "node1") -> dict[str, float]:
    """Write *rate* calls a second for so long, and return when each caller who waits joined the queue, by call."""
    journal, chance = Journal(folder, node), random.Random(1)
    _, rings = steps_of(RING, answer_s=1.0, talk_s=3.0)
    _, waits = steps_of(QUEUE, talking=("101", "102"), hang_up_s=4.0)
    joined: dict[str, float] = {}
    for due, name, seq, event, effects in _in_time(rate, lasts_s, rings, waits, chance):
        time.sleep(max(0.0, due - time.time()))
        at = round(time.time() * 1000)
        journal.step(name, seq, replace(event, at=at), effects)
        if seq == 0 and name.startswith("w"):
            joined[name] = time.time()
    journal.close()
    return joined


def _in_time(
    rate: float, lasts_s: float, rings: Steps, waits: Steps, chance: random.Random
) -> Iterator[tuple[float, str, int, Event, tuple[Any, ...]]]:
    """Yield the steps of all calls as they become due."""
    begins, heap, number = time.time(), [], 0
    for number in range(round(rate * lasts_s)):
        is_waiting = chance.random() < WAITING_SHARE
        name = f"{'w' if is_waiting else 'r'}{number}"
        caller = f"+4917{chance.randrange(10**6, 10**7)}"
        for seq, (after_s, event, effects) in enumerate(waits if is_waiting else rings):
            said = EVENTS.from_json(_named(EVENTS.to_json(event), name, caller))
            done = tuple(EFFECTS.from_json(_named(EFFECTS.to_json(effect), name, caller)) for effect in effects)
            heappush(heap, (begins + number / rate + after_s, name, seq, said, done))
    while heap:
        yield heappop(heap)


def _named(data: dict[str, Any], name: str, caller: str) -> dict[str, Any]:
    """Return *data* with another name for the call than the simulator's."""
    return {
        key: value.replace("simulated", name).replace("+4917012345", caller) if isinstance(value, str) else value
        for key, value in data.items()
    }
