"""Finds out how many calls there were at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.db import now
from app.db.groups import groups_in_force
from app.figures.columns import Column, ranked
from app.figures.dimensions import dimensions
from app.figures.dimensions.dimension import codes_of
from app.figures.reckoning import Keyed, Numbers, Rows, keyed, numbered
from app.figures.tally import day_begins
from app.figures.view import View

TIMES = ("day", "week", "month", "weekday", "hour")
MS = 1000


@dataclass(frozen=True)
class AtOnce:
    """Counts for each call how many there are when it begins, itself included, and gives the number that so many
    *percent* of the calls don't exceed: 100 for the peak.

    A split by time divides the calls by when they begin; by anything else, each value has its own calls at once.
    """

    percent: int
    nothing: float | None = None

    def rows(self, view: View) -> Rows:
        """Return the calls that took any time."""
        lasted = view.column("call", "lasted_ms")
        return Rows("call", view.rows("call") & (lasted != 0))

    def numbers(self, view: View, splits: Sequence[str]) -> Numbers:
        """Return the number of calls for each combination."""
        others = [split for split in splits if split not in TIMES]
        found = keyed(view, self.rows(view), others)
        if not len(found.places):
            return {}
        levels = self._levels(view, found, others)
        codes = [
            np.asarray([key[others.index(split)] for key in found.keys])[found.number]
            if split in others
            else codes_of(view.data, dimensions()[split], "call").code[found.places]
            for split in splits
        ]
        return _percentiles(numbered(found.places, codes), levels, self.percent)

    @staticmethod
    def _levels(view: View, found: Keyed, others: list[str]) -> Column:
        if others:
            return view.once(f"calls at once by {others}", lambda: _levels(view, found))
        selected = "calls at once", groups_in_force(), *((name, *values) for name, values in view.filters.items())
        return view.data.once(selected, lambda: _levels(view, found))


def _levels(view: View, found: Keyed) -> Column:
    """Return how many calls of the same combination there are when each begins."""
    begins = moments(view)[found.places]
    lasted = view.column("call", "lasted_ms")[found.places].astype(np.int64)
    now_ms = round(now().timestamp() * MS)
    ends = np.where(lasted < 0, max(now_ms, int(begins.max())) + 1, begins + lasted)
    levels = np.zeros(len(begins), dtype=np.int64)
    for number in range(len(found.keys)):
        those = np.flatnonzero(found.number == number) if len(found.keys) > 1 else np.arange(len(begins))
        levels[those] = _at_once(begins[those], ends[those])
    return levels


def _at_once(begins: Column, ends: Column) -> Column:
    """Return how many of these calls there are when each begins. Most of them are in order already."""
    ordered = np.sort(begins, kind="stable")
    begun = np.searchsorted(ordered, begins, side="right")
    ended = np.cumsum(np.bincount(np.searchsorted(ordered, ends, side="left"), minlength=len(begins) + 1))
    found: Column = begun - ended[begun - 1]
    return found


def moments(view: View) -> Column:
    """Return when each call began, in milliseconds since 1970 UTC."""
    data = view.data
    midnights = [round(day_begins(day, data.zone).timestamp()) * MS for day in range(data.first, data.last + 1)]
    found: Column = np.asarray(midnights, dtype=np.int64)[data.day] + data.column("call", "began_ms")
    return found


def _percentiles(found: Keyed, values: Column, percent: int) -> Numbers:
    """Return the value at this percentile of each combination: the least one that so many don't exceed."""
    most = int(values.max()) + 1
    different, place = ranked(found.number * most + values)
    up_to = np.cumsum(np.bincount(place, minlength=len(different)))
    counts = np.bincount(found.number, minlength=len(found.keys))
    wanted = np.cumsum(counts) - counts + np.maximum(1, -(-counts * percent // 100))
    best = different[np.searchsorted(up_to, wanted, side="left")] % most
    return dict(zip(found.keys, best.astype(float).tolist(), strict=True))
