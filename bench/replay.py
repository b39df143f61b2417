"""Measures how many real calls per second one core replays through a draft."""

import json
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from designer.drawing.compiler import compile_flow
from designer.runtime.effects import EFFECTS, Effect
from designer.runtime.events import EVENTS, Event
from designer.runtime.journal_entries import Step, entry_in
from designer.runtime.program import Program
from designer.trying.known_call import known_call
from designer.trying.replay import replay
from designer.trying.script import Script, presses
from designer.trying.simulate import simulate

JsonObject = dict[str, Any]
CALLS = 5_000
SALES = ("101", "102")
KNOWN = {"employee": set(SALES), "group": {"sales"}, "prompt": {"welcome", "menu", "music"}, "calendar": {"office"}}
DIRECTORY: JsonObject = {
    "employees": {name: {"name": f"Employee {name}", "phones": [f"1001-{name}"]} for name in SALES},
    "groups": {"sales": {"name": "Sales", "members": list(SALES)}},
    "prompts": {
        name: {"file": f"{name}.au", "duration_ms": 4_000} for name in ("welcome", "menu", "music", "sys:beep")
    },
    "calendars": {"office": {"zone": "UTC", "week": [[[540, 1080]]] * 7}},
    "zones": {"UTC": [[0, 0]]},
}


def measure() -> JsonObject:
    """Replay calls against their own program, and against one in which all of them take another path."""
    before, after = _program(), _program(welcome=True)
    calls = [_call(before, number) for number in range(CALLS)]
    lines = sum(len(each) for each in calls)
    return {"calls": CALLS, "lines_a_call": round(lines / CALLS, 1)} | {
        name: _against(program, calls) for name, program in (("unchanged", before), ("changed", after))
    }


def _against(program: Program, calls: list[list[str]]) -> JsonObject:
    began = time.perf_counter()
    outcomes = Counter(_outcome(program, lines) for lines in calls)
    return {"calls_a_second": round(len(calls) / (time.perf_counter() - began)), **outcomes}


def _outcome(program: Program, lines: list[str]) -> str:
    known = known_call([entry for line in lines if isinstance(entry := entry_in(line), Step)])
    return replay(program, DIRECTORY, known).compared(known)


def _program(welcome: bool = False) -> Program:
    """Return a flow of opening hours, a menu, a ringing group and voicemail; with *welcome*, a prompt first."""
    settings = {
        "start": {},
        "welcome": {"prompt": "welcome"},
        "hours": {"calendar": "office"},
        "menu": {"prompt": "menu", "keys": ["1", "2"]},
        "ring": {"who": "group:sales", "music": "music"},
        "voicemail": {"mailbox": "group:sales", "greeting": "welcome"},
        "hangup": {},
    }
    if not welcome:
        del settings["welcome"]
    types = {"welcome": "play"}
    nodes = [{"id": name, "type": types.get(name, name), "settings": each} for name, each in settings.items()]
    ways = [
        *([("start", "next", "welcome"), ("welcome", "next", "hours")] if welcome else [("start", "next", "hours")]),
        *(("hours", outlet, to) for outlet, to in (("open", "menu"), ("closed", "voicemail"))),
        *(("menu", outlet, "ring") for outlet in "1"),
        *(("menu", outlet, "voicemail") for outlet in ("2", "timeout", "invalid")),
        *(("ring", outlet, "voicemail") for outlet in ("no_answer", "busy", "unavailable")),
        ("voicemail", "next", "hangup"),
    ]
    wires = [{"from": source, "outlet": outlet, "to": target} for source, outlet, target in ways]
    result = compile_flow({"format": 1, "name": "Replayed", "entry": "start", "nodes": nodes, "wires": wires}, KNOWN)
    assert result.program is not None, result.diagnostics
    return result.program


def _call(program: Program, number: int) -> list[str]:
    """Return the journal lines of one call; each number gives another one, around the clock."""
    keys = ("1", "1", "1", "2#", "", "9")[number % 6]
    people: dict[str, float | str] = {"101": (3, 12, "busy", "silent")[number % 4], "102": (8, "silent")[number % 2]}
    at = datetime(2026, 11, 23, number % 24, number % 60, tzinfo=UTC)
    trace = simulate(program, DIRECTORY, Script("+4917012345", at, press=presses(keys), people=people))
    return [_line(seq, event, done) for seq, (event, done) in enumerate(trace.steps)]


def _line(seq: int, event: Event, done: tuple[Effect, ...]) -> str:
    line = {"v": 1, "switch": "node1", "call": "c", "seq": seq, "at": event.at, "event": EVENTS.to_json(event)}
    return json.dumps({**line, "effects": [EFFECTS.to_json(each) for each in done]})
