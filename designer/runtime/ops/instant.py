"""Ops that never wait: they look something up, or note something, and the call goes on."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from types import MappingProxyType
from typing import Any

from designer.runtime import effects, program
from designer.runtime.calendar import is_open, local_time
from designer.runtime.call import Call

JsonObject = dict[str, Any]

UTC = [[0, 0]]


def hours(call: Call, op: program.Hours) -> None:
    calendar = _calendar(call, op.calendar)
    is_so = calendar is not None and is_open(call.directory, calendar, call.at)
    call.finish("open" if is_so else "closed")


def day(call: Call, op: program.Day) -> None:
    calendar = _calendar(call, op.calendar)
    call.finish("yes" if calendar and _is_day(call, calendar, op.kind) else "no")


def _is_day(call: Call, calendar: JsonObject, kind: str) -> bool:
    today = local_time(call.directory["zones"][calendar["zone"]], call.at).date().isoformat()
    exceptions = calendar.get("exceptions", {})
    return today in exceptions and (kind == "special" or not exceptions[today])


def _calendar(call: Call, name: str) -> JsonObject | None:
    found: JsonObject | None = call.directory["calendars"].get(name)
    if found is None:
        call.warn("there is no calendar “{name}”", name=name)
    return found


def listed(call: Call, op: program.Listed) -> None:
    entries = call.directory.get("lists", {}).get(op.list)
    if entries is None:
        call.warn("there is no list “{name}”", name=op.list)
    call.finish("yes" if any(_matches(call.state["caller"], entry) for entry in entries or ()) else "no")


def _matches(caller: str, entry: str) -> bool:
    """*entry* is a number, the beginning of one ("+49170*"), or "anonymous" for callers without a number."""
    if entry == "anonymous":
        return is_anonymous(caller)
    return caller.startswith(entry[:-1]) if entry.endswith("*") else caller == entry


def is_anonymous(caller: str) -> bool:
    return not any(character.isdigit() for character in caller)


def split(call: Call, op: program.Split) -> None:
    """By the caller, so that the same one always goes the same way; by lot for who has no number."""
    caller = call.state["caller"]
    key = f"{op.salt}|{call.state['chance'] if is_anonymous(caller) else caller}"
    place = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % 100
    call.finish("a" if place < op.percent else "b")


def set_variable(call: Call, op: program.Set) -> None:
    call.set_variable(op.variable, call.fill(op.value))
    call.finish("next")


def language(call: Call, op: program.Language) -> None:
    call.state["language"] = op.language
    call.finish("next")


def recording(call: Call, op: program.Recording) -> None:
    """A pause ends the recording and "resume" begins a further one: rtpengine 10.5 knows no pause."""
    match op.action:
        case "on":
            call.answer()
            call.record("call", "company")
        case "resume" if call.state["paused"]:
            call.record("call", "company")
        case "pause" | "off":
            was = call.state["paused"] or bool(call.state["recording"])
            call.state["paused"] = was and op.action == "pause"
            call.stop_recording()
    if call.state["recording"]:
        call.state["paused"] = False
    call.finish("next")


def notify(call: Call, op: program.Notify) -> None:
    if op.employee in call.directory["employees"]:
        call.do(effects.Notify(op.employee, call.fill(op.text)))
    else:
        call.warn("there is no employee “{name}”", name=op.employee)
    call.finish("next")


def tag(call: Call, op: program.Tag) -> None:
    call.do(effects.Tag(call.fill(op.tag)))
    call.finish("next")


def clock(call: Call) -> str:
    """The company's wall clock as "HH:MM"; UTC for one without a time zone."""
    zones = call.directory["zones"]
    local: datetime = local_time(next(iter(zones.values()), UTC), call.at)
    return local.strftime("%H:%M")


BEGIN: MappingProxyType[type, Callable[[Call, Any], None]] = MappingProxyType(
    {
        program.Hours: hours,
        program.Day: day,
        program.Listed: listed,
        program.Split: split,
        program.Set: set_variable,
        program.Language: language,
        program.Recording: recording,
        program.Notify: notify,
        program.Tag: tag,
    }
)
