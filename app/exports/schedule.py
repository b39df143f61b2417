"""Says on which days a report comes, when on such a day, and which days it covers.

A report comes once on each of its days, whatever the clocks do, and covers the whole days from the time before up to
yesterday. So each call is in one report, and none is in two.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

DAILY, WEEKLY, MONTHLY = "daily", "weekly", "monthly"
Rhythm = Literal["daily", "weekly", "monthly"]
LAST_DAY = 28
"""The last day of the month on which a report may come: each month has it."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Describes when a report comes: *minute* of the day in the company's time; *day* is the weekday from 0 for Monday,
    or the day of the month, and means nothing for a daily report."""

    rhythm: Rhythm
    day: int
    minute: int

    def next_after(self, day: date) -> date:
        """Return the first of its days after *day*."""
        if self.rhythm == DAILY:
            return day + DAY
        if self.rhythm == WEEKLY:
            return day + timedelta(days=(self.day - day.weekday() - 1) % 7 + 1)
        this = day.replace(day=self.day)
        return this if this > day else (day.replace(day=1) + timedelta(days=31)).replace(day=self.day)

    def first(self, now: datetime, clock: ZoneInfo) -> date:
        """Return the first of its days whose moment is not past."""
        today = now.astimezone(clock).date()
        found = self.next_after(today - DAY)
        return found if self.moment(found, clock) > now else self.next_after(found)

    def moment(self, day: date, clock: ZoneInfo) -> datetime:
        """Return when the report of *day* is due. A time that comes twice is the first of the two, and one that the
        clocks skip comes as much later as they skip."""
        at = time(self.minute // 60, self.minute % 60)
        return datetime.combine(day, at, clock).astimezone(UTC)

    def covered(self, day: date) -> tuple[date, date]:
        """Return the first and the last day of the report of *day*."""
        last = day - DAY
        if self.rhythm == DAILY:
            return last, last
        if self.rhythm == WEEKLY:
            return day - timedelta(days=7), last
        return (day.replace(day=1) - DAY).replace(day=day.day), last
