"""Counts, adds and averages rows, by the values of up to two dimensions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.figures.columns import Column, distinct, ranked
from app.figures.dimensions import dimensions
from app.figures.dimensions.dimension import Codes, Dimension, codes_of
from app.figures.loading import Mask
from app.figures.view import View
from app.ports.figures import Unit

Values = NDArray[np.float64]
Key = tuple[int, ...]
Numbers = dict[Key, float]
"""A number for each combination of codes. One that is missing is 0, or nothing, as the measure says."""


@dataclass(frozen=True)
class Rows:
    """Describes the rows that a figure counts: those of *kind* that *mask* has. If *is_once*, a call counts once,
    however many of its rows are there."""

    kind: str
    mask: Mask
    is_once: bool = False


Finds = Callable[[View], Rows]


class Reckoning(Protocol):
    """Declares how a measure is reckoned."""

    @property
    def nothing(self) -> float | None:
        """Return the value where there are no rows."""

    def rows(self, view: View) -> Rows:
        """Return the rows that the figure counts."""

    def numbers(self, view: View, splits: Sequence[str]) -> Numbers:
        """Return the figure for each combination of codes."""


Terms = dict[Key, tuple[float, float]]
"""What is divided by what, for each combination of codes."""


@dataclass(frozen=True)
class Keyed:
    """Holds *places* of rows, and for each the number of its combination in *keys*."""

    places: Column
    number: Column
    keys: list[Key]


def keyed(view: View, rows: Rows, splits: Sequence[str]) -> Keyed:
    """Return the rows with their combinations of codes. A row may be in more than one, or in none."""
    places: Column = np.flatnonzero(rows.mask)
    rank: Column
    codes: list[Column] = []
    for dimension in [dimensions()[split] for split in splits]:
        found = codes_of(view.data, dimension, rows.kind)
        if found.places is None:
            rank, code = np.arange(len(places)), found.code[places]
        else:
            rank, code = _of_places(found, places, dimension.is_once)
        if (allowed := _allowed(view, dimension, code)) is not None:
            rank, code = rank[allowed], code[allowed]
        places, codes = places[rank], [*(each[rank] for each in codes), code]
    if rows.is_once and rows.kind != "call":
        places, codes = _once(view.column(rows.kind, "call")[places], codes)
    return numbered(places, codes)


def _allowed(view: View, dimension: Dimension, code: Column) -> Mask | None:
    """Return which codes may be there: not that of nothing, and of parties those that are selected, and that the user
    may see. None means all of them."""
    split, nothing = dimension.name, dimension.nothing
    found: Mask | None = code != view.data.number(nothing) if nothing else None
    if dimension.is_party and found is not None:
        found = np.asarray(found & view.of_party(split, code))
    if (wanted := view.codes.get(split)) is not None:
        is_wanted = np.isin(code, wanted)
        found = is_wanted if found is None else found & is_wanted
    return found


def _of_places(found: Codes, places: Column, is_once: bool) -> tuple[Column, Column]:
    """Return for each pair of a place among *places* and a code of it: the rank of the place, and the code."""
    assert found.places is not None
    last = max(found.places.max(initial=-1), places.max(initial=-1))
    rank_of = np.full(int(last) + 1, -1, dtype=np.int64)
    rank_of[places] = np.arange(len(places))
    rank = rank_of[found.places]
    kept = rank >= 0
    pairs = rank[kept], found.code[kept]
    return pairs if is_once else _different_pairs(*pairs)


def _different_pairs(first: Column, second: Column) -> tuple[Column, Column]:
    """Return each pair once. Neither may be negative."""
    if not len(first):
        return first, second
    per = int(second.max()) + 1
    found = distinct(first.astype(np.int64) * per + second)
    return found // per, found % per


def _once(calls: Column, codes: list[Column]) -> tuple[Column, list[Column]]:
    """Return each call once for each combination."""
    order = np.argsort(calls, kind="stable")
    calls, codes = calls[order], [code[order] for code in codes]
    again = calls[1:] == calls[:-1]
    if not again.any():
        return calls, codes
    is_many = np.append(again, False) | np.append(False, again)
    some, some_codes = _different_combinations(calls[is_many], [code[is_many] for code in codes])
    rest = ~is_many
    return np.concatenate([calls[rest], some]), [
        np.concatenate([code[rest], more]) for code, more in zip(codes, some_codes, strict=True)
    ]


def _different_combinations(calls: Column, codes: list[Column]) -> tuple[Column, list[Column]]:
    if not codes:
        return distinct(calls), []
    different = [ranked(code) for code in codes]
    number = different[0][1]
    for firsts, more in different[1:]:
        number = number * len(firsts) + more
    found, number = _different_pairs(calls, number)
    numbers = []
    for firsts, _more in reversed(different):
        numbers.append(firsts[number % len(firsts)])
        number = number // len(firsts)
    return found, numbers[::-1]


def numbered(places: Column, codes: list[Column]) -> Keyed:
    """Return *places* with the number of the combination of *codes* that each has."""
    if not codes:
        return Keyed(places, np.zeros(len(places), dtype=np.int64), [()])
    firsts, numbers = [], []
    for code in codes:
        different, number = ranked(code)
        firsts.append(different)
        numbers.append(number)
    first: Column = numbers[0]
    if len(codes) == 1:
        return Keyed(places, first, [(int(code),) for code in firsts[0]])
    different, number = ranked(first * len(firsts[1]) + numbers[1])
    keys: list[Key] = [
        (int(firsts[0][each // len(firsts[1])]), int(firsts[1][each % len(firsts[1])])) for each in different
    ]
    return Keyed(places, number, keys)


def added(found: Keyed, weights: Values | Column | None) -> Numbers:
    """Return the sum of *weights* for each combination; the count if there are none."""
    sums = np.bincount(found.number, weights, minlength=len(found.keys))
    return dict(zip(found.keys, sums.tolist(), strict=True))


@dataclass(frozen=True)
class Count:
    """Counts rows. A row of the kind "call" may stand for more than one call."""

    finds: Finds
    nothing: float | None = 0.0

    def rows(self, view: View) -> Rows:
        """Return the rows that the figure counts."""
        return self.finds(view)

    def numbers(self, view: View, splits: Sequence[str]) -> Numbers:
        """Return the count for each combination."""
        rows = self.finds(view)
        found = keyed(view, rows, splits)
        is_of_calls = rows.kind == "call" or rows.is_once
        return added(found, view.column("call", "calls")[found.places] if is_of_calls else None)


@dataclass(frozen=True)
class Total:
    """Adds a *column* of rows, in thousandths. Negative amounts are unknown, unless it *may_be_negative*."""

    finds: Finds
    column: Callable[[View, Rows], Column]
    per: float = 1000.0
    nothing: float | None = 0.0
    may_be_negative: bool = False

    def rows(self, view: View) -> Rows:
        """Return the rows that the figure counts."""
        return self.finds(view)

    def numbers(self, view: View, splits: Sequence[str]) -> Numbers:
        """Return the sum for each combination."""
        rows = self.finds(view)
        found = keyed(view, rows, splits)
        amounts = self.column(view, rows)[found.places].astype(np.float64)
        sums = added(found, amounts if self.may_be_negative else np.maximum(amounts, 0.0))
        return {key: value / self.per for key, value in sums.items()}


@dataclass(frozen=True)
class Ratio:
    """Divides one figure by another, both over their sums: there is none where there is nothing to divide by."""

    above: Reckoning
    below: Reckoning
    unit: Unit = "calls"
    per: Unit = "calls"
    """What the upper and the lower figure are counted in."""
    currency: str = ""
    """That of the upper figure, if it is money."""
    nothing: float | None = None

    def rows(self, view: View) -> Rows:
        """Return the rows that the upper figure counts."""
        return self.above.rows(view)

    def numbers(self, view: View, splits: Sequence[str]) -> Numbers:
        """Return the quotient for each combination that has any rows to divide by."""
        return self.divided(self.terms(view, splits))

    def terms(self, view: View, splits: Sequence[str]) -> Terms:
        """Return what is divided by what, for each combination that has any rows to divide by."""
        above, below = self.above.numbers(view, splits), self.below.numbers(view, splits)
        return {key: (above.get(key, 0.0), value) for key, value in below.items() if value}

    @staticmethod
    def divided(terms: Terms) -> Numbers:
        """Return the quotients."""
        return {key: above / below for key, (above, below) in terms.items()}


@dataclass(frozen=True)
class Sum:
    """Adds two figures, of which the second may be unknown."""

    one: Reckoning
    other: Reckoning
    nothing: float | None = 0.0

    def rows(self, view: View) -> Rows:
        """Return the rows that the first figure counts."""
        return self.one.rows(view)

    def numbers(self, view: View, splits: Sequence[str]) -> Numbers:
        """Return the sum for each combination that either has."""
        one, other = self.one.numbers(view, splits), self.other.numbers(view, splits)
        return {key: one.get(key, 0.0) + other.get(key, 0.0) for key in one.keys() | other.keys()}


@dataclass(frozen=True)
class Highest:
    """Finds the greatest value of a *column*, or the least one, in thousandths. Unknown values don't count."""

    finds: Finds
    column: Callable[[View, Rows], Column]
    per: float = 1000.0
    is_least: bool = False
    nothing: float | None = None

    def rows(self, view: View) -> Rows:
        """Return the rows among which the value is looked for."""
        return self.finds(view)

    def numbers(self, view: View, splits: Sequence[str]) -> Numbers:
        """Return the value for each combination that has any."""
        rows = self.finds(view)
        values = self.column(view, rows)
        rows = Rows(rows.kind, rows.mask & (values >= 0))
        found = keyed(view, rows, splits)
        start = np.iinfo(np.int64).max if self.is_least else -1
        best = np.full(len(found.keys), start, dtype=np.int64)
        at = np.minimum.at if self.is_least else np.maximum.at
        at(best, found.number, values[found.places].astype(np.int64))
        return {key: value / self.per for key, value in zip(found.keys, best.tolist(), strict=True) if value != start}


@dataclass(frozen=True)
class Different:
    """Counts the different values of a *column* of calls that are known."""

    finds: Finds
    column: str
    without: tuple[str, str]
    """The term that stands for none."""
    nothing: float | None = 0.0

    def rows(self, view: View) -> Rows:
        """Return the rows among which values are counted."""
        return self.finds(view)

    def numbers(self, view: View, splits: Sequence[str]) -> Numbers:
        """Return how many there are for each combination."""
        rows = self.finds(view)
        values = view.column("call", self.column)
        rows = Rows(rows.kind, rows.mask & (values != view.data.number(self.without)))
        found = keyed(view, rows, splits)
        if not len(found.places):
            return {}
        pairs = _different_pairs(found.number, values[found.places])[0]
        counts = np.bincount(pairs, minlength=len(found.keys))
        return dict(zip(found.keys, counts.astype(float).tolist(), strict=True))
