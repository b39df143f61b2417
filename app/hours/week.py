"""Reads and writes opening hours: "9:00-12:30, 13:30-18:00" for people, minutes in a calendar."""

import re
from collections.abc import Iterable
from itertools import pairwise

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from designer.runtime.calendar import DAY_MINUTES

Intervals = list[list[int]]
"""[[from, to], ...] in minutes since midnight, sorted, not overlapping.

An interval begins before 1440 and may end up to a day later, in the night to the next day.
"""

Week = list[Intervals]
"""Seven days, Monday first."""

DAYS = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)
MOST_INTERVALS = 12
SPAN = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*[-–]\s*([0-9]{1,2})(?:[:.]([0-9]{2}))?")
CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")


def parse_hours(text: str, nights: bool = False) -> Intervals:
    """Return the hours in *text*; "" means closed. Raise ValueError with a sentence for the user.

    With *nights*, 22-2 ends at 2 o'clock of the next day.
    """
    return in_order(_span(part.strip(), nights) for part in text.split(",") if part.strip())


def in_order(spans: Iterable[list[int]]) -> Intervals:
    """Return the spans sorted. Raise ValueError if they overlap or are too many."""
    found = sorted(spans)
    if len(found) > MOST_INTERVALS:
        raise ValueError(_("A day has at most %(most)s spans.", most=MOST_INTERVALS))
    for before, after in pairwise(found):
        if after[0] < before[1]:
            raise ValueError(_("%(one)s and %(other)s overlap.", one=write_hours([before]), other=write_hours([after])))
    return found


def read_span(start: str, end: str) -> list[int]:
    """Return a span of two times such as "09:00" and "17:30". Raise ValueError if it is no time of day.

    If the end is not after the start, it is on the next day.
    """
    first, last = read_clock(start), read_clock(end)
    return [first, last if last > first else last + DAY_MINUTES]


def read_clock(text: str) -> int:
    """Return a time as minutes since midnight. Raise ValueError if it is no time of day."""
    match = CLOCK.fullmatch(text.strip())
    hour, minute = (int(match[1]), int(match[2])) if match else (99, 99)
    if hour > 23 or minute > 59:
        raise ValueError(_("“%(text)s” is no time between 0:00 and 23:59.", text=text[:20]))
    return hour * 60 + minute


def write_hours(intervals: Intervals) -> str:
    """Return hours as text."""
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in intervals)


def write_clock(minute: int) -> str:
    """Return a time as an input field needs it, "09:00"; the end of a day is "00:00"."""
    return f"{minute % DAY_MINUTES // 60:02d}:{minute % 60:02d}"


def spread(week: Week) -> Week:
    """Return the week with every night cut at midnight, so that each day has its own hours."""
    found: Week = [[] for _day in week]
    for day, hours in enumerate(week):
        for start, end in hours:
            found[day].append([start, min(end, DAY_MINUTES)])
            if end > DAY_MINUTES:
                found[(day + 1) % len(week)].append([0, end - DAY_MINUTES])
    return [sorted(hours) for hours in found]


def _span(text: str, nights: bool) -> list[int]:
    match = SPAN.fullmatch(text)
    if not match:
        raise ValueError(_("“%(text)s” can't be read as hours. Write them like 9:00-17:30.", text=text[:40]))
    numbers = [int(part or 0) for part in match.groups()]
    start, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    if max(numbers[1], numbers[3]) > 59 or start >= DAY_MINUTES or end > DAY_MINUTES or (start >= end and not nights):
        raise ValueError(_("“%(text)s” must begin before it ends, within 0:00-24:00.", text=text[:40]))
    return [start, end if end > start else end + DAY_MINUTES]


def _clock(minute: int) -> str:
    within = minute if minute <= DAY_MINUTES else minute - DAY_MINUTES
    return f"{within // 60}:{within % 60:02d}"
