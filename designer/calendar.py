"""Opening hours without a clock and without a time zone database: all that is needed is in the directory."""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from typing import Any

JsonObject = dict[str, Any]


def is_open(directory: JsonObject, calendar: JsonObject, at_ms: int) -> bool:
    """Whether *calendar* has this moment within its hours, an exception of the day going before the week."""
    local = local_time(directory["zones"][calendar["zone"]], at_ms)
    minute = local.hour * 60 + local.minute
    exceptions = calendar.get("exceptions", {})
    intervals = exceptions.get(local.date().isoformat(), calendar["week"][local.weekday()])
    return any(start <= minute < end for start, end in intervals)


def local_time(offsets: list[list[int]], at_ms: int) -> datetime:
    """Wall clock time in a zone given as ``[[from_epoch_s, utc_offset_s], ...]``, sorted.

    Before the first entry the first offset holds.
    """
    at_s = at_ms // 1000
    index = max(bisect_right(offsets, at_s, key=lambda entry: entry[0]) - 1, 0)
    return datetime.fromtimestamp(at_s, UTC) + timedelta(seconds=offsets[index][1])
