"""Decides who may be rung at a moment, and where their calls go otherwise.

An employee of the directory may have "dnd": true (do not disturb), "hours" (the calendar by which they work; none means
always), and "forward": {"always": target, "busy": target, "no_answer": {"to": target, "after_s": 20}}. A target is
"employee:102", "group:sales", "outside:+49301234" or "voicemail".

- An employee who set do not disturb is busy; outside their hours they are unavailable, as without a phone. In both
  cases nobody rings them.
- Calls to one employee, by a colleague or by a flow that rings just them, are forwarded: always, or by how ringing
  ended, "busy", or "no_answer" for everything else.
- Groups and queues ring those who are available, and forward nobody's calls.
"""

from collections.abc import Iterable

from designer.runtime.calendar import is_open
from designer.runtime.directory import Directory, Forwards
from designer.runtime.target import EMPLOYEE, GROUP, Target

MINUTE_MS = 60_000
VOICEMAIL = "voicemail"
MOST_FORWARDS = 3
"""How often a call may be forwarded."""


def absence(directory: Directory, extension: str, at_ms: int) -> str:
    """Return why the employee is not to be rung: "busy", "unavailable", or "" for no reason."""
    employee = directory["employees"].get(extension)
    if employee is None:
        return ""
    if employee.get("dnd"):
        return "busy"
    calendar = directory["calendars"].get(employee["hours"]) if "hours" in employee else None
    return "" if calendar is None or is_open(directory["zones"], calendar, at_ms) else "unavailable"


def present(directory: Directory, extensions: Iterable[str], at_ms: int) -> list[str]:
    """Return those of *extensions* who may be rung at this moment."""
    return [each for each in extensions if not absence(directory, each, at_ms)]


def forward(directory: Directory, extension: str, when: str) -> Target:
    """Return the target of the employee's calls for *when*: "always", "busy", or any other outcome of ringing; "" for
    none."""
    rules = _forwards(directory, extension)
    match when:
        case "always":
            return Target(rules.get("always", ""))
        case "busy":
            return Target(rules.get("busy", ""))
    return Target(rules["no_answer"]["to"] if "no_answer" in rules else "")


def ring_time_s(directory: Directory, extension: str, ring_s: int) -> int:
    """Return for how long the employee rings, in s, when called by themselves for *ring_s*."""
    rules = _forwards(directory, extension)
    return min(ring_s, rules["no_answer"]["after_s"]) if "no_answer" in rules else ring_s


def _forwards(directory: Directory, extension: str) -> Forwards:
    employee = directory["employees"].get(extension)
    return employee.get("forward", {}) if employee else {}


def calendars_of(directory: Directory, who: str) -> set[str]:
    """Return the names of the calendars that decide who rings at "employee:101" or "group:sales"; for anything else,
    anybody's."""
    found: set[str] = set()
    employees = directory["employees"]
    seen: set[str] = set()
    is_known = Target(who).kind in (EMPLOYEE, GROUP)
    to_do = [Target(who)] if is_known else [Target.employee(each) for each in employees]
    while to_do:
        target = to_do.pop()
        name = target.name
        if target in seen or target.kind not in (EMPLOYEE, GROUP):
            continue
        seen.add(target)
        if target.kind == GROUP:
            members = directory["groups"].get(name, {"members": []})["members"]
            found |= {employees[each]["hours"] for each in members if each in employees and "hours" in employees[each]}
            continue
        found |= {employees[name]["hours"]} if name in employees and "hours" in employees[name] else set()
        to_do += [forward(directory, name, when) for when in ("always", "busy", "no_answer")]
    return {name for name in found if name in directory["calendars"]}


def next_opening(directory: Directory, extensions: Iterable[str], at_ms: int, until_ms: int) -> int | None:
    """Return when, to the minute, the hours begin of one of *extensions* who is outside them; None if not before
    *until_ms*. Both are in ms since 1970."""
    away = [each for each in extensions if absence(directory, each, at_ms) == "unavailable"]
    for moment in range(at_ms // MINUTE_MS * MINUTE_MS + MINUTE_MS, until_ms + 1, MINUTE_MS):
        if any(not absence(directory, each, moment) for each in away):
            return moment
    return None
