"""Reads and writes the facts of whole days."""

import zlib
from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import delete, select

from app.db import company_in_force
from app.db.upserts import connection, put, table_of
from app.figures.columns import Column, decode, encode
from app.figures.facts import Facts
from app.figures.models import FigureColumn, FigureDay
from app.figures.own import own
from app.figures.rows import MS, Tables, chosen, empty, joined, tables_of, terms_in
from app.figures.tally import day_begins
from app.figures.terms import MANY, Term, find, first_of, forget, number_all
from app.moments import moment

DAYS, DATA = table_of(FigureDay), table_of(FigureColumn)


def put_facts(facts: Sequence[Facts], zone: ZoneInfo) -> None:
    """Put *facts* of calls in the place of those that their days have, or add them."""
    numbers, moved = number_all(terms_in(facts, zone))
    by_day: dict[int, list[Facts]] = {}
    for each in facts:
        by_day.setdefault(each.day, []).append(each)
    for at in moved:
        by_day.setdefault(_day_of(at, zone), [])
    gone: set[int] = set()
    for day, of_day in sorted(by_day.items()):
        gone |= _put_day(day, of_day, numbers, zone)
    _forget_unused(gone)


def forget_days(days: Collection[int] | None = None) -> None:
    """Delete the facts of these *days*, None for all."""
    for table in (DAYS, DATA):
        which = [table.c.company_id == company_in_force()]
        if days is not None:
            which.append(table.c.day.in_(days))
        connection().execute(delete(table).where(*which))


def read_day(day: int) -> tuple[Tables, list[str]]:
    """Return the columns of a day, and the IDs of its calls."""
    found = connection().execute(select(DAYS.c.ids).where(DAYS.c.company_id == company_in_force(), DAYS.c.day == day))
    row = found.one_or_none()
    if row is None:
        return empty(), []
    tables = empty()
    which = DATA.c.company_id == company_in_force(), DATA.c.day == day
    for kind, name, data in connection().execute(select(DATA.c.kind, DATA.c.name, DATA.c.data).where(*which)):
        if kind in tables and name in tables[kind]:
            tables[kind][name] = decode(data).astype(np.int64)
    for each in own().amounts:
        if not len(tables["call"][each.name]):
            tables["call"][each.name] = np.zeros(len(tables["call"]["key"]), dtype=np.int64)
    return tables, unpacked(row.ids)


def forget_columns() -> None:
    """Delete the columns of features that there are no more: they would be out of date if one came back."""
    there = {(kind, name) for kind, names in own().columns.items() for name in names}
    of_company = DATA.c.company_id == company_in_force()
    for kind, name in connection().execute(select(DATA.c.kind, DATA.c.name).where(of_company).distinct()).all():
        if (kind, name) not in there:
            connection().execute(delete(DATA).where(of_company, DATA.c.kind == kind, DATA.c.name == name))


def unpacked(ids: bytes) -> list[str]:
    """Return the IDs of a day's calls."""
    text = zlib.decompress(ids).decode()
    return text.split("\n") if text else []


def packed(ids: Sequence[str]) -> bytes:
    """Return the IDs of a day's calls as they are stored."""
    return zlib.compress("\n".join(ids).encode(), 6)


def _day_of(at_ms: int, zone: ZoneInfo) -> int:
    return moment(at_ms).astimezone(zone).toordinal()


def _put_day(day: int, facts: Sequence[Facts], numbers: Mapping[Term, int], zone: ZoneInfo) -> set[int]:
    """Write the facts of a day; return the numbers outside that calls of the day no longer have."""
    before, ids = read_day(day)
    new = tables_of(facts, numbers)
    kept = np.flatnonzero(~np.isin(before["call"]["key"], new["call"]["key"]))
    all_ids = [ids[place] for place in kept] + [each.id for each in facts]
    tables = joined(chosen(before, kept), new)
    order = np.lexsort((tables["call"]["key"], tables["call"]["began_ms"]))
    tables = chosen(tables, order)
    tables["call"]["is_new"] = _are_new(tables, round(day_begins(day, zone).timestamp()) * MS)
    _write(day, tables, [all_ids[place] for place in order])
    return _outside_in(before) - _outside_in(tables)


def _outside_in(tables: Tables) -> set[int]:
    return {*np.unique(tables["call"]["outside"]).tolist(), *np.unique(tables["leg"]["outside"]).tolist()}


def _forget_unused(numbers: set[int]) -> None:
    """Delete those terms of *numbers* that no facts have any more: a person was taken out of their calls."""
    if not numbers:
        return
    which = DATA.c.company_id == company_in_force(), DATA.c.kind.in_(("call", "leg")), DATA.c.name == "outside"
    for data in connection().scalars(select(DATA.c.data).where(*which)):
        numbers = numbers - {*np.unique(decode(data)).tolist()}
    forget(numbers)


def _are_new(tables: Tables, midnight_ms: int) -> Column:
    """Return for each call whether it is the first one with its number outside. Unknown callers are never new."""
    outside = tables["call"]["outside"]
    different, places = np.unique(outside, return_inverse=True)
    first = first_of(different.tolist())
    nobody = find([(MANY, "")]).get((MANY, ""), 0)
    firsts = np.asarray([first.get(each, 0) if each != nobody else 0 for each in different.tolist()], dtype=np.int64)
    found: Column = (firsts[places] == tables["call"]["began_ms"] + midnight_ms).astype(np.int64)
    return found


def _write(day: int, tables: Tables, ids: Sequence[str]) -> None:
    company_id = company_in_force()
    rows = [(kind, name, encode(tables[kind][name])) for kind, names in own().columns.items() for name in names]
    all_ids = packed(ids)
    digest = blake2b(all_ids, digest_size=8)
    for _, _, data in rows:
        digest.update(data)
    version = int.from_bytes(digest.digest()) >> 1
    put(
        DATA,
        [
            {"company_id": company_id, "kind": kind, "name": name, "day": day, "version": version, "data": data}
            for kind, name, data in rows
        ],
    )
    put(DAYS, [{"company_id": company_id, "day": day, "version": version, "calls": len(ids), "ids": all_ids}])
