"""Makes the sections "queues" and "callers": who waits for which group, in their order."""

from datetime import datetime, timedelta

from app.call_story import known_as
from app.company.targets import Targets
from app.phone_numbers import readable
from app.ports.call_records import CallRecord, WaitRecord
from app.status.picture import Picture, Row, Rows, ms, rings, waiting

Waiting = list[tuple[CallRecord, WaitRecord]]

MOST_PLACES = 1_000_000

TAKING = frozenset(("free", "ringing", "talking", "internal", "wrap_up"))
"""The states of people who will take a call sooner or later."""


def waiting_in(picture: Picture) -> dict[str, Waiting]:
    """Return the callers of each group in their order, which somebody may have changed since they joined."""
    found: dict[str, Waiting] = {group.name: [] for group in picture.groups}
    for call in picture.calls:
        wait = waiting(call)
        if wait and wait.group in found:
            found[wait.group].append((call, wait))
    return {name: sorted(each, key=lambda pair: _place(picture, pair[1])) for name, each in found.items()}


def _place(picture: Picture, wait: WaitRecord) -> tuple[int, datetime]:
    """Return what puts the wait in order. Of the past, only the last place is known."""
    return 0 if picture.is_past else wait.position or MOST_PLACES, wait.joined_at


def longest(waits: Waiting) -> datetime:
    """Return since when somebody of the queue waits; there must be somebody."""
    return min(wait.joined_at for _call, wait in waits)


def level_of(picture: Picture, group: str, waits: Waiting) -> str:
    """Return "act", "watch" or "ok" for the queue of a group. Callers for whom nobody is there can't wait at all."""
    if not waits:
        return "ok"
    people = [each for each in picture.people if group in each.groups]
    waited_s = (picture.at - longest(waits)).total_seconds()
    if waited_s >= picture.targets.act_s or not any(each.state in TAKING for each in people):
        return "act"
    return "watch" if waited_s >= picture.targets.watch_s else "ok"


def turns(waits: Waiting, targets: Targets) -> list[datetime]:
    """Return when the level changes if nothing else happens."""
    return [longest(waits) + timedelta(seconds=each) for each in (targets.watch_s, targets.act_s)] if waits else []


def queues(picture: Picture) -> Rows:
    """Return a row for each group, those with most callers first."""
    found = waiting_in(picture)
    groups = sorted(picture.groups, key=lambda group: (-len(found[group.name]), group.label.casefold()))
    return {group.name: _queue(picture, group.name, group.label, found[group.name]) for group in groups}


def _queue(picture: Picture, name: str, label: str, waits: Waiting) -> Row:
    people = [each for each in picture.people if name in each.groups]
    labels = {group.name: group.label for group in picture.groups}
    helpers = picture.helped_by.get(name, ())
    return {
        "group": name,
        "label": label,
        "waiting": len(waits),
        "since": ms(longest(waits)) if waits else None,
        "people": len(people),
        "free": sum(each.state == "free" for each in people),
        "talking": sum(each.state == "talking" for each in people),
        "level": level_of(picture, name, waits),
        "helped_by": [labels[each] for each in helpers if each in labels],
        "is_helped_by_others": any(each not in labels for each in helpers),
        "target": {"watch": picture.targets.watch_s, "act": picture.targets.act_s},
    }


def callers(picture: Picture) -> Rows:
    """Return a row for each caller who waits, by queue and then by position."""
    found: Rows = {}
    waits = waiting_in(picture)
    for group in queues(picture):
        for place, (call, wait) in enumerate(waits[group]):
            found[call.id] = _caller(picture, call, wait, place + 1)
    return found


def _caller(picture: Picture, call: CallRecord, wait: WaitRecord, position: int) -> Row:
    return {
        "call": call.id,
        "group": wait.group,
        "position": position,
        **who(picture, call),
        "since": ms(wait.joined_at),
        "calls_today": picture.sums.calls_of_caller.get(call.caller, 1),
        "tags": list(call.tags),
        "is_offered": bool(rings(call)),
        "rings": rings(call),
        "taken_by": picture.taken_by.get(call.id, ""),
        "href": f"/calls/{call.id}",
    }


def who(picture: Picture, call: CallRecord) -> Row:
    """Return who calls, as people read it: number and name."""
    if call.extension:
        return {
            "caller": call.extension,
            "shown": call.extension,
            "name": picture.names.get(call.extension, ""),
        }
    return {"caller": call.caller, "shown": readable(known_as(call.caller)), "name": call.caller_name}
