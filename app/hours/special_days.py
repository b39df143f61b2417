"""Days on which a calendar goes by other hours than its week: those that somebody has named, and public holidays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.hours.public_holidays import HolidayChoice
from app.hours.week import Intervals

YEARS_BEFORE, YEARS_AFTER = 1, 2
"""So far the days that come every year are told to the switch: a call of last week is replayed as it was."""

DAY = timedelta(days=1)


@dataclass(frozen=True)
class SpecialDay:
    """From *first* to *last*, both with it; *yearly* means on the same days of every year. No *hours*: closed."""

    name: str
    first: date
    last: date
    yearly: bool
    hours: Intervals

    @property
    def rank(self) -> tuple[int, bool]:
        """Of two that want the same day, the lower one has it: the shorter one, then the one that comes once."""
        return (self.last - self.first).days, self.yearly

    def days(self, years: Iterable[int]) -> Iterator[date]:
        """The days of a yearly one that begin in *years*; those of another, whenever they are."""
        for first in self._beginnings(years) if self.yearly else [self.first]:
            yield from (first + DAY * index for index in range((self.last - self.first).days + 1))

    def _beginnings(self, years: Iterable[int]) -> Iterator[date]:
        for year in years:
            try:
                yield self.first.replace(year=year)
            except ValueError:  # 29 February, in a year that has none
                continue

    def to_json(self) -> dict[str, Any]:
        dates = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        return {"name": self.name, **dates, "yearly": self.yearly, "hours": self.hours}


def special_day(data: dict[str, Any]) -> SpecialDay:
    """As ``to_json`` wrote it."""
    dates = {key: date.fromisoformat(data[key]) for key in ("first", "last")}
    return SpecialDay(name=data["name"], yearly=data["yearly"], hours=data["hours"], **dates)


def closed_on(day: str, name: str = "") -> dict[str, Any]:
    """One closed day, once."""
    return SpecialDay(name, date.fromisoformat(day), date.fromisoformat(day), False, []).to_json()


def years_around(year: int) -> range:
    return range(year - YEARS_BEFORE, year + YEARS_AFTER + 1)


def exceptions(days: Iterable[dict[str, Any]], holidays: dict[str, Any] | None, year: int) -> dict[str, Intervals]:
    """By ISO date, as a calendar has it, with what comes every year for the years around *year*."""
    years = years_around(year)
    found: dict[str, Intervals] = {}
    if holidays:
        found = {each.day.isoformat(): [] for each in HolidayChoice(**holidays).holidays(years) if each.counts}
    for each in sorted(map(special_day, days), key=lambda one: one.rank, reverse=True):
        found |= {day.isoformat(): each.hours for day in each.days(years)}
    return dict(sorted(found.items()))


def contradicted(day: SpecialDay, others: Iterable[SpecialDay], year: int) -> tuple[SpecialDay, date] | None:
    """One of *others* that wants a day of *day* with other hours, and neither goes before the other."""
    years = years_around(year)
    days = set(day.days(years))
    for other in others:
        shared = days.intersection(other.days(years))
        if shared and other.rank == day.rank and other.hours != day.hours:
            return other, min(shared)
    return None
