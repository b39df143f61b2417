"""Gives the facts of some days as arrays: stored ones, and those of calls that have changed since, from the record."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from heapq import merge
from operator import is_
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import numpy as np
from flask import g, has_request_context
from numpy.typing import NDArray
from sqlalchemy import select

from app.company.service import own_company
from app.company.targets import Targets
from app.db import company_in_force
from app.db.upserts import connection
from app.figures.abandoned import by_target, is_stored
from app.figures.columns import Column, decode
from app.figures.facts import Facts
from app.figures.merging import MARKS
from app.figures.own import own, tally_all
from app.figures.rows import Tables, began_at, tables_of
from app.figures.store import DATA, DAYS, unpacked
from app.figures.terms import MANY, Term, few_numbers, few_texts, find, first_of, many_by_text, texts_of
from app.figures.whole_days import Moved, WholeDay, read_whole, until_still
from app.port import Memory
from app.ports.call_records import call_records

MOST_BYTES = 128 * 2**20
"""How much of the stored facts a process remembers."""

Result = TypeVar("Result")
Mask = NDArray[np.bool_]


class _Remembered:
    """Keeps columns that were read, those that were used last, and the facts of marked calls of each company."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.columns: OrderedDict[tuple[int, str, str, int], tuple[int, Column]] = OrderedDict()
        self.size = 0
        self.fresh: dict[int, dict[str, tuple[int, Facts]]] = {}

    def days(self, of: tuple[int, str, str], days: Iterable[tuple[int, int, int]]) -> dict[int, Column | None]:
        """Return the column of each of *days*, None where it is not known."""
        found: dict[int, Column | None] = {}
        with self.lock:
            for day, version, _ in days:
                key = *of, day
                known = self.columns.get(key)
                found[day] = known[1] if known and known[0] == version else None
                if known:
                    self.columns.move_to_end(key)
        return found

    def keep(self, key: tuple[int, str, str, int], version: int, column: Column) -> None:
        with self.lock:
            before = self.columns.pop(key, None)
            self.size += column.nbytes - (before[1].nbytes if before else 0)
            self.columns[key] = version, column
            while self.size > MOST_BYTES:
                _, (_, oldest) = self.columns.popitem(last=False)
                self.size -= oldest.nbytes


_remembered: Memory[_Remembered] = Memory(_Remembered)


def with_facts(first: int, last: int, do: Callable[["Loaded"], Result]) -> Result:
    """Return what *do* makes of the facts of the days *first* to *last*, both included.

    It is called again if the facts change while it reads them.
    """
    return until_still(lambda moved: do(load(first, last, moved)))


def load(first: int, last: int, at_once: Iterable[int] = ()) -> "Loaded":
    """Return the facts of the days *first* to *last*, both included. Columns are read when they are asked for, but for
    the days *at_once*.

    Marks are read before days: a call that is stored meanwhile is in both, and counts once.
    """
    company = own_company()
    fresh = [each for each in _fresh(company.clock) if first <= each.day <= last]
    columns = DAYS.c.day, DAYS.c.version, DAYS.c.calls
    which = DAYS.c.company_id == company_in_force(), DAYS.c.day >= first, DAYS.c.day <= last
    whole = read_whole(at_once)
    days = [
        (day, whole[day].version, whole[day].calls) if day in whole else (day, version, calls)
        for day, version, calls in connection().execute(select(*columns).where(*which).order_by(DAYS.c.day)).all()
    ]
    whole = {day: whole[day] for day, _, _ in days if day in whole}
    return _of_request(Loaded(first, last, company.clock, company.targets, days, fresh, whole=whole))


def _of_request(loaded: "Loaded") -> "Loaded":
    """Return what this request has loaded of the same facts, with the columns that were made of them; *loaded* if it
    has none."""
    if not has_request_context():
        return loaded
    known: dict[tuple[int, int, int], Loaded] = g.setdefault("loaded_facts", {})
    key = company_in_force(), loaded.first, loaded.last
    if key not in known or not known[key].has_facts_of(loaded):
        known[key] = loaded
    return known[key]


