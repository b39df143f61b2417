"""Reads a table of employees, with English or German column names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app import tables
from app.tables import NoTable

COLUMNS = ("extension", "name", "email", "skills", "groups", "role", "supervises")
NAMES = {
    "extension": ("extension", "ext", "nebenstelle", "durchwahl"),
    "name": ("name", "full name", "vollständiger name"),
    "email": ("email", "e-mail", "mail", "e-mail-adresse"),
    "skills": ("skills", "skill", "fähigkeiten", "kenntnisse"),
    "groups": ("groups", "group", "gruppen", "gruppe"),
    "role": ("role", "rolle"),
    "supervises": ("supervises", "supervised groups", "leitet", "geleitete gruppen"),
}
COLUMN_OF = {name: column for column, names in NAMES.items() for name in names}
MOST_BYTES = 5 * 2**20
MOST_ROWS = 20_000
MOST_CHARACTERS = 2_000
"""The limit of one cell."""


@dataclass(frozen=True)
class Row:
    """Describes a row. *line* is the line in a text editor. Columns that the table lacks have no value."""

    line: int
    values: dict[str, str]
    beyond: str = ""
    """What stands behind the last column."""


@dataclass(frozen=True)
class Table:
    """Describes a table. *columns* are those that it has."""

    rows: list[Row]
    columns: list[str]
    unknown: list[str]
    """Unknown columns, as they are called in the file, or by their place if they have no name."""


def read_table(data: bytes) -> Table:
    """Return the table. Raise NoTable if it can't be read as a table."""
    if len(data) > MOST_BYTES:
        raise NoTable(_("The file is larger than %(most)s MB.", most=MOST_BYTES // 2**20))
    rows = tables.read_csv(data)
    if not rows:
        raise NoTable(_("There is nothing in it."))
    if len(rows) - 1 > MOST_ROWS:
        raise NoTable(_("At most %(most)s rows at a time.", most=MOST_ROWS))
    return _table(rows[0].cells, rows[1:])


def _table(heads: Sequence[str], rows: list[tables.Row]) -> Table:
    count = max(place for place, head in enumerate(heads, start=1) if head)
    found = [COLUMN_OF.get(head.lower()) for head in heads[:count]]
    _check_heads(heads, found)
    if not rows:
        raise NoTable(_("There are no rows below the first line, which names the columns."))
    known_rows = [
        Row(
            row.line,
            {column: _cell(row.cells, place) for place, column in enumerate(found) if column},
            ", ".join(filter(None, row.cells[count:])),
        )
        for row in rows
    ]
    filled = [place for place, column in enumerate(found) if not column and _is_used(heads, rows, place)]
    unknown = [heads[place] or _("column %(number)s", number=place + 1) for place in filled]
    return Table(known_rows, [column for column in found if column], unknown)


def _check_heads(heads: Sequence[str], found: Sequence[str | None]) -> None:
    """Raise NoTable unless the columns that are needed are there, and none twice."""
    known = _("extension, name, email, skills, groups, role, supervises")
    words = dict(zip(COLUMNS, known.split(", "), strict=True))
    for needed in ("extension", "name"):
        if needed not in found:
            raise NoTable(
                _(
                    "The first line must name the columns, “%(needed)s” among them: %(known)s.",
                    needed=words[needed],
                    known=known,
                )
            )
    first: dict[str, str] = {}
    for head, column in zip(heads, found, strict=False):
        if column in first:
            raise NoTable(_twice(first[column], head))
        if column:
            first[column] = head


def _twice(first: str, second: str) -> str:
    if first.lower() == second.lower():
        return str(_("The column “%(name)s” is there twice.", name=first))
    return str(_("“%(first)s” and “%(second)s” are the same column. Keep one of them.", first=first, second=second))


def _is_used(heads: Sequence[str], rows: Iterable[tables.Row], place: int) -> bool:
    return bool(heads[place]) or any(_cell(row.cells, place) for row in rows)


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def words_in(cell: str) -> list[str]:
    """Return the several things in one cell."""
    return [word.strip() for word in re.split(r"[,;|]", cell) if word.strip()]
