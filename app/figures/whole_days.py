"""Reads all stored facts of a day at one moment, for days whose facts change faster than they can be read in turn."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import and_, select

from app.db import company_in_force
from app.db.upserts import connection
from app.figures.columns import Column, decode
from app.figures.store import DATA, DAYS

TRIES = 3
Result = TypeVar("Result")


class Moved(Exception):
    """Raised when the facts of *days* were stored anew while they were being read."""

    def __init__(self, days: Iterable[int]) -> None:
        super().__init__()
        self.days = frozenset(days)


def until_still(do: Callable[[Collection[int]], Result]) -> Result:
    """Return what *do* returns, which gets the days to read at once: those whose facts moved while it read them."""
    moved: set[int] = set()
    for _ in range(TRIES):
        try:
            return do(moved)
        except Moved as error:
            moved |= error.days
    return do(moved)


@dataclass(frozen=True)
class WholeDay:
    """Holds the facts of a day as they were stored as *version*. *ids* are those of its *calls*, packed; *columns* are
    named by kind and name."""

    version: int
    calls: int
    ids: bytes
    columns: Mapping[tuple[str, str], Column]


def read_whole(days: Iterable[int]) -> dict[int, WholeDay]:
    """Return the facts of each of *days*; one that has none is left out."""
    return {day: found for day in sorted(days) if (found := _read(day))}


def _read(day: int) -> WholeDay | None:
    """Return what one statement reads: a database answers it as of one moment."""
    same = and_(DATA.c.company_id == DAYS.c.company_id, DATA.c.day == DAYS.c.day, DATA.c.version == DAYS.c.version)
    query = select(DAYS.c.version, DAYS.c.calls, DAYS.c.ids, DATA.c.kind, DATA.c.name, DATA.c.data).join(DATA, same)
    rows = connection().execute(query.where(DAYS.c.company_id == company_in_force(), DAYS.c.day == day)).all()
    if not rows:
        return None
    columns = {(row.kind, row.name): decode(row.data) for row in rows}
    return WholeDay(rows[0].version, rows[0].calls, rows[0].ids, columns)
