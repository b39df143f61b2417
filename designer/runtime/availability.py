"""Who may be rung at a moment, and where their calls go otherwise: the meaning of what employees have set up.

An employee of the directory may have "dnd": true (do not disturb), "hours" (the calendar by which they work; none is
always), and "forward": {"always": target, "busy": target, "no_answer": {"to": target, "after_s": 20}}. A target is
"employee:102", "group:sales", "outside:+49301234" or "voicemail".

- Who does not want to be disturbed is busy; who is outside their hours is unavailable, as without a phone. Neither is
  rung, by anybody.
- Who is called by themselves, by a colleague or by a flow that rings this one employee, is forwarded: always, and else
  by what became of ringing them, "busy", or "no_answer" for all that is not busy.
- A group and a queue ring those who may be rung, and forward nobody's calls.
"""

from collections.abc import Iterable

from designer.runtime.calendar import is_open
from designer.runtime.directory import Directory, Forwards

MINUTE_MS = 60_000
VOICEMAIL = "voicemail"
MOST_FORWARDS = 3
"""A call that was forwarded so often is forwarded no more."""


def absence(directory: Directory, extension: str, at_ms: int) -> str:
    """Why the employee is not to be rung: "busy", "unavailable" or "" for no reason."""
    employee = directory["employees"].get(extension)
    if employee is None:
        return ""
    if employee.get("dnd"):
        return "busy"
    calendar = directory["calendars"].get(employee["hours"]) if "hours" in employee else None
    return "" if calendar is None or is_open(directory["zones"], calendar, at_ms) else "unavailable"


def present(directory: Directory, extensions: Iterable[str], at_ms: int) -> list[str]:
    """Those who may be rung."""
    return [each for each in extensions if not absence(directory, each, at_ms)]


def forward(directory: Directory, extension: str, when: str) -> str:
    """The target of the employee's calls "always", when "busy", or when anything else became of ringing; "": none."""
    rules = _forwards(directory, extension)
    match when:
        case "always":
            return rules.get("always", "")
        case "busy":
            return rules.get("busy", "")
    return rules["no_answer"]["to"] if "no_answer" in rules else ""


def ring_time_s(directory: Directory, extension: str, ring_s: int) -> int:
    """For how long the employee rings when called by themselves for *ring_s*."""
    rules = _forwards(directory, extension)
    return min(ring_s, rules["no_answer"]["after_s"]) if "no_answer" in rules else ring_s


def _forwards(directory: Directory, extension: str) -> Forwards:
    employee = directory["employees"].get(extension)
    return employee.get("forward", {}) if employee else {}


def calendars_of(directory: Directory, who: str) -> set[str]:
    """The calendars by which it is decided who rings at "employee:101" or "group:sales"; else it may be anybody."""
    found: set[str] = set()
    employees = directory["employees"]
    seen: set[str] = set()
    to_do = [who] if who.startswith(("employee:", "group:")) else [f"employee:{each}" for each in employees]
    while to_do:
        target = to_do.pop()
        kind, _, name = target.partition(":")
        if target in seen or kind not in ("employee", "group"):
            continue
        seen.add(target)
        if kind == "group":
            members = directory["groups"].get(name, {"members": []})["members"]
            found |= {employees[each]["hours"] for each in members if each in employees and "hours" in employees[each]}
            continue
        found |= {employees[name]["hours"]} if name in employees and "hours" in employees[name] else set()
        to_do += [forward(directory, name, when) for when in ("always", "busy", "no_answer")]
    return {name for name in found if name in directory["calendars"]}


def next_opening(directory: Directory, extensions: Iterable[str], at_ms: int, until_ms: int) -> int | None:
    """When, to the minute, one of those who are outside their hours is in them again; None: not before *until_ms*."""
    away = [each for each in extensions if absence(directory, each, at_ms) == "unavailable"]
    for moment in range(at_ms // MINUTE_MS * MINUTE_MS + MINUTE_MS, until_ms + 1, MINUTE_MS):
        if any(not absence(directory, each, moment) for each in away):
            return moment
    return None
