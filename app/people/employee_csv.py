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


@dataclass(frozen=True)
class Table:
    """Describes a table. *columns* are those that it has."""

    rows: list[Row]
    columns: list[str]
    unknown: list[str]
    """Unknown columns, as they are called in the file."""


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


def _table(heads: Sequence[str], rows: Iterable[tables.Row]) -> Table:
    found = [COLUMN_OF.get(head.lower()) for head in heads]
    columns = [column for column in found if column]
    for needed in ("extension", "name"):
        if needed not in columns:
            known = ", ".join(COLUMNS)
            raise NoTable(
                _(
                    "The first line must name the columns, “%(needed)s” among them: %(known)s.",
                    needed=needed,
                    known=known,
                )
            )
    if len(set(columns)) < len(columns):
        raise NoTable(_("A column is there twice."))
    known_rows = [
        Row(row.line, {column: _cell(row.cells, place) for place, column in enumerate(found) if column}) for row in rows
    ]
    return Table(known_rows, columns, [head for head, column in zip(heads, found, strict=True) if not column and head])


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def words_in(cell: str) -> list[str]:
    """Return the several things in one cell."""
    return [word.strip() for word in re.split(r"[,;|]", cell) if word.strip()]
