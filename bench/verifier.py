"""Measures the verifier on large flows: the one that is compiled, and one of departments with every kind of wait."""

import time
import tracemalloc
from datetime import UTC, datetime
from typing import Any

from designer.drawing.compiler import compile_flow
from designer.runtime.program import Program
from designer.verifying.report import VerifyOptions
from designer.verifying.verify import verify

JsonObject = dict[str, Any]
OPTIONS = VerifyOptions(datetime(2026, 11, 23, 11, tzinfo=UTC), number="+4930200")
PEOPLE = ("101", "102", "103", "104", "105")
PROMPTS = ("tone", "sys:beep", "sys:ringback", "sys:queue-place", "sys:number-1")
KNOWN = {
    "employee": set(PEOPLE),
    "group": {"all"},
    "prompt": {"tone"},
    "calendar": {"office"},
    "list": {"vip"},
}
DIRECTORY: JsonObject = {
    "employees": {name: {"name": f"Employee {name}", "phones": [f"1001-{name}"]} for name in PEOPLE},
    "groups": {"all": {"name": "All", "members": list(PEOPLE)}},
    "prompts": {name: {"file": f"{name}.au", "duration_ms": 2_000} for name in PROMPTS},
    "calendars": {"office": {"zone": "UTC", "week": [[[540, 1080]]] * 5 + [[], []], "exceptions": {"2026-12-25": []}}},
    "lists": {"vip": ["+49170*"]},
    "zones": {"UTC": [[0, 0]]},
}
DEPARTMENT: dict[str, tuple[str, JsonObject, dict[str, str]]] = {
    "menu": (
        "menu",
        {"prompt": "tone", "keys": ["1", "2", "3"]},
        {"1": "hours", "2": "ask", "3": "{next}", "timeout": "box", "invalid": "box"},
    ),
    "hours": ("hours", {"calendar": "office"}, {"open": "list", "closed": "box"}),
    "list": ("caller_list", {"list": "vip"}, {"listed": "ring", "other": "queue"}),
    "ring": (
        "ring",
        {"who": "group:all", "strategy": "in_turn", "ring_s": 10},
        {"no_answer": "queue", "busy": "queue", "unavailable": "box"},
    ),
    "queue": (
        "queue",
        {"group_name": "all", "leave_key": "1"},
        dict.fromkeys(("timeout", "full", "nobody", "left", "callback"), "box"),
    ),
    "ask": (
        "digits",
        {"prompt": "tone", "variable": "order", "least": 4, "most": 4},
        {"entered": "web", "timeout": "box", "invalid": "box"},
    ),
    "web": (
        "web_request",
        {"url": "https://example.com/{order}", "answers": "kind = kind"},
        {"ok": "kind", "error": "ring", "timeout": "ring"},
    ),
    "kind": (
        "condition",
        {"subject": "variable", "variable": "kind", "operator": "is", "value": "gold"},
        {"yes": "ring", "no": "queue"},
    ),
    "box": ("voicemail", {"mailbox": "group:all"}, {"next": "end"}),
    "end": ("hangup", {}, {}),
}
"""Name -> type, settings and where the outlets lead; "{next}" is the menu of the next department."""


def departments(nodes: int) -> JsonObject:
    """So many nodes, each tenth the menu of one more department."""
    count = nodes // len(DEPARTMENT)
    every: list[JsonObject] = [{"id": "start", "type": "start"}]
    wires = [{"from": "start", "outlet": "next", "to": "menu0"}]
    for number in range(count):
        onward = f"menu{number + 1}" if number + 1 < count else f"end{number}"
        for name, (kind, settings, targets) in DEPARTMENT.items():
            every.append({"id": f"{name}{number}", "type": kind, "settings": settings})
            for outlet, target in targets.items():
                to = onward if target == "{next}" else f"{target}{number}"
                wires.append({"from": f"{name}{number}", "outlet": outlet, "to": to})
    return {"format": 1, "name": "Departments", "entry": "start", "nodes": every, "wires": wires}


def measure(graph: JsonObject, known: dict[str, set[str]], directory: JsonObject) -> JsonObject:
    """Milliseconds, and the memory at its highest in a second run."""
    result = compile_flow(graph, known)
    assert result.program is not None, result.diagnostics
    began = time.perf_counter()
    report = verify(result.program, directory, OPTIONS)
    took_ms = round((time.perf_counter() - began) * 1e3)
    return {
        "ms": took_ms,
        "peak_mb": _peak_mb(result.program, directory),
        "states": report.states,
        "complete": report.complete,
        "findings": len(report.findings),
    }


def _peak_mb(program: Program, directory: JsonObject) -> float:
    tracemalloc.start()
    verify(program, directory, OPTIONS)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return round(peak / 1e6, 1)
