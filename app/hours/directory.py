"""Provides the directory's calendars."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from app.company.service import own_company
from app.db import newest, now
from app.hours.models import Calendar
from app.hours.special_days import exceptions
from app.hours.week import Week
from designer.runtime import directory

FIRST_YEAR, LAST_YEAR = 2015, 2045


def calendars(_spoken: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """Return "calendars" by name, and "zones" with the offsets of the company's own."""
    zone = own_company().zone
    found = {each.name: calendar_entry(zone, each.week, each.special_days, each.holidays) for each in newest(Calendar)}
    return {"calendars": found, "zones": {zone: offsets(zone)}}


def calendar_entry(
    zone: str, week: Week, days: list[dict[str, Any]], holidays: dict[str, Any] | None
) -> directory.Calendar:
    """Return a calendar for ``designer.runtime.calendar``, with the special days of these years by date."""
    year = now().astimezone(ZoneInfo(zone)).year
    return {"zone": zone, "week": week, "exceptions": exceptions(days, holidays, year)}


@cache
def offsets(zone: str) -> directory.Offsets:
    """Return [[from_epoch_s, utc_offset_s], ...] of an IANA zone, because the switch has no time zone database."""
    info = ZoneInfo(zone)
    at = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    end = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    found = [[int(at.timestamp()), _offset_s(info, at)]]
    while at < end:
        later = at + timedelta(days=1)
        if _offset_s(info, later) != found[-1][1]:
            changed = _first_with_other_offset(info, at, later)
            found.append([int(changed.timestamp()), _offset_s(info, changed)])
        at = later
    return found


def _offset_s(info: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(info).utcoffset()
    assert offset is not None  # a ZoneInfo always has one
    return int(offset.total_seconds())


def _first_with_other_offset(info: ZoneInfo, before: datetime, after: datetime) -> datetime:
    old = _offset_s(info, before)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        if _offset_s(info, middle) == old:
            before = middle
        else:
            after = middle
    return after
