"""Opening hours as people write them, "9:00-12:30, 13:30-18:00", and as a calendar keeps them, in minutes."""

import re
from datetime import date
from itertools import pairwise

from flask_babel import gettext as _

Intervals = list[list[int]]
"""[[from, to], ...] in minutes since midnight, sorted, apart from each other; 0 to 1440."""

DAY_MINUTES = 1440
MOST_INTERVALS = 12
SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?")


def parse_hours(text: str) -> Intervals:
    """Raises ValueError with a sentence for the person who wrote it. Nothing written means closed."""
    found = sorted(_span(part.strip()) for part in text.split(",") if part.strip())
    if len(found) > MOST_INTERVALS:
        raise ValueError(_("A day has at most %(most)s spans.", most=MOST_INTERVALS))
    for before, after in pairwise(found):
        if after[0] < before[1]:
            raise ValueError(_("%(one)s and %(other)s overlap.", one=write_hours([before]), other=write_hours([after])))
    return found


def write_hours(intervals: Intervals) -> str:
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in intervals)


def parse_exceptions(text: str) -> dict[str, Intervals]:
    """One day a line: "2026-12-24 9:00-12:00", or "2026-12-25" alone for a closed day. Raises ValueError."""
    found: dict[str, Intervals] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        day, _space, hours = line.partition(" ")
        try:
            key = date.fromisoformat(day).isoformat()
        except ValueError as problem:
            message = _("“%(line)s” does not begin with a date such as 2026-12-24.", line=line[:40])
            raise ValueError(message) from problem
        if key in found:
            raise ValueError(_("%(day)s is there twice.", day=key))
        found[key] = parse_hours(hours)
    return dict(sorted(found.items()))


def write_exceptions(exceptions: dict[str, Intervals]) -> str:
    return "\n".join(f"{day} {write_hours(hours)}".rstrip() for day, hours in exceptions.items())


def _span(text: str) -> list[int]:
    match = SPAN.fullmatch(text)
    if not match:
        raise ValueError(_("“%(text)s” is not like 9:00-17:30.", text=text[:40]))
    numbers = [int(part or 0) for part in match.groups()]
    start, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    if max(numbers[1], numbers[3]) > 59 or not start < end <= DAY_MINUTES:
        raise ValueError(_("“%(text)s” must begin before it ends, within 0:00-24:00.", text=text[:40]))
    return [start, end]


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"
