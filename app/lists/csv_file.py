"""A table in a text file, whatever program wrote it."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.tables import said_separator

DELIMITERS = ";\t,|"
LOOKED_AT = 20
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula when a cell begins so."""


@dataclass(frozen=True)
class Row:
    """*line* counts from 1 in the file."""

    line: int
    cells: tuple[str, ...]


def read_csv(data: bytes) -> list[Row]:
    """Rows that have anything in them. Raises ValueError with a sentence for the person."""
    return read_rows(_decoded(data))


def read_rows(text: str) -> list[Row]:
    """With the delimiter that its first lines have most often. Raises ValueError."""
    said, text = said_separator(text)
    first = text.splitlines()[:LOOKED_AT]
    delimiter = said or max(DELIMITERS, key=lambda each: sum(each in line for line in first))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found = []
    try:
        for cells in reader:
            cleaned = tuple(map(_cleaned, cells))
            if any(cleaned):
                found.append(Row(reader.line_num, cleaned))
    except csv.Error as problem:
        raise ValueError(_("Line %(line)s can't be read as a table.", line=reader.line_num)) from problem
    return found


def write_csv(rows: Iterable[Iterable[str]], delimiter: str) -> bytes:
    """Spreadsheets take it for UTF-8, and no cell for a formula."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValueError(_("This is no text file. Save the table as CSV first."))


def _cleaned(cell: str) -> str:
    """As ``_harmless`` got it."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
