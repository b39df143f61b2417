"""Reckons how long employees were in a state."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.db import now
from app.db.groups import groups_in_force
from app.figures.columns import Column
from app.figures.dimensions import dimensions
from app.figures.duty_days import OfDay, sums_of
from app.figures.loading import Loaded
from app.figures.members import members_of
from app.figures.reckoning import Key, Numbers, Rows
from app.figures.view import View

OF_DAYS = ("day", "week", "month", "weekday")
WITHOUT = ("hour", "hours")
"""Filters that presence has no answer to."""


@dataclass(frozen=True)
class TimeIn:
    """Adds how long employees were in any of *states*, in seconds. There is none of people of whom nothing is known.

    It can be split by the employee and by days. A filter by group means those who are in the group now.
    """

    states: tuple[str, ...]
    nothing: float | None = None

    def rows(self, view: View) -> Rows:
        """Return no calls: presence is none of theirs."""
        return Rows("call", np.zeros(view.data.count, dtype=bool))

    def numbers(self, view: View, splits: Sequence[str]) -> Numbers:
        """Return the seconds for each combination."""
        if any(split not in ("employee", *OF_DAYS) for split in splits) or any(
            name in view.filters for name in WITHOUT
        ):
            return {}
        people, is_wanted = _people(view), _days(view)
        found: dict[Key, float] = defaultdict(float)
        for (extension, day), by_state in _sums(view.data).items():
            if (people is None or extension in people) and is_wanted[day - view.data.first]:
                key = tuple([_code(view, split, extension, day) for split in splits])
                found[key] += sum([by_state.get(state, 0.0) for state in self.states])
        return dict(found)


def _sums(data: Loaded) -> OfDay:
    """Return how long employees were in which state on each day of *data*."""
    return data.once("presence by day", lambda: sums_of(data.first, data.last, data.zone, data.moment or now()))


def _people(view: View) -> set[str] | None:
    """Return the employees who count, None for all."""
    found: set[str] | None = None
    groups = groups_in_force()
    if groups is not None:
        found = members_of(groups)
    if wanted := view.filters.get("group"):
        members = members_of(wanted)
        found = members if found is None else found & members
    if wanted := view.filters.get("employee"):
        found = {*wanted} if found is None else found & {*wanted}
    return found


def _days(view: View) -> list[bool]:
    """Return for each day of the period whether it counts."""
    ordinals = np.arange(view.data.first, view.data.last + 1)
    found = np.ones(len(ordinals), dtype=bool)
    for name in OF_DAYS:
        if values := view.filters.get(name):
            codes = _of_days(name, ordinals)
            texts = dimensions()[name].texts(view.data, sorted({int(code) for code in codes}))
            found &= np.asarray([texts[int(code)] in values for code in codes], dtype=bool)
    return found.tolist()


def _code(view: View, split: str, extension: str, day: int) -> int:
    if split == "employee":
        return view.data.number_or_new(("extension", extension))
    return int(_of_days(split, np.asarray([day]))[0])


def _of_days(name: str, ordinals: Column) -> Column:
    of_days = dimensions()[name].of_days
    assert of_days is not None
    return of_days(ordinals)
