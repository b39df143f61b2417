"""Gives texts, such as extensions and numbers outside, whole numbers: those are what the columns hold."""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete, func, select, update

from app.db import company_in_force
from app.db.upserts import connection, put, table_of
from app.figures.models import FigureTerm
from app.figures.own import own
from app.port import Memory

MOST_AT_ONCE = 500
MANY = "outside"
"""The kind of which there are many: its terms are looked up, not kept."""

FORGOTTEN = "-"
"""Begins the text of a forgotten term, before its number. No number outside begins with it."""

TABLE = table_of(FigureTerm)
Term = tuple[str, str]
"""Its kind and its text."""


@dataclass
class _Known:
    numbers: dict[Term, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    last: int = 0
    forgotten: int = 0


class _AllKnown:
    """Keeps the terms of each company in this process, all but those of the kind MANY. Only texts of features
    are ever forgotten, such as tags."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.companies: dict[int, _Known] = {}

    def of(self, company_id: int) -> _Known:
        with self.lock:
            known = self.companies.setdefault(company_id, _Known())
            gone = _forgotten(company_id)
            if gone != known.forgotten:
                known = self.companies[company_id] = _Known(forgotten=gone)
            last = connection().scalar(select(func.max(TABLE.c.number)).where(TABLE.c.company_id == company_id)) or 0
            if last > known.last:
                of_company = TABLE.c.company_id == company_id, TABLE.c.number > known.last, TABLE.c.kind != MANY
                for number, kind, value in connection().execute(_FEW.where(*of_company)):
                    known.numbers[kind, value] = number
                    known.texts[number] = value
                known.last = last
            return known


def _forgotten(company_id: int) -> int:
    """Return how many texts of features the company has forgotten."""
    kinds = [each.name for each in own().texts]
    gone = TABLE.c.company_id == company_id, TABLE.c.kind.in_(kinds), TABLE.c.value.startswith(FORGOTTEN)
    return connection().scalar(select(func.count()).where(*gone)) or 0


_FEW = select(TABLE.c.number, TABLE.c.kind, TABLE.c.value)
_known: Memory[_AllKnown] = Memory(_AllKnown)


def few_numbers() -> Mapping[Term, int]:
    """Return the numbers of all terms of the company in force except those of the kind MANY."""
    return _known().of(company_in_force()).numbers


def forgotten(number: int) -> str:
    """Return the text of the term *number* once it is forgotten."""
    return f"{FORGOTTEN}{number}"


def few_texts() -> Mapping[int, str]:
    """Return the texts of all terms of the company in force except those of the kind MANY."""
    return _known().of(company_in_force()).texts


def find(terms: Collection[Term]) -> dict[Term, int]:
    """Return the numbers of those *terms* that have one."""
    return {term: number for term, (number, _) in _found(terms).items()}


def texts_of(numbers: Collection[int]) -> dict[int, str]:
    """Return the texts of these *numbers*, of any kind."""
    found: dict[int, str] = {}
    for some in _parts([int(number) for number in numbers]):
        which = TABLE.c.company_id == company_in_force(), TABLE.c.number.in_(some)
        rows = connection().execute(select(TABLE.c.number, TABLE.c.value).where(*which))
        found |= {number: value for number, value in rows}  # noqa: C416 - rows are no pairs to the type checker
    return found


def many_by_text(is_descending: bool) -> Iterator[tuple[str, int]]:
    """Yield the texts and numbers of all terms of the kind MANY, by their texts. Only what is taken is read."""
    which = TABLE.c.company_id == company_in_force(), TABLE.c.kind == MANY
    order = TABLE.c.value.desc() if is_descending else TABLE.c.value
    query = select(TABLE.c.value, TABLE.c.number).where(*which).order_by(order)
    rows = connection().execute(query.execution_options(yield_per=MOST_AT_ONCE))
    try:
        yield from ((value, number) for value, number in rows)
    finally:
        rows.close()


def first_of(numbers: Collection[int]) -> dict[int, int]:
    """Return when each of these numbers outside was first in a call, in milliseconds since 1970 UTC."""
    found: dict[int, int] = {}
    for some in _parts([int(number) for number in numbers]):
        which = TABLE.c.company_id == company_in_force(), TABLE.c.number.in_(some)
        rows = connection().execute(select(TABLE.c.number, TABLE.c.first_at).where(*which))
        found |= {number: first_at for number, first_at in rows}  # noqa: C416 - rows are no pairs to the type checker
    return found


def number_all(terms: Mapping[Term, int]) -> tuple[dict[Term, int], set[int]]:
    """Return the numbers of *terms*, which have the moment at which each was in a call, 0 where that does not matter.

    New terms get numbers; those that were in an earlier call than was known get that moment. The second result has the
    moments that they had before: their calls are the first ones no longer.
    """
    known = _found(terms.keys())
    last = connection().scalar(select(func.max(TABLE.c.number)).where(TABLE.c.company_id == company_in_force())) or 0
    numbers = {term: number for term, (number, _) in known.items()}
    new = [term for term in sorted(terms) if term not in known]
    numbers |= {term: last + place for place, term in enumerate(new, 1)}
    put(TABLE, [_row(term, numbers[term], terms[term]) for term in new])
    moved = {first for term, (_, first) in known.items() if 0 < terms[term] < first}
    for term, (number, first) in known.items():
        if 0 < terms[term] < first:
            which = TABLE.c.company_id == company_in_force(), TABLE.c.number == number
            connection().execute(update(TABLE).where(*which).values(first_at=terms[term]))
    return numbers, moved


def forget(numbers: Collection[int]) -> None:
    """Delete terms of the kind MANY, which nobody remembers."""
    for some in _parts(list(numbers)):
        which = TABLE.c.company_id == company_in_force(), TABLE.c.kind == MANY, TABLE.c.number.in_(some)
        connection().execute(delete(TABLE).where(*which, TABLE.c.value != ""))


def _row(term: Term, number: int, first_at: int) -> dict[str, object]:
    kind, value = term
    return {
        "company_id": company_in_force(),
        "number": number,
        "kind": kind,
        "value": value,
        "first_at": first_at,
    }


def _found(terms: Iterable[Term]) -> dict[Term, tuple[int, int]]:
    """Return the number and the first moment of those *terms* that have one."""
    by_kind: dict[str, list[str]] = {}
    for kind, value in terms:
        by_kind.setdefault(kind, []).append(value)
    found: dict[Term, tuple[int, int]] = {}
    columns = select(TABLE.c.value, TABLE.c.number, TABLE.c.first_at).where(TABLE.c.company_id == company_in_force())
    for kind, values in by_kind.items():
        for some in _parts(values):
            rows = connection().execute(columns.where(TABLE.c.kind == kind, TABLE.c.value.in_(some)))
            found |= {(kind, value): (number, first_at) for value, number, first_at in rows}
    return found


def _parts(items: list[int] | list[str]) -> Iterable[list[int] | list[str]]:
    return (items[at : at + MOST_AT_ONCE] for at in range(0, len(items), MOST_AT_ONCE))
