"""Describes what a card shows: a sentence, a picture, and the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString
from markupsafe import Markup

from app.ports.figures import Question

Order = float | str | None
"""What a cell is sorted by; None comes last."""

Figure = dict[str, Any]
"""A figure of Plotly: "data" and "layout". Colours are roles, such as "@answered", which the page resolves by theme."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Holds one figure of a table as *text*; *href* opens the calls that it counts.

    *bars* has (outcome, amount) to draw instead, and *text* is then for screen readers. *filled* is the formula of the
    measure with its numbers.
    """

    text: str
    order: Order = None
    href: str = ""
    bars: tuple[tuple[str, float], ...] = ()
    filled: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Holds the cells of one *label*, whose link narrows the page to it. *detail* is a second line.

    *mark* is a word beside the label, such as "New".
    """

    label: str
    order: Order
    cells: tuple[Cell, ...]
    href: str = ""
    detail: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Heads a column. *words* and *formula* define the measure in it."""

    label: str
    words: str = ""
    formula: str = ""
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Holds the rows behind a picture. The first column is that of the labels.

    *sorted_by* is the index of the column by which the rows are sorted, falling if *is_falling*.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    sorted_by: int = 0
    is_falling: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """Explains one colour of a picture: *role* is an outcome, "main", "soft" or "past"; *total* is its sum.

    Pressing it hides and shows that part of the picture, unless it *is_fixed*.
    """

    role: str
    label: str
    total: str = ""
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Caller:
    """Describes somebody who was missed and never called back; *detail* says when. *call* is the one whose caller can
    be called back, "" for none; *last* is their last call in any case.
    """

    name: str
    call: str
    last: str
    shown_number: str
    detail: str
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Holds what a card shows. *summary* is one line for screen readers in the place of the picture.

    *is_empty* says that nothing was counted. *open_rows* is how many rows are shown under the picture at first; 0 puts
    the table behind a button. *question* asks for the same rows, for files of them.
    """

    say: Markup = field(default_factory=Markup)
    figure: Figure | None = None
    summary: str = ""
    legend: Sequence[Key] = ()
    table: Table | None = None
    question: Question | None = None
    open_rows: int = 0
    note: str = ""
    callers: Sequence[Caller] = ()
    more: tuple[str, str] | None = None
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """Describes one way to show a card, such as by the day."""

    name: str
    label: LazyString
