"""Writes a table as an Excel file, row by row, in constant memory.

Every text is written as a string cell, never parsed: no formula, no link, and a telephone number stays text.
"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from app.exports.sheet import Cell, Kind, Row, Sheet

MOST_ROWS = 1_048_575
"""The rows of a sheet below its heading; Excel takes no more, so further ones go on another sheet."""

MOST_CHARACTERS = 32_767
"""The longest text of a cell. Longer ones don't exist in the record; one would end in "…"."""

FORMATS: dict[Kind, str] = {
    "text": "@",
    "link": "@",
    "moment": "yyyy-mm-dd hh:mm:ss",
    "day": "yyyy-mm-dd",
    "seconds": "0",
    "number": "#,##0",
    "tenths": "0.0",
    "hundredths": "#,##0.00",
    "share": "0.0%",
}


def write_xlsx(sheet: Sheet, path: Path, progress: Callable[[int], None], most_rows: int = MOST_ROWS) -> None:
    """Write *sheet* to *path*, and tell *progress* how many rows are written. Its last sheet says what the file has."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": sheet.title, "comments": " · ".join(sheet.about)})
        _write_rows(book, sheet, progress, most_rows)
        _write_about(book, sheet)


def _write_rows(book: Any, sheet: Sheet, progress: Callable[[int], None], most_rows: int) -> None:
    formats = [book.add_format({"num_format": FORMATS[each.kind]}) for each in sheet.columns]
    total = [book.add_format({"num_format": FORMATS[each.kind], "bold": True, "top": 1}) for each in sheet.columns]
    place, page = 0, _page(book, sheet)
    for done, row in enumerate(sheet.rows, start=1):
        if place == most_rows:
            _finish(page, sheet, place)
            place, page = 0, _page(book, sheet)
        place += 1
        _write_row(page, place, row, formats)
        progress(done)
    _finish(page, sheet, place)
    if sheet.total:
        _write_row(page, place + 1, sheet.total, total)


def _page(book: Any, sheet: Sheet) -> Any:
    page = book.add_worksheet()
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.heading, heading)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&L&F&R&P / &N")
    return page


def _finish(page: Any, sheet: Sheet, rows: int) -> None:
    if rows:
        page.autofilter(0, 0, rows, len(sheet.columns) - 1)


def _write_row(page: Any, place: int, row: Row, formats: list[Any]) -> None:
    for column, (cell, form) in enumerate(zip(row, formats, strict=True)):
        _write_cell(page, place, column, cell, form)


def _write_cell(page: Any, place: int, column: int, cell: Cell, form: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        text = cell if len(cell) <= MOST_CHARACTERS else f"{cell[: MOST_CHARACTERS - 1]}…"
        page.write_string(place, column, text, form)
    elif isinstance(cell, datetime):
        page.write_datetime(place, column, cell.replace(tzinfo=None, microsecond=0), form)
    elif isinstance(cell, date):
        page.write_datetime(place, column, cell, form)
    else:
        page.write_number(place, column, cell, form)


def _write_about(book: Any, sheet: Sheet) -> None:
    """Write the period, the filters, and the definition of each figure."""
    page = book.add_worksheet(str(_("About this file"))[:31])
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, sheet.title, bold)
    lines = (*sheet.about, *filter(None, (sheet.page,)))
    for place, line in enumerate(lines, start=1):
        page.write_string(place, 0, line)
    explained = [each for each in sheet.columns if each.words]
    for place, column in enumerate(explained, start=len(lines) + 2):
        page.write_string(place, 0, column.label, bold)
        page.write_string(place, 1, column.words, wrapped)
