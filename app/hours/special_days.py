"""Defines days on which a calendar's hours differ from its week: named ones, and public holidays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.hours.public_holidays import HolidayChoice
from app.hours.week import Intervals

YEARS_BEFORE, YEARS_AFTER = 1, 2
"""The years for which the switch gets yearly days: a call of last week is replayed as it was."""

DAY = timedelta(days=1)


@dataclass(frozen=True)
class SpecialDay:
    """Describes a special day, from *first* to *last*, both included.

    *yearly* means the same days of every year. No *hours* means closed.
    """

    name: str
    first: date
    last: date
    yearly: bool
    hours: Intervals

    @property
    def rank(self) -> tuple[int, bool]:
        """Return which of two wins a day: the lower rank, so the shorter one, then the one that is not yearly."""
        return (self.last - self.first).days, self.yearly

    def days(self, years: Iterable[int]) -> Iterator[date]:
        """Yield the days of a yearly one that begin in *years*, or of another one in any year."""
        for first in self._beginnings(years) if self.yearly else [self.first]:
            yield from (first + DAY * index for index in range((self.last - self.first).days + 1))

    def _beginnings(self, years: Iterable[int]) -> Iterator[date]:
        for year in years:
            try:
                yield self.first.replace(year=year)
            except ValueError:  # 29 February, in a year that has none
                continue

    def to_json(self) -> dict[str, Any]:
        """Return the special day as JSON."""
        dates = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        return {"name": self.name, **dates, "yearly": self.yearly, "hours": self.hours}


def special_day(data: dict[str, Any]) -> SpecialDay:
    """Return the special day that ``to_json`` wrote."""
    dates = {key: date.fromisoformat(data[key]) for key in ("first", "last")}
    return SpecialDay(name=data["name"], yearly=data["yearly"], hours=data["hours"], **dates)


def closed_on(day: str, name: str = "") -> dict[str, Any]:
    """Return one closed day, not yearly, as JSON."""
    return SpecialDay(name, date.fromisoformat(day), date.fromisoformat(day), False, []).to_json()


def years_around(year: int) -> range:
    """Return the years for which the switch gets yearly days."""
    return range(year - YEARS_BEFORE, year + YEARS_AFTER + 1)


def exceptions(days: Iterable[dict[str, Any]], holidays: dict[str, Any] | None, year: int) -> dict[str, Intervals]:
    """Return hours by ISO date, with yearly days for the years around *year*."""
    years = years_around(year)
    found: dict[str, Intervals] = {}
    if holidays:
        found = {each.day.isoformat(): [] for each in HolidayChoice(**holidays).holidays(years) if each.counts}
    for each in sorted(map(special_day, days), key=lambda one: one.rank, reverse=True):
        found |= {day.isoformat(): each.hours for day in each.days(years)}
    return dict(sorted(found.items()))


def contradicted(day: SpecialDay, others: Iterable[SpecialDay], year: int) -> tuple[SpecialDay, date] | None:
    """Return the first of *others* that gives a day of *day* other hours without precedence, and that day."""
    years = years_around(year)
    days = set(day.days(years))
    for other in others:
        shared = days.intersection(other.days(years))
        if shared and other.rank == day.rank and other.hours != day.hours:
            return other, min(shared)
    return None
