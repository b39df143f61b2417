"""Describes a table to be written into a file of any kind: what its columns hold, and its rows as they come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal["text", "link", "moment", "day", "seconds", "number", "tenths", "hundredths", "share"]
"""What the cells of a column hold: a text, a moment (aware, in the company's time zone), a day, a length in seconds, a
whole number, a number with one decimal or two, a share from 0 to 1, or the address of the page that shows the row."""

Cell = str | float | datetime | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Describes a column. *words* defines it in a sentence, "" if its label says it all; *width* is in characters."""

    label: str
    kind: Kind
    width: int = 10
    words: str = ""

    @property
    def heading(self) -> str:
        """Return the label for cells that are plain numbers: with the unit, as "Waited (s)"."""
        return f"{self.label} (s)" if self.kind == "seconds" else self.label


@dataclass(frozen=True, slots=True)
class Sheet:
    """Describes a table. *about* are lines that say what it has: the period, and each filter.

    *rows* can be gone through once; *count* says how many there will be. *total* is a last row for all together, None
    for none. *page* is the address at which its calls can be opened.
    """

    title: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Iterator[Row]
    count: int
    total: Row | None = None
    page: str = ""
