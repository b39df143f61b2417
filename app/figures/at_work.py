"""Adds up how long employees were in a state, by person and by day."""

from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from app.db import company_in_force, now
from app.db.groups import groups_in_force
from app.figures.columns import Column
from app.figures.dimensions import dimensions
from app.figures.duty import duties
from app.figures.loading import Loaded
from app.figures.reckoning import Key, Numbers, Rows
from app.figures.tally import day_begins
from app.figures.view import View
from app.port import Memory
from app.ports.call_records import call_records
from app.ports.colleagues import extensions_of

OF_DAYS = ("day", "week", "month", "weekday")
MOST_REMEMBERED = 16
"""Periods of which a process remembers the sums."""

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
        for (extension, day), by_state in _of_facts(view.data).items():
            if (people is None or extension in people) and is_wanted[day - view.data.first]:
                key = tuple([_code(view, split, extension, day) for split in splits])
                found[key] += sum([by_state.get(state, 0.0) for state in self.states])
        return dict(found)


OfDay = dict[tuple[str, int], dict[str, float]]
"""How many seconds an employee was in each state on a local day, an ordinal."""


class _Remembered:
    """Keeps what was added up last, with the version of the presence."""

    def __init__(self) -> None:
        self.sums: OrderedDict[tuple[int, tuple[object, ...]], OfDay] = OrderedDict()


_remembered: Memory[_Remembered] = Memory(_Remembered)


def _of_facts(data: Loaded) -> OfDay:
    """Return the sums of the days of *data*: those of past days, which are remembered, and those of today."""
    begins, ends, at = day_begins(data.first, data.zone), day_begins(data.last + 1, data.zone), data.moment or now()
    today = day_begins(at.astimezone(data.zone).toordinal(), data.zone)
    return data.once(
        "presence by day",
        lambda: {
            **_past(data.zone, begins, min(ends, max(begins, today))),
            **_added_up(data.zone, max(begins, today), min(ends, at)),
        },
    )


def _past(zone: ZoneInfo, begins: datetime, ends: datetime) -> OfDay:
    if begins >= ends:
        return {}
    key = company_in_force(), (zone.key, *call_records().presence_version(begins, ends))
    sums = _remembered().sums
    found = sums.get(key)
    if found is None:
        found = _added_up(zone, begins, ends)
        sums[key] = found
        while len(sums) > MOST_REMEMBERED:
            sums.popitem(last=False)
    return found


def _added_up(zone: ZoneInfo, begins: datetime, ends: datetime) -> OfDay:
    """Return the sums of [begins, ends). Stretches are cut where local days begin."""
    found: OfDay = {}
    if begins >= ends:
        return found
    for duty in duties(call_records().presence_in(begins, ends), begins, ends):
        since, day = duty.since, duty.since.astimezone(zone).toordinal()
        while since < duty.until:
            until = min(duty.until, day_begins(day + 1, zone))
            by_state = found.setdefault((duty.extension, day), {})
            by_state[duty.state] = by_state.get(duty.state, 0.0) + (until - since).total_seconds()
            since, day = until, day + 1
    return found


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
