"""Shows how a day went, for the track of the time machine: how many calls there were, and when a queue was red."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.company.service import own_company
from app.db import now
from app.db.groups import Groups
from app.ports.calls import Busy, calls
from app.ports.directory import references
from app.status.picture import Line, day_begins
from app.status.reading import group_lines

STEP = timedelta(minutes=5)
LONGEST_CALL = timedelta(hours=6)
JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Red:
    """Describes that a caller of *group* waited for too long from *begins* to *ends*."""

    group: str
    begins: datetime
    ends: datetime


def track(day: date, limit: Groups) -> JsonObject:
    """Return the track of a day of the company in force, as docs/wall.md has it."""
    company = own_company()
    zone = company.clock
    begins, ends = day_begins(day, zone), day_begins(day + timedelta(days=1), zone)
    groups = {group.name: group for group in group_lines(references(), limit)}
    until = min(ends, now())
    busy = calls().busy(begins - LONGEST_CALL, until)
    return {
        "day": day.isoformat(),
        "begins": _ms(begins),
        "ends": _ms(ends),
        "load": [[_ms(at), count] for at, count in load(busy, begins, until)],
        "red": [_red(each, groups) for each in reds(busy, groups, begins, until, company.targets.act_s)],
    }


def load(busy: Busy, begins: datetime, ends: datetime) -> list[tuple[datetime, int]]:
    """Return how many calls were in progress at each step."""
    starts = sorted(start for start, _stop in busy.calls)
    stops = sorted(stop for _start, stop in busy.calls if stop)
    found, at, started, stopped = [], begins, 0, 0
    while at < ends:
        while started < len(starts) and starts[started] <= at:
            started += 1
        while stopped < len(stops) and stops[stopped] <= at:
            stopped += 1
        found.append((at, started - stopped))
        at += STEP
    return found


def reds(busy: Busy, groups: Iterable[str], begins: datetime, ends: datetime, act_s: int) -> list[Red]:
    """Return when callers of each group waited for longer than *act_s*, by time. Stretches that touch are one."""
    late = timedelta(seconds=act_s)
    there, found = set(groups), []
    for group, joined_at, left_at in busy.waits:
        until, since = min(left_at or ends, ends), max(joined_at + late, begins)
        if group in there and since < until:
            found.append(Red(group, since, until))
    return _joined(sorted(found, key=lambda each: (each.group, each.begins)))


def _joined(found: Sequence[Red]) -> list[Red]:
    joined: list[Red] = []
    for each in found:
        last = joined[-1] if joined else None
        if last and last.group == each.group and each.begins <= last.ends:
            joined[-1] = Red(each.group, last.begins, max(last.ends, each.ends))
        else:
            joined.append(each)
    return sorted(joined, key=lambda each: (each.begins, each.group))


def _red(each: Red, groups: dict[str, Line]) -> JsonObject:
    return {
        "from": _ms(each.begins),
        "until": _ms(each.ends),
        "group": each.group,
        "label": groups[each.group].label,
    }


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
