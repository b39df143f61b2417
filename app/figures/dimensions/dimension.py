"""Describes a dimension of calls: what figures can be split and filtered by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from flask_babel import LazyString

from app.figures.columns import Column
from app.figures.loading import Loaded, Mask

Choices = list[tuple[str, str]]
"""(value, label)"""


@dataclass(frozen=True)
class Codes:
    """Gives a whole number to rows of a kind: *code* to the row at each of *places*. A row may come more than once, or
    not at all. If *places* is None, each row has one."""

    code: Column
    places: Column | None = None


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """Declares one dimension.

    *own* has by kind the column in which rows of this kind have it themselves; other rows have that of their call.
    *texts* gives the value of each code, as the URL has it, and *order* the codes in their natural order, None if that
    is by the first measure, the greatest first.
    """

    name: str
    label: LazyString
    filter: Literal["choice", "number", "range", "block", ""] = "choice"
    is_split: bool = True
    codes: Callable[[Loaded], Codes]
    texts: Callable[[Loaded, Sequence[int]], Mapping[int, str]]
    mask: Callable[[Loaded, Sequence[str]], Mask]
    choices: Callable[[], Choices] = list
    text: Callable[[str], str | None] = lambda value: value
    """Returns what people call a value, None if nothing has that name any more."""
    read: Callable[[str], str] = lambda value: value
    """Returns a value of a URL as a selection has it. It may raise ``BadSelection``."""
    own: Mapping[str, str] = field(default_factory=dict)
    is_once: bool = False
    """Whether no row has the same code twice."""
    is_ordered: bool = True
    nothing: tuple[str, str] | None = None
    """The term that stands for none of them: rows that have it have no code."""
    is_party: bool = False
    """Whether it says who took part: then figures of one are those of what they did themselves."""
    of_days: Callable[[Column], Column] | None = None
    """Returns the codes of days, which are ordinals, for a dimension that only asks for the day."""
    all_codes: Callable[[Loaded], Iterable[int]] | None = None
    """Gives the codes that have a row even if no call has them, such as each day of the period."""


def codes_of(data: Loaded, dimension: Dimension, kind: str) -> Codes:
    """Return the codes of the rows of a *kind*."""
    if name := dimension.own.get(kind):
        return Codes(data.column(kind, name))
    codes = dimension.codes(data)
    if kind == "call":
        return codes
    calls = data.column(kind, "call")
    if codes.places is None:
        return Codes(codes.code[calls])
    return _pairs(codes, calls)


def _pairs(codes: Codes, calls: Column) -> Codes:
    """Return the codes of rows that belong to *calls*: each row has all codes of its call."""
    assert codes.places is not None
    order = np.argsort(codes.places, kind="stable")
    sorted_places = codes.places[order]
    begins, ends = np.searchsorted(sorted_places, calls, "left"), np.searchsorted(sorted_places, calls, "right")
    counts = ends - begins
    rows = np.repeat(np.arange(len(calls)), counts)
    steps = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return Codes(codes.code[order[np.repeat(begins, counts) + steps]], rows)


def calls_with(data: Loaded, kind: str, hits: Mask) -> Mask:
    """Return the calls that have any of the rows of *kind* that are *hits*."""
    found = np.zeros(data.count, dtype=bool)
    found[data.column(kind, "call")[hits]] = True
    return found


def of_numbers(column: Column, numbers: Sequence[int]) -> Mask:
    """Return where *column* has any of *numbers*."""
    if len(numbers) == 1:
        return np.asarray(column == numbers[0])
    return np.isin(column, np.asarray(numbers, dtype=np.int64))
