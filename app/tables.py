"""Reads and writes tables as text files: CSV with any of the usual separators and encodings."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from flask_babel import gettext as _

SEPARATORS = ";\t|,"
LOOKED_AT = 20
"""How many lines at the beginning show which separator a table has."""

SAID = re.compile(r"\A\ufeff?sep=(.)\r?(?:\n|\Z)", re.IGNORECASE)
"""Excel's leading line that names the separator."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The first characters of a cell that a spreadsheet takes for a formula, also in their full width."""

LINES_AT_ONCE = 500

GUARD = "'"
END = "end"
"""A line behind the last one. If a quotation mark is open, it belongs to the row before."""

BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


class NoTable(ValueError):
    """Says, in a sentence for the user, why a file can't be read as a table."""


@dataclass(frozen=True)
class Row:
    """Describes a row. *line* counts from 1 in the file."""

    line: int
    cells: tuple[str, ...]


def read_csv(data: bytes) -> list[Row]:
    """Return the rows of a file that have anything in them, without the space around cells. Raise NoTable if it can't
    be read as a table."""
    return read_rows(_decoded(data))


def read_rows(text: str) -> list[Row]:
    """Return the rows of a table that was pasted, or is decoded already. Raise NoTable if it can't be read as a
    table."""
    said, text = _said_separator(text)
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader([*lines, END], delimiter=said or _likely_separator(text), skipinitialspace=True)
    found, begun = [], 1
    try:
        for cells in reader:
            if reader.line_num > len(lines):
                break
            cleaned = tuple(map(_unguarded, cells))
            if any(cleaned):
                found.append(Row(reader.line_num, cleaned))
            begun = reader.line_num + 1
    except csv.Error as problem:
        if reader.line_num > begun:
            raise _unclosed(begun) from problem
        raise NoTable(_("Line %(line)s can't be read as a table.", line=begun)) from problem
    if begun <= len(lines):
        raise _unclosed(begun)
    return found


def too_many_cells() -> str:
    """Return a sentence for a row that has more cells than the table has columns, so that one of them would be lost."""
    sentence = _(
        "This row has more cells than there are columns. If a cell contains a comma or whatever else separates cells, "
        "put it in quotation marks: %(example)s.",
        example=_('"Smith, Ann"'),
    )
    return str(sentence)


def write_csv(rows: Iterable[Sequence[object]], separator: str = ",") -> bytes:
    """Return a file that spreadsheets take for UTF-8; no cell of it is a formula."""
    return b"".join(csv_parts(rows, separator))


def csv_parts(rows: Iterable[Sequence[object]], separator: str = ",") -> Iterator[bytes]:
    """Yield the same file in parts, as *rows* come, so that it may be of any length."""
    yield codecs.BOM_UTF8
    remaining = iter(rows)
    while some := list(islice(remaining, LINES_AT_ONCE)):
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=separator).writerows([_guarded(str(cell)) for cell in row] for row in some)
        yield text.getvalue().encode()


def _unclosed(line: int) -> NoTable:
    return NoTable(_("The quotation mark that begins in line %(line)s is never closed.", line=line))


def _decoded(data: bytes) -> str:
    """Decode UTF-8, UTF-16 with a mark, or else what Windows writes in Western Europe."""
    try:
        text = data.decode("utf-16" if data.startswith(BYTE_ORDER_MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise NoTable(_("This is no text file. Save the table as CSV first."))
    return text


def _said_separator(text: str) -> tuple[str, str]:
    """Return the separator that the first line declares ("" if none), and the text with that line emptied.

    The line stays in place, so that line numbers match the file.
    """
    match = SAID.match(text)
    return (match[1], "\n" + text[match.end() :]) if match else ("", text)


def _likely_separator(text: str) -> str:
    """Return the separator that most of the first lines have, and most often."""
    first = text.splitlines()[:LOOKED_AT]
    return max(
        SEPARATORS, key=lambda each: (sum(each in line for line in first), sum(line.count(each) for line in first))
    )


def _unguarded(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith(GUARD) and cell[1:].startswith(FORMULA) else cell


def _guarded(cell: str) -> str:
    return GUARD + cell if cell.startswith(FORMULA) else cell
