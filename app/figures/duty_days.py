"""Adds up how long employees were in which state, by day, and stores the sums of days that are over.

There are as many stretches of presence as talks, since a wrap-up follows each. A day is marked in the transaction that
changes its presence after it is over; the worker then makes it and those after it anew. Whoever asks meanwhile, or for
today, has the sums from the presence itself.
"""

import secrets
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from flask import g, has_request_context
from sqlalchemy import Select, delete, func, select, update

from app.company.models import Company
from app.company.service import own_company
from app.db import company_in_force, db, now
from app.db.upserts import connection, put, table_of
from app.figures.columns import decode, encode
from app.figures.duty import duties
from app.figures.models import FigureDutyDay, FigureDutyMark
from app.figures.tally import day_begins
from app.figures.terms import few_texts, number_all
from app.ports.call_records import PresenceRecord, call_records
from app.ports.calls import PresenceMoved

DAYS, MARKS, COMPANIES = table_of(FigureDutyDay), table_of(FigureDutyMark), table_of(Company)
MOST_AT_ONCE = 30
"""Days that are made in one transaction."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AHEAD = timedelta(hours=1)
"""So much more of a day is read than a moment needs, since a request may ask for later ones."""

FAR_US = 2**62
"""The end of what has none, in microseconds since 1970 UTC, as the ends of others."""

PresenceIn = Callable[[datetime, datetime], list[PresenceRecord]]
"""Gives the stretches that touch the time between two moments."""

OfDay = dict[tuple[str, int], dict[str, float]]
"""How many seconds an employee was in each state on a local day, an ordinal."""


def sums_of(first: int, last: int, zone: ZoneInfo, at: datetime) -> OfDay:
    """Return the sums of the days *first* to *last*, both included, up to the moment *at*."""
    found: OfDay = {}
    are_there = set()
    whole = min(last, at.astimezone(zone).toordinal() - 1)
    stored = connection().execute(_stored(first, whole)).all() if first <= whole else ()
    texts = few_texts() if stored else {}
    for day, *columns in stored:
        are_there.add(day)
        for extension, state, length in zip(*(decode(each).tolist() for each in columns), strict=True):
            found.setdefault((texts[extension], day), {})[texts[state]] = length / 1000
    for begins, ends in _runs(day for day in range(first, last + 1) if day not in are_there):
        found |= _so_far(zone, day_begins(begins, zone), min(day_begins(ends + 1, zone), at))
    return found


def _so_far(zone: ZoneInfo, begins: datetime, ends: datetime) -> OfDay:
    """Return the sums of [begins, ends) from the presence. A request may ask for one moment after the other: then only
    the time since the last one is added up."""
    if not has_request_context():
        return added_up(zone, begins, ends)
    known: dict[tuple[int, datetime], tuple[datetime, OfDay]] = g.setdefault("presence_so_far", {})
    key = company_in_force(), begins
    until, before = known.get(key, (begins, {}))
    if until > ends:
        until, before = begins, {}
    found = {place: {**by_state} for place, by_state in before.items()}
    for place, by_state in added_up(zone, until, ends, _of_request(zone, begins)).items():
        sums = found.setdefault(place, {})
        for state, length in by_state.items():
            sums[state] = sums.get(state, 0.0) + length
    known[key] = ends, found
    return found


def _of_request(zone: ZoneInfo, begins: datetime) -> PresenceIn | None:
    """Return what finds presence among that of the local day of *begins*, which a request reads once if it is over."""
    ends = day_begins(begins.astimezone(zone).toordinal() + 1, zone)
    if ends > now():
        return None
    known: dict[tuple[int, datetime], _OfDay] = g.setdefault("presence_of_day", {})
    key = company_in_force(), begins

    def within(since: datetime, until: datetime) -> list[PresenceRecord]:
        if until > ends:
            return call_records().presence_in(since, until)
        if key not in known or known[key].until < until:
            later = min(ends, until + AHEAD)
            known[key] = _OfDay(call_records().presence_in(begins, later), later)
        return known[key].within(since, until)

    return within


class _OfDay:
    """Finds stretches among those of a day *until* a moment, *presence*, which are in the order in which they began."""

    def __init__(self, presence: list[PresenceRecord], until: datetime) -> None:
        self._presence, self.until = presence, until
        self._begins = [each.since for each in presence]
        self._ends = np.asarray([_us(each.until) if each.until else FAR_US for each in presence], dtype=np.int64)

    def within(self, since: datetime, until: datetime) -> list[PresenceRecord]:
        """Return the stretches that touch [since, until)."""
        begun = self._ends[: bisect_left(self._begins, until)]
        return [self._presence[place] for place in np.flatnonzero(begun > _us(since)).tolist()]


def _us(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def added_up(zone: ZoneInfo, begins: datetime, ends: datetime, presence: PresenceIn | None = None) -> OfDay:
    """Return the sums of [begins, ends) from what *presence* gives, or the record. Stretches are cut where local days
    begin."""
    found: OfDay = {}
    if begins >= ends:
        return found
    for duty in duties((presence or call_records().presence_in)(begins, ends), begins, ends):
        since, day = duty.since, duty.since.astimezone(zone).toordinal()
        while since < duty.until:
            until = min(duty.until, day_begins(day + 1, zone))
            by_state = found.setdefault((duty.extension, day), {})
            by_state[duty.state] = by_state.get(duty.state, 0.0) + (until - since).total_seconds()
            since, day = until, day + 1
    return found


def mark(happened: Sequence[PresenceMoved]) -> None:
    """Mark days that are over, and whose presence has changed, in the current transaction."""
    zones: dict[int, ZoneInfo] = {}
    for each in happened:
        if each.company_id not in zones:
            named = connection().scalar(select(COMPANIES.c.zone).where(COMPANIES.c.id == each.company_id))
            zones[each.company_id] = ZoneInfo(named or "UTC")
    days: dict[int, int] = {}
    for each in happened:
        day = each.since.astimezone(zones[each.company_id]).toordinal()
        if day < now().astimezone(zones[each.company_id]).toordinal():
            days[each.company_id] = min(day, days.get(each.company_id, day))
    for company_id, day in days.items():
        marked = connection().scalar(select(MARKS.c.since).where(MARKS.c.company_id == company_id))
        since = day if marked is None else min(day, marked)
        put(MARKS, [{"company_id": company_id, "since": since, "version": secrets.randbits(62)}])


def make_next_days() -> bool:
    """Store the sums of the next days of the company in force that lack them, and commit; return whether there may be
    more."""
    zone = own_company().clock
    yesterday = now().astimezone(zone).toordinal() - 1
    of_company = MARKS.c.company_id == company_in_force()
    marked = connection().execute(select(MARKS.c.since, MARKS.c.version).where(of_company)).one_or_none()
    first = _next(zone, marked.since if marked else None)
    if first is None or (first > yesterday and marked is None):
        return False
    last = min(first + MOST_AT_ONCE - 1, yesterday)
    _put_days(first, last, added_up(zone, day_begins(first, zone), day_begins(last + 1, zone)))
    if marked:
        same = MARKS.c.version == marked.version
        is_done = last >= yesterday
        made = delete(MARKS) if is_done else update(MARKS).values(since=max(last + 1, marked.since))
        connection().execute(made.where(of_company, same))
    db.session.commit()
    return last < yesterday


def forget_days() -> None:
    """Delete the sums of all days: they are made anew."""
    connection().execute(delete(DAYS).where(DAYS.c.company_id == company_in_force()))


def _next(zone: ZoneInfo, marked: int | None) -> int | None:
    """Return the first day that lacks its sums, or has old ones; None if nobody was ever there."""
    which = [DAYS.c.company_id == company_in_force()] + ([DAYS.c.day < marked] if marked is not None else [])
    newest: int | None = connection().scalar(select(func.max(DAYS.c.day)).where(*which))
    if newest is not None:
        return newest + 1
    begins = call_records().presence_begins()
    return begins.astimezone(zone).toordinal() if begins else None


def _put_days(first: int, last: int, sums: OfDay) -> None:
    by_day: dict[int, list[tuple[str, str, int]]] = {day: [] for day in range(first, last + 1)}
    for (extension, day), by_state in sums.items():
        by_day[day] += [(extension, state, round(length * 1000)) for state, length in by_state.items()]
    terms = {("extension", extension) for extension, _day in sums} | {
        ("state", each) for of in sums.values() for each in of
    }
    numbers, _moved = number_all(dict.fromkeys(terms, 0))
    put(
        DAYS,
        [
            {
                "company_id": company_in_force(),
                "day": day,
                "extensions": encode([numbers["extension", extension] for extension, _, _ in rows]),
                "states": encode([numbers["state", state] for _, state, _ in rows]),
                "lengths": encode([length for _, _, length in rows]),
            }
            for day, rows in by_day.items()
        ],
    )


def _stored(first: int, last: int) -> Select[Any]:
    """Return the query for the stored days among *first* to *last*: those of which nothing has changed since."""
    company_id = company_in_force()
    marked = select(MARKS.c.since).where(MARKS.c.company_id == company_id).scalar_subquery()
    columns = DAYS.c.day, DAYS.c.extensions, DAYS.c.states, DAYS.c.lengths
    is_valid = DAYS.c.day < func.coalesce(marked, last + 1)
    return select(*columns).where(DAYS.c.company_id == company_id, DAYS.c.day >= first, DAYS.c.day <= last, is_valid)


def _runs(days: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last day of each run of *days*, which are in order."""
    for _, run in groupby(enumerate(days), key=lambda each: each[1] - each[0]):
        found = [day for _, day in run]
        yield found[0], found[-1]
