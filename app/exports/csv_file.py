"""Writes a table as CSV, at once and in parts, as spreadsheets of the reader's language expect it."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

from app.exports.sheet import Cell, Kind, Sheet
from app.tables import csv_parts

SEPARATORS = {"de": ";"}
DECIMAL_COMMA = frozenset({"de"})


def csv_of(sheet: Sheet, language: str) -> Iterator[bytes]:
    """Yield the parts of the file. Telephone numbers are guarded like formulas, so that they stay text."""
    kinds = [each.kind for each in sheet.columns]
    has_comma = language in DECIMAL_COMMA
    rows = chain(sheet.rows, [sheet.total] if sheet.total else ())
    texts = ([_text(cell, kind, has_comma) for cell, kind in zip(row, kinds, strict=True)] for row in rows)
    return csv_parts(chain([[each.heading for each in sheet.columns]], texts), SEPARATORS.get(language, ","))


def _text(cell: Cell, kind: Kind, has_comma: bool) -> str:
    """Return the cell for a program as well as for a spreadsheet: moments in ISO order, lengths in seconds."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return cell
    text = f"{cell:.0f}" if kind in ("seconds", "number") else f"{cell:.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if has_comma else text
