"""Turns facts of calls into columns of whole numbers, and puts columns together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

import numpy as np

from app.figures.columns import Column
from app.figures.facts import KINDS, Facts
from app.figures.own import own
from app.figures.tally import day_begins
from app.figures.terms import MANY, Term

Table = dict[str, Column]
"""The columns of one kind of facts, by name."""

Tables = dict[str, Table]
"""By kind. The column "call" of a kind says to which row of the kind "call" each of its rows belongs."""

MS = 1000


def terms_in(facts: Iterable[Facts], zone: ZoneInfo) -> dict[Term, int]:
    """Return all terms in *facts*, each with the first moment at which it is in one, in milliseconds since 1970 UTC: 0
    unless it is of the kind MANY."""
    found: dict[Term, int] = {}
    for each in facts:
        for kind, terms in own().terms.items():
            for row in rows_of(each, kind):
                for at, name in enumerate(own().columns[kind]):
                    if name in terms:
                        found.setdefault((terms[name], str(row[at])), 0)
        outside = MANY, each.call.outside
        at = began_at(each, zone)
        found[outside] = min(found[outside] or at, at)
    return found


def began_at(facts: Facts, zone: ZoneInfo) -> int:
    """Return when the call began, in milliseconds since 1970 UTC."""
    return round(day_begins(facts.day, zone).timestamp()) * MS + facts.call.began_ms


def rows_of(facts: Facts, kind: str) -> Sequence[tuple[object, ...]]:
    """Return the rows of a *kind*."""
    if kind == "call":
        return ((*facts.call, *facts.own.amounts),)
    if kind in KINDS:
        rows: Sequence[tuple[object, ...]] = getattr(facts, kind)
        return rows
    place = [each.name for each in own().texts].index(kind)
    return [(0, text) for text in facts.own.texts[place]]


def tables_of(facts: Sequence[Facts], number: Callable[[Term], int] | Mapping[Term, int]) -> Tables:
    """Return the columns of *facts*, in their order. *number* gives the number of a term."""
    look = number.__getitem__ if isinstance(number, Mapping) else number
    return {kind: _table(facts, kind, look) for kind in own().columns}


def _table(facts: Sequence[Facts], kind: str, look: Callable[[Term], int]) -> Table:
    rows = [(place, row) for place, each in enumerate(facts) for row in rows_of(each, kind)]
    table: Table = {}
    for at, name in enumerate(own().columns[kind]):
        term = own().terms[kind].get(name)
        if name == "call":
            values = [place for place, _ in rows]
        elif term:
            values = [look((term, str(row[at]))) for _, row in rows]
        else:
            values = [row[at] for _, row in rows]  # type: ignore[misc]
        table[name] = np.asarray(values, dtype=np.int64)
    return table


def joined(before: Tables, more: Tables) -> Tables:
    """Return the rows of *before*, then those of *more*."""
    first = len(before["call"]["key"])
    found: Tables = {}
    for kind, table in before.items():
        found[kind] = {}
        for name, column in table.items():
            added = more[kind][name] + (first if name == "call" else 0)
            found[kind][name] = np.concatenate([column, added])
    return found


def chosen(tables: Tables, places: Column) -> Tables:
    """Return the calls at *places*, in this order, with what belongs to them."""
    count = len(tables["call"]["key"])
    new_place = np.full(count, -1, dtype=np.int64)
    new_place[places] = np.arange(len(places))
    found: Tables = {"call": {name: column[places] for name, column in tables["call"].items()}}
    for kind, table in tables.items():
        if kind == "call":
            continue
        at = new_place[table["call"]]
        kept = np.flatnonzero(at >= 0)
        order = kept[np.argsort(at[kept], kind="stable")]
        found[kind] = {name: column[order] for name, column in table.items()} | {"call": at[order]}
    return found


def empty() -> Tables:
    """Return columns without rows."""
    return {kind: {name: np.zeros(0, dtype=np.int64) for name in names} for kind, names in own().columns.items()}
