"""The directory of a company: all that a call needs to know of its settings, as one JSON value."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.company.models import Company
from app.db import Row, db, now
from app.settings import directory_people as people
from app.settings.hours import Week
from app.settings.models import Calendar, CallerEntry, CallerList, Prompt, SpokenText
from app.settings.special_days import exceptions
from app.settings.system_sounds import HOLD_MUSIC, system_prompts
from designer.runtime import directory
from designer.runtime.spoken import spoken_name

FORMAT = 1
MS_A_CHARACTER, MS_BESIDES = 60, 300
"""How long a text takes to be spoken, roughly."""

FIRST_YEAR, LAST_YEAR = 2015, 2045


def compile_directory(company: Company, spoken: Iterable[tuple[str, str]] = ()) -> directory.Directory:
    """Read from the tables of the company in force; the same settings give the same JSON.

    Of each (language, text) of *spoken* that has no sound yet, there is an entry with an estimated length.
    """
    return {
        "format": FORMAT,
        "company": company.customer_number,
        "name": company.name,
        "employees": people.employees(),
        "groups": people.groups(),
        "prompts": {**_estimated(spoken), **_prompts()},
        "calendars": {
            each.name: calendar_entry(company.zone, each.week, each.special_days, each.holidays)
            for each in _newest(Calendar)
        },
        "lists": _lists(),
        "zones": {company.zone: offsets(company.zone)},
    }


def calendar_entry(
    zone: str, week: Week, days: list[dict[str, Any]], holidays: dict[str, Any] | None
) -> directory.Calendar:
    """As ``designer.runtime.calendar`` reads it, with the special days of these years by their dates."""
    year = now().astimezone(ZoneInfo(zone)).year
    return {"zone": zone, "week": week, "exceptions": exceptions(days, holidays, year)}


def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in db.session.scalars(select(CallerList.name))}
    rows = select(CallerList.name, CallerEntry.entry).join(CallerEntry, CallerEntry.list_id == CallerList.id)
    for name, entry in db.session.execute(rows.order_by(CallerEntry.id)):
        found[name].append(entry)
    return found


def _newest(model: type[Row]) -> list[Row]:
    """As they are in the table now: what this session has read before, somebody else may have changed since."""
    return list(db.session.scalars(select(model), execution_options={"populate_existing": True}))


def _prompts() -> dict[str, directory.Prompt]:
    prompts = _newest(Prompt)
    sounds: list[Prompt | SpokenText] = [*prompts, *_newest(SpokenText)]
    own = {each.name: _entry(each) for each in sounds}
    if chosen := next((each for each in prompts if each.is_default), None):
        own[HOLD_MUSIC] = _entry(chosen)
    return {**system_prompts(), **own}


def _entry(sound: Prompt | SpokenText) -> directory.Prompt:
    return {"file": sound.file, "duration_ms": sound.duration_ms, "text": sound.text}


def _estimated(spoken: Iterable[tuple[str, str]]) -> dict[str, directory.Prompt]:
    return {
        spoken_name(language, text): {
            "file": "",
            "duration_ms": len(text) * MS_A_CHARACTER + MS_BESIDES,
            "text": text,
        }
        for language, text in spoken
    }


@cache
def offsets(zone: str) -> directory.Offsets:
    """[[from_epoch_s, utc_offset_s], ...] of an IANA zone: the switch itself has no time zone database."""
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
