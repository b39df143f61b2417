"""Employees as a table that people exchange: commas, semicolons or tabs, UTF-8 or what Windows writes, with the names
of the columns in English or German."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.tables import said_separator

COLUMNS = ("extension", "name", "email", "skills", "groups", "role")
NAMES = {
    "extension": ("extension", "ext", "nebenstelle", "durchwahl"),
    "name": ("name", "full name", "vollständiger name"),
    "email": ("email", "e-mail", "mail", "e-mail-adresse"),
    "skills": ("skills", "skill", "fähigkeiten", "kenntnisse"),
    "groups": ("groups", "group", "gruppen", "gruppe"),
    "role": ("role", "rolle"),
}
COLUMN_OF = {name: column for column, names in NAMES.items() for name in names}
SEPARATORS = ";,\t"
MOST_BYTES = 5 * 2**20
MOST_ROWS = 20_000
MOST_CHARACTERS = 2_000
"""In one cell."""

FORMULA = re.compile(r"[=+\-@\t\r]")
GUARD = "'"
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


class NoTable(Exception):
    """It can't be read as a table of employees; the message is a sentence for the person."""


@dataclass(frozen=True)
class Row:
    """*line* as a text editor counts it. Of a column that the table doesn't have there is no value."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True)
class Table:
    rows: list[Row]
    columns: list[str]
    unknown: list[str]
    """Columns that nobody knows, as they are called in the file."""


def read_table(data: bytes) -> Table:
    """Raises NoTable."""
    if len(data) > MOST_BYTES:
        raise NoTable(_("The file is larger than %(most)s MB.", most=MOST_BYTES // 2**20))
    text = _decoded(data)
    said, text = said_separator(text)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = said or max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as problem:
        raise NoTable(_("Line %(line)s can't be read as a table.", line=reader.line_num)) from problem
    if not lines:
        raise NoTable(_("There is nothing in it."))
    if len(lines) - 1 > MOST_ROWS:
        raise NoTable(_("At most %(most)s rows at a time.", most=MOST_ROWS))
    return _table(lines[0][1], lines[1:])


def _decoded(data: bytes) -> str:
    try:
        if data.startswith(BYTE_ORDER_MARKS):
            return data.decode("utf-16")
        if b"\0" in data:
            raise NoTable(_("This is no text but another kind of file. Save it as CSV first."))
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _table(heads: Sequence[str], lines: Iterable[tuple[int, list[str]]]) -> Table:
    found = [COLUMN_OF.get(head.strip().lower()) for head in heads]
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
    rows = [
        Row(line, {column: _cell(cells, place) for place, column in enumerate(found) if column})
        for line, cells in lines
    ]
    unknown = [head.strip() for head, column in zip(heads, found, strict=True) if not column and head.strip()]
    return Table(rows, columns, unknown)


def _cell(cells: Sequence[str], place: int) -> str:
    text = cells[place].strip() if place < len(cells) else ""
    return text[1:] if text.startswith(GUARD) and FORMULA.match(text[1:]) else text


def words_in(cell: str) -> list[str]:
    """Several things in one cell."""
    return [word.strip() for word in re.split(r"[,;|]", cell) if word.strip()]


def write_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """For any spreadsheet: what would be taken as a formula is guarded by an apostrophe."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_guarded(str(cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _guarded(cell: str) -> str:
    return GUARD + cell if FORMULA.match(cell) else cell
