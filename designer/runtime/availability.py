"""Decides who may be rung at a moment, and where their calls go otherwise.

An employee of the directory may have "chosen": {"state": "paused"} (what they say of themselves, perhaps until a
moment), "hours" (the calendar by which they work; none means always), and "forward": {"always": target, "busy": target,
"no_answer": {"to": target, "after_s": 20}}. A target is "employee:102", "group:sales", "outside:+49301234" or
"voicemail".

- An employee who set do not disturb is busy, and so is one who pauses; one who is away, or outside their hours, is
  unavailable, as without a phone. Nobody rings them, but the company may let calls to one employee alone ring during a
  pause.
- Calls to one employee, by a colleague or by a flow that rings just them, are forwarded: always, or by how ringing
  ended, "busy", or "no_answer" for everything else.
- Groups and queues ring those who are available, and forward nobody's calls.
"""

from collections.abc import Iterable

from designer.runtime.calendar import is_open
from designer.runtime.directory import Chosen, Directory, Forwards
from designer.runtime.target import EMPLOYEE, GROUP, Target

MINUTE_MS = 60_000
VOICEMAIL = "voicemail"
MOST_FORWARDS = 3
"""How often a call may be forwarded."""

ABSENCES = {"paused": "busy", "do_not_disturb": "busy", "away": "unavailable"}
"""Why somebody is not to be rung, by what they have chosen."""


def absence(directory: Directory, extension: str, at_ms: int, alone: bool = False) -> str:
    """Return why the employee is not to be rung: "busy", "unavailable", or "" for no reason. *alone* is for calls to
    nobody else, as opposed to those of groups and queues."""
    employee = directory["employees"].get(extension)
    if employee is None:
        return ""
    chosen = chosen_now(directory, extension, at_ms)
    if chosen and not (alone and chosen.get("rings")):
        return ABSENCES[chosen["state"]]
    calendar = directory["calendars"].get(employee["hours"]) if "hours" in employee else None
    return "" if calendar is None or is_open(directory["zones"], calendar, at_ms) else "unavailable"


def chosen_now(directory: Directory, extension: str, at_ms: int) -> Chosen | None:
    """Return what the employee says of themselves at this moment; None for those who are free."""
    employee = directory["employees"].get(extension)
    chosen = employee.get("chosen") if employee else None
    return chosen if chosen and at_ms < chosen.get("until_ms", at_ms + 1) else None


def present(directory: Directory, extensions: Iterable[str], at_ms: int) -> list[str]:
    """Return those of *extensions* whom groups and queues may ring at this moment."""
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


def comes_back(directory: Directory, extension: str, at_ms: int) -> bool:
    """Return whether the employee, who is absent at this moment, will be there by themselves: by their hours, or
    because what they have chosen has an end."""
    chosen = chosen_now(directory, extension, at_ms)
    return bool(absence(directory, extension, at_ms)) and (chosen is None or "until_ms" in chosen)


def next_opening(directory: Directory, extensions: Iterable[str], at_ms: int, until_ms: int) -> int | None:
    """Return when the first of *extensions* is there who ``comes_back``: to the minute by their hours, or at the end
    that they have chosen. None if not before *until_ms*. Both are in ms since 1970."""
    away = [each for each in extensions if comes_back(directory, each, at_ms)]
    moments: set[int] = {*range(at_ms // MINUTE_MS * MINUTE_MS + MINUTE_MS, until_ms + 1, MINUTE_MS)}
    for each in away:
        if (chosen := chosen_now(directory, each, at_ms)) and chosen["until_ms"] <= until_ms:
            moments.add(chosen["until_ms"])
    for moment in sorted(moments):
        if any(not absence(directory, each, moment) for each in away):
            return moment
    return None
