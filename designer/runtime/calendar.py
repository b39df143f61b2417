"""Reads opening hours without a clock and without a time zone database: the directory has everything that is needed."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from designer.runtime.directory import Calendar, Directory, Offsets, Span

UTC_OFFSETS: Offsets = [[0, 0]]

DAY_MINUTES = 1440
FAR_DAYS = 400
"""Everything that happens once a year happens within so many days."""


def is_open(zones: Mapping[str, Offsets], calendar: Calendar, at_ms: int) -> bool:
    """Return whether this moment is within the hours of *calendar*.

    A day's exception replaces its hours of the week. Hours that end after minute 1440 belong to the day on which they
    begin.
    """
    local = local_time(zones[calendar["zone"]], at_ms)
    minute = local.hour * 60 + local.minute
    today = local.date()
    return _is_within(hours_of(calendar, today), minute) or _is_within(
        hours_of(calendar, today - timedelta(days=1)), minute + DAY_MINUTES
    )


def hours_of(calendar: Calendar, day: date) -> list[Span]:
    """Return the hours that begin on this day, as [from, to] in minutes since its midnight."""
    return calendar.get("exceptions", {}).get(day.isoformat(), calendar["week"][day.weekday()])


def changes(
    zones: Mapping[str, Offsets], calendar: Calendar, at_ms: int, days: int = FAR_DAYS
) -> Iterator[tuple[int, bool]]:
    """Yield (moment in ms, whether it is open from then on) for each opening and closing after *at_ms*, in order."""
    was_open = is_open(zones, calendar, at_ms)
    offsets = zones[calendar["zone"]]
    first = local_time(offsets, at_ms).date()
    for index in range(days):
        for moment in _moments(offsets, calendar, first + timedelta(days=index)):
            if moment > at_ms and is_open(zones, calendar, moment) != was_open:
                was_open = not was_open
                yield moment, was_open


def local_time(offsets: Offsets, at_ms: int) -> datetime:
    """Return the wall clock time in a zone given as ``[[from_epoch_s, utc_offset_s], ...]``, sorted.

    Before the first entry, the first offset holds.
    """
    at_s = at_ms // 1000
    return datetime.fromtimestamp(at_s, UTC) + timedelta(seconds=offsets[_index(offsets, at_s)][1])


def clock(directory: Directory, at_ms: int) -> str:
    """Return the company's wall clock as "HH:MM"; UTC for one without a time zone."""
    return local_time(next(iter(directory["zones"].values()), UTC_OFFSETS), at_ms).strftime("%H:%M")


def _is_within(hours: list[Span], minute: int) -> bool:
    return any(start <= minute < end for start, end in hours)


def _moments(offsets: Offsets, calendar: Calendar, day: date) -> list[int]:
    """Return the moments of this local day at which hours may begin or end: where they are drawn, and where the clocks
    go forward or back. A wall clock time that the day has twice is there twice."""
    midnight_s = round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    spans = [*hours_of(calendar, day)]
    spans += [[minute - DAY_MINUTES for minute in span] for span in hours_of(calendar, day - timedelta(days=1))]
    minutes = {minute for span in spans for minute in span if 0 <= minute < DAY_MINUTES}
    near = offsets[_index(offsets, midnight_s - 86_400) : _index(offsets, midnight_s + 2 * 86_400) + 1]
    found = {from_s * 1000 for from_s, _offset in near if _day_of(offsets, from_s) == day}
    for minute in minutes:
        for _from, offset in near:
            at_s = midnight_s + minute * 60 - offset
            if local_time(offsets, at_s * 1000).timestamp() == midnight_s + minute * 60:
                found.add(at_s * 1000)
    return sorted(found)


def _index(offsets: Offsets, at_s: int) -> int:
    return max(bisect_right(offsets, at_s, key=lambda entry: entry[0]) - 1, 0)


def _day_of(offsets: Offsets, at_s: int) -> date:
    return local_time(offsets, at_s * 1000).date()
