"""Adds up how long employees were in a state, by person and by day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from app.db import now
from app.db.groups import groups_in_force
from app.figures.dimensions import DIMENSIONS
from app.figures.duty import Duty, duties
from app.figures.reckoning import Key, Numbers, Rows
from app.figures.tally import day_begins
from app.figures.view import View
from app.ports.call_records import call_records
from app.ports.colleagues import extensions_of

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
        found: dict[Key, float] = defaultdict(float)
        for duty, day, seconds in view.once("days of presence", lambda: list(_by_day(view))):
            key = tuple(_code(view, split, duty, day) for split in splits)
            found[key] += seconds if duty.state in self.states else 0.0
        return dict(found)


def _by_day(view: View) -> Iterator[tuple[Duty, int, float]]:
    """Yield the stretches of those who are selected, cut where local days begin, with the day and their seconds."""
    data = view.data
    begins, ends = day_begins(data.first, data.zone), min(day_begins(data.last + 1, data.zone), now())
    if begins >= ends:
        return
    people, is_wanted = _people(view), _days(view)
    for duty in duties(call_records().presence_in(begins, ends), begins, ends):
        if people is not None and duty.extension not in people:
            continue
        since, day = duty.since, duty.since.astimezone(data.zone).toordinal()
        while since < duty.until:
            until = min(duty.until, day_begins(day + 1, data.zone))
            if is_wanted[day - data.first]:
                yield duty, day, (until - since) / timedelta(seconds=1)
            since, day = until, day + 1


def _people(view: View) -> set[str] | None:
    """Return the employees who count, None for all."""
    found: set[str] | None = None
    groups = groups_in_force()
    if groups is not None:
        found = extensions_of(groups)
    if wanted := view.filters.get("group"):
        members = extensions_of(wanted)
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
            texts = DIMENSIONS[name].texts(view.data, sorted({int(code) for code in codes}))
            found &= np.asarray([texts[int(code)] in values for code in codes], dtype=bool)
    return found.tolist()


def _code(view: View, split: str, duty: Duty, day: int) -> int:
    if split == "employee":
        return view.data.number_or_new(("extension", duty.extension))
    return int(_of_days(split, np.asarray([day]))[0])


def _of_days(name: str, ordinals: np.ndarray) -> np.ndarray:
    of_days = DIMENSIONS[name].of_days
    assert of_days is not None
    return of_days(ordinals)