def _fresh(zone: ZoneInfo) -> list[Facts]:
    """Return the facts of all marked calls."""
    company_id = company_in_force()
    marks = dict(
        connection().execute(select(MARKS.c.call, MARKS.c.version).where(MARKS.c.company_id == company_id)).all()
    )
    known = _remembered().fresh.get(company_id, {})
    found = {call: known[call] for call, version in marks.items() if call in known and known[call][0] == version}
    changed = call_records().records([call for call in marks if call not in found])
    found |= {facts.id: (marks[facts.id], facts) for facts in tally_all(changed, zone)}
    _remembered().fresh[company_id] = found
    return sorted(
        (facts for _, facts in found.values()), key=lambda each: (each.day, each.call.began_ms, each.call.key)
    )


@dataclass
class Loaded:
    """Gives the facts of some days. The calls come first that are stored, by their days, then those that are not.

    *moment* is the moment of the past at which they are looked at, None for now.
    """

    first: int
    last: int
    zone: ZoneInfo
    targets: Targets
    days: Sequence[tuple[int, int, int]]
    fresh: Sequence[Facts]
    moment: datetime | None = None
    whole: Mapping[int, WholeDay] = field(default_factory=dict)
    _new_terms: dict[Term, int] = field(default_factory=dict)
    _new_texts: dict[int, str] = field(default_factory=dict)
    _columns: dict[tuple[str, str], Column] = field(default_factory=dict)
    _made: dict[object, Any] = field(default_factory=dict)
    _not_new: list[int] = field(default_factory=list)
    """The numbers outside that are in an earlier call than any that is stored."""

    def has_facts_of(self, other: "Loaded") -> bool:
        """Return whether these are the same facts, by the same clock and targets."""
        how = (self.zone, self.targets) == (other.zone, other.targets)
        return how and len(self.fresh) == len(other.fresh) and self.days == other.days and self.begins_with(other)

    def begins_with(self, other: "Loaded") -> bool:
        """Return whether the first stored facts, and the first ones that are not stored, are those of *other*."""
        stored, fresh = self.days[: len(other.days)], self.fresh[: len(other.fresh)]
        return stored == other.days and len(fresh) == len(other.fresh) and all(map(is_, fresh, other.fresh))

    def only(self, which: Mask) -> "Loaded":
        """Return the same facts of those calls alone that are valid and in *which*."""
        found = replace(self, _made={})
        found.valid = self.valid & which
        return found

    def once(self, name: object, make: Callable[[], Result]) -> Result:
        """Return what *make* returned when first asked under this *name*."""
        if name not in self._made:
            self._made[name] = make()
        found: Result = self._made[name]
        return found

    @cached_property
    def count(self) -> int:
        """Return how many rows of calls there are."""
        return self.stored + len(self.fresh)

    @cached_property
    def stored(self) -> int:
        """Return how many of them are stored."""
        return sum(calls for _, _, calls in self.days)

    @cached_property
    def valid(self) -> Mask:
        """Return which rows of calls count: not those that are stored as they were before they changed."""
        found = np.ones(self.count, dtype=bool)
        if self.fresh and self.stored:
            changed = np.asarray([each.call.key for each in self.fresh], dtype=np.int64)
            found[: self.stored] = ~np.isin(self.column("call", "key")[: self.stored], changed)
        return found

    @cached_property
    def day(self) -> Column:
        """Return the local day of each call, counted from *first*."""
        stored = np.repeat(
            np.asarray([day - self.first for day, _, _ in self.days], dtype=np.int32),
            [calls for _, _, calls in self.days],
        )
        return np.concatenate([stored, np.asarray([each.day - self.first for each in self.fresh], dtype=np.int32)])

    def column(self, kind: str, name: str) -> Column:
        """Return a column. The column "call" has places of rows of the kind "call"; outcomes are by the targets."""
        key = kind, name
        if key not in self._columns:
            found = self._read(kind, name)
            is_by_target = key == ("call", "outcome") and not is_stored(self.targets.abandoned_after_s)
            self._columns[key] = self._by_target(found) if is_by_target else found
        return self._columns[key]

    def _by_target(self, outcome: Column) -> Column:
        call = {name: self.column("call", name) for name in ("began_ms", "lasted_ms")}
        wait = {name: self.column("wait", name) for name in ("call", "result", "at_ms", "waited_ms")}
        return by_target(self.targets.abandoned_after_s, outcome, call, wait)

    @cached_property
    def _few_numbers(self) -> Mapping[Term, int]:
        return few_numbers()

    @cached_property
    def _few_texts(self) -> Mapping[int, str]:
        return few_texts()

    def derived(self, name: str, make: Callable[[], Column]) -> Column:
        """Return the column *name* of calls that *make* derives from others, made once."""
        key = "derived", name
        if key not in self._columns:
            self._columns[key] = make()
        return self._columns[key]

    def number(self, term: Term) -> int:
        """Return the number of a term, -1 if no call has it."""
        if self._has_new(term):
            return self._new_terms[term]
        if term[0] != MANY:
            return self._few_numbers.get(term, -1)
        return self._find([term]).get(term, -1)

    def _find(self, terms: Collection[Term]) -> dict[Term, int]:
        return find(terms)

    def _first_of(self, numbers: Collection[int]) -> dict[int, int]:
        return first_of(numbers)

    def _has_new(self, term: Term) -> bool:
        return bool(not self.fresh or self._tables) and term in self._new_terms

    def number_or_new(self, term: Term) -> int:
        """Return the number of a term; one that no call has gets one that is good for these facts alone."""
        number = self.number(term)
        return number if number >= 0 else self._add_term(term)

    def _add_term(self, term: Term) -> int:
        found = self._new_terms.setdefault(term, 2**31 + len(self._new_terms))
        self._new_texts[found] = term[1]
        return found

    def new_numbers(self, parts: Collection[str]) -> set[int]:
        """Return the numbers of those outside that are not stored and have any of *parts* in them."""
        if not self.fresh or not self._tables:
            return set()
        return {
            number
            for (kind, text), number in self._new_terms.items()
            if kind == MANY and any(part in text for part in parts)
        }

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the texts of terms."""
        known = self._few_texts
        found = {number: known[number] for number in numbers if number in known}
        found |= {number: self._new_texts[number] for number in numbers if number in self._new_texts}
        return found | texts_of([number for number in numbers if number not in found])

    def by_text(self, numbers: Column) -> Column:
        """Return the order of terms by their texts, as places in *numbers*."""
        texts = self.texts(numbers.tolist())
        return np.asarray(sorted(range(len(numbers)), key=lambda at: texts.get(int(numbers[at]), "")), dtype=np.int64)

    def callers_by_text(self, is_descending: bool) -> Iterator[int]:
        """Yield the numbers of all numbers outside by their texts, also those that are not stored."""
        new = [(text, number) for (kind, text), number in self._new_terms.items() if kind == MANY]
        ordered = sorted(new, reverse=is_descending)
        return (number for _, number in merge(many_by_text(is_descending), ordered, reverse=is_descending))

    def ids(self, places: Sequence[int]) -> list[str]:
        """Return the IDs of the calls at *places*."""
        ends = np.cumsum([calls for _, _, calls in self.days]) if self.days else np.zeros(0, dtype=np.int64)
        at = np.searchsorted(ends, places, side="right")
        needed = {int(each) for each in at if each < len(self.days)}
        ids = {place: self._ids_of(*self.days[place][:2]) for place in needed}
        found = []
        for place, day in zip(places, at, strict=True):
            if day >= len(self.days):
                found.append(self.fresh[place - self.stored].id)
            else:
                found.append(ids[int(day)][place - (int(ends[day - 1]) if day else 0)])
        return found

    def _ids_of(self, day: int, version: int) -> list[str]:
        if day in self.whole:
            return unpacked(self.whole[day].ids)
        which = DAYS.c.company_id == company_in_force(), DAYS.c.day == day
        row = connection().execute(select(DAYS.c.version, DAYS.c.ids).where(*which)).one_or_none()
        if row is None or row.version != version:
            raise Moved([day])
        return unpacked(row.ids)

    def _read(self, kind: str, name: str) -> Column:
        parts = self._stored(kind, name)
        fresh = self._tables[kind][name]
        if name != "call":
            whole = np.concatenate([*parts, fresh]) if parts else fresh
            return self._without_later(whole) if (kind, name) == ("call", "is_new") and self._not_new else whole
        begin, shifted = 0, []
        for part, (_, _, calls) in zip(parts, self.days, strict=True):
            shifted.append(part.astype(np.int32) + np.int32(begin))
            begin += calls
        return np.concatenate([*shifted, (fresh + begin).astype(np.int32)])

    def _without_later(self, is_new: Column) -> Column:
        """Return which calls are their callers' first ones, as calls that are not stored yet have come before them."""
        later = np.isin(self.column("call", "outside"), self._not_new)
        later[self.stored :] = False
        return np.where(later, 0, is_new)

    def _stored(self, kind: str, name: str) -> list[Column]:
        """Return the column of each day."""
        found = _remembered().days((company_in_force(), kind, name), self.days)
        found |= self._lacking(kind, name, [day for day in found if day in self.whole])
        found |= {day: whole.columns[kind, name] for day, whole in self.whole.items() if (kind, name) in whole.columns}
        missing = [day for day, column in found.items() if column is None]
        if missing:
            found |= self._from_database(kind, name, missing)
        if moved := [day for day, column in found.items() if column is None]:
            raise Moved(moved)
        return [column for column in found.values() if column is not None]

    def _from_database(self, kind: str, name: str, missing: Sequence[int]) -> dict[int, Column | None]:
        company_id, versions = company_in_force(), {day: version for day, version, _ in self.days}
        query = select(DATA.c.day, DATA.c.version, DATA.c.data).where(
            DATA.c.company_id == company_id,
            DATA.c.kind == kind,
            DATA.c.name == name,
            DATA.c.day >= missing[0],
            DATA.c.day <= missing[-1],
        )
        found: dict[int, Column | None] = self._lacking(kind, name, missing)
        memory = _remembered()
        for day, version, data in connection().execute(query).all():
            found[day] = None
            if versions.get(day) == version:
                found[day] = column = decode(data)
                memory.keep((company_id, kind, name, day), version, column)
        return found

    def _lacking(self, kind: str, name: str, days: Sequence[int]) -> dict[int, Column | None]:
        """Return what stands for the column on days that were stored before there was the feature."""
        if (kind, name) not in own().of_features:
            return dict.fromkeys(days)
        calls = {day: calls for day, _, calls in self.days}
        return {day: np.zeros(calls[day] if kind == "call" else 0, dtype=np.int64) for day in days}

    @cached_property
    def _tables(self) -> Tables:
        """Return the columns of calls that are not stored."""
        wanted = {
            (MANY, text) for each in self.fresh for text in (each.call.outside, *(leg.outside for leg in each.leg))
        }
        known = self._find(wanted) if wanted else {}

        def number(term: Term) -> int:
            found = known.get(term) if term[0] == MANY else self._few_numbers.get(term)
            return self._add_term(term) if found is None else found

        tables = tables_of(self.fresh, number)
        self._mark_new(tables, known)
        return tables

    def _mark_new(self, tables: Tables, known: dict[Term, int]) -> None:
        """Say which of these calls are the first ones with their number outside, and note which stored ones are not."""
        firsts = self._first_of(list(known.values()))
        stored = {text: firsts.get(number, 0) for (_, text), number in known.items()}
        began = [began_at(each, self.zone) for each in self.fresh]
        first = {text: at for text, at in stored.items() if at}
        for each, at in zip(self.fresh, began, strict=True):
            first[each.call.outside] = min(first.get(each.call.outside, at), at)
        for place, (each, at) in enumerate(zip(self.fresh, began, strict=True)):
            tables["call"]["is_new"][place] = int(bool(each.call.outside) and at == first[each.call.outside])
        self._not_new = [known[MANY, text] for text, at in stored.items() if text and first.get(text, at) < at]
