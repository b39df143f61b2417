"""Writes a table as PDF to be printed: A4 across, headings on each page, "Page 3 of 12" at its foot.

Rows are drawn as they come. What is too long for its column goes on in further lines of the row, so nothing is cut off.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFZCompress
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.amounts import figure
from app.exports.lengths import length
from app.exports.sheet import Cell, Column, Row, Sheet
from app.web.i18n import day

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD = "DejaVu", "DejaVu bold"
SIZE, TITLE_SIZE = 7.0, 14.0
LINE, GAP, MARGIN, FOOT = 8.6, 3.0, 34.0, 22.0
WIDTH, HEIGHT = landscape(A4)
TOP, BOTTOM = HEIGHT - MARGIN, MARGIN + FOOT
RIGHT = frozenset({"seconds", "number", "tenths", "hundredths", "share"})
PAGE_COUNT = "page count"
"""The name of the form that each page shows, and that is drawn when the number of pages is known."""

MOST_LINKS = 5_000
"""The rows of a file that lead to their call: each link makes the file larger."""

GREY = 0.35


def write_pdf(sheet: Sheet, path: Path, progress: Callable[[int], None], made_at: str) -> None:
    """Write *sheet* to *path*, and tell *progress* how many rows are written. *made_at* is printed on each page."""
    paper = _Paper(sheet, path, made_at)
    for done, row in enumerate(sheet.rows, start=1):
        paper.row(row)
        progress(done)
    if sheet.total:
        paper.row(sheet.total, BOLD)
    paper.definitions()
    paper.save()


@dataclass(frozen=True, slots=True)
class _Place:
    """Describes where a column of the sheet is on paper: its cell in a row, its left edge, and its width."""

    cell: int
    column: Column
    left: float
    width: float


class _Paper:
    """Draws rows from the top of a page to its bottom, then begins another."""

    def __init__(self, sheet: Sheet, path: Path, made_at: str) -> None:
        for name, file in ((PLAIN, "DejaVuSansCondensed.ttf"), (BOLD, "DejaVuSansCondensed-Bold.ttf")):
            pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
        self._sheet, self._made_at = sheet, made_at
        self._canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), pageCompression=1, invariant=1)
        self._canvas.setTitle(sheet.title)
        self._places = _places(sheet.columns)
        self._link = next((at for at, each in enumerate(sheet.columns) if each.kind == "link"), None)
        self._pages, self._y = 1, TOP
        self._title()
        self._headings()

    def row(self, row: Row, font: str = PLAIN) -> None:
        """Draw *row*, on another page if there is no room for it."""
        texts = [_lines(_text(row[each.cell], each.column), font, each.width) for each in self._places]
        height = max(map(len, texts)) * LINE + GAP
        if self._y - height < BOTTOM:
            self._next_page()
            self._headings()
        self._cells(texts, font, height)
        self._lead(row, height)
        self._y -= height

    def definitions(self) -> None:
        """Say what the figures mean, below the table."""
        self._y -= LINE
        for column in self._sheet.columns:
            if column.words:
                self._paragraph(f"{column.label}: {column.words}")

    def save(self) -> None:
        """Finish the last page and the file."""
        self._end_page()
        self._canvas.beginForm(PAGE_COUNT)
        self._canvas.setFont(PLAIN, SIZE)
        self._canvas.drawString(0, 0, str(_("of %(pages)s", pages=format_decimal(self._pages))))
        self._canvas.endForm()
        self._canvas.save()

    def _title(self) -> None:
        self._canvas.setFont(BOLD, TITLE_SIZE)
        self._canvas.drawString(MARGIN, self._y - TITLE_SIZE, self._sheet.title)
        self._lead_to(
            self._sheet.page, self._y - TITLE_SIZE, pdfmetrics.stringWidth(self._sheet.title, BOLD, TITLE_SIZE)
        )
        self._y -= TITLE_SIZE + 2 * GAP
        for line in self._sheet.about:
            self._paragraph(line)
        self._y -= LINE

    def _paragraph(self, text: str) -> None:
        for line in _lines(text, PLAIN, WIDTH - 2 * MARGIN):
            if self._y - LINE < BOTTOM:
                self._next_page()
            self._canvas.setFont(PLAIN, SIZE)
            self._canvas.drawString(MARGIN, self._y - SIZE, line)
            self._y -= LINE

    def _headings(self) -> None:
        texts = [_lines(each.column.label, BOLD, each.width) for each in self._places]
        height = max(map(len, texts)) * LINE + GAP
        self._cells(texts, BOLD, height)
        self._y -= height
        self._canvas.setLineWidth(0.8)
        self._canvas.line(MARGIN, self._y + 1.5, WIDTH - MARGIN, self._y + 1.5)

    def _cells(self, texts: Sequence[Sequence[str]], font: str, height: float) -> None:
        self._canvas.setFont(font, SIZE)
        for place, lines in zip(self._places, texts, strict=True):
            y = self._y - SIZE
            for line in lines:
                if place.column.kind in RIGHT:
                    self._canvas.drawRightString(place.left + place.width, y, line)
                elif line:
                    self._canvas.drawString(place.left, y, line)
                y -= LINE
        self._canvas.setLineWidth(0.2)
        self._canvas.line(MARGIN, self._y - height + 1.5, WIDTH - MARGIN, self._y - height + 1.5)

    def _lead(self, row: Row, height: float) -> None:
        if self._link is not None and self._sheet.count <= MOST_LINKS and row[self._link]:
            self._lead_to(str(row[self._link]), self._y - height, self._places[0].width)

    def _lead_to(self, address: str, bottom: float, width: float) -> None:
        if address:
            self._canvas.linkURL(address, (MARGIN, bottom, MARGIN + width, self._y), relative=0)

    def _foot(self) -> None:
        self._canvas.setFont(PLAIN, SIZE)
        self._canvas.setFillGray(GREY)
        self._canvas.drawString(MARGIN, MARGIN, f"{self._sheet.title} · {self._made_at}")
        number = str(_("Page %(number)s", number=format_decimal(self._pages)))
        right = WIDTH - MARGIN - pdfmetrics.stringWidth("of 00,000", PLAIN, SIZE)
        self._canvas.drawRightString(right - 2, MARGIN, number)
        self._canvas.saveState()
        self._canvas.translate(right, MARGIN)
        self._canvas.doForm(PAGE_COUNT)
        self._canvas.restoreState()
        self._canvas.setFillGray(0)

    def _next_page(self) -> None:
        self._end_page()
        self._pages, self._y = self._pages + 1, TOP

    def _end_page(self) -> None:
        """Finish the page, and pack it at once: reportlab keeps all pages as text until the end, 1.3 kB a row."""
        self._foot()
        self._canvas.showPage()
        page = self._canvas._doc.Pages.pages[-1]  # type: ignore[attr-defined]
        packed = PDFDictionary({"Filter": PDFArray([PDFName(PDFZCompress.pdfname)])})
        page.Contents = PDFStream(packed, PDFZCompress.encode(page.stream))
        page.stream = None


def _places(columns: Sequence[Column]) -> list[_Place]:
    """Share the width of the page among the columns, which have GAP between them."""
    shown = [(at, each) for at, each in enumerate(columns) if each.kind != "link"]
    scale = (WIDTH - 2 * MARGIN - GAP * (len(shown) - 1)) / sum(each.width for _at, each in shown)
    found, left = [], MARGIN
    for at, column in shown:
        found.append(_Place(at, column, left, column.width * scale))
        left += column.width * scale + GAP
    return found


def _text(cell: Cell, column: Column) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, datetime):
        return f"{day(cell.date())}, {cell:%H:%M:%S}"
    if isinstance(cell, date):
        return f"{format_date(cell, 'EEE')}, {day(cell)}"
    if isinstance(cell, str):
        return cell
    match column.kind:
        case "seconds":
            return length(cell)
        case "tenths":
            return str(format_decimal(cell, "#,##0.0"))
        case "hundredths":
            return str(format_decimal(cell, "#,##0.00"))
        case "share":
            return figure(cell, "share", is_exact=True)
    return str(format_decimal(round(cell)))


@lru_cache(maxsize=20_000)
def _lines(text: str, font: str, width: float) -> tuple[str, ...]:
    """Break *text* into lines that fit, at spaces where there are any."""
    found, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if pdfmetrics.stringWidth(longer, font, SIZE) <= width:
            line = longer
            continue
        if line:
            found.append(line)
        *full, line = _pieces(word, font, width)
        found += full
    return (*found, line)


def _pieces(word: str, font: str, width: float) -> list[str]:
    """Break a word that is longer than a line; each piece has one sign at least."""
    found, piece = [], ""
    for sign in word:
        if piece and pdfmetrics.stringWidth(piece + sign, font, SIZE) > width:
            found.append(piece)
            piece = ""
        piece += sign
    return [*found, piece]
