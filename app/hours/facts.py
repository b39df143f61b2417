"""Provides facts about calendars that the checks of a drawing ask for."""

from itertools import pairwise

from app.hours.models import Calendar
from app.hours.service import list_calendars
from app.hours.week import spread


def facts() -> dict[str, set[str]]:
    """Return "overlapping" and "never_open", for ``app.ports.directory``."""
    calendars = list_calendars()
    return {
        "overlapping": {calendar.name for calendar in calendars if _overlaps(calendar)},
        "never_open": {calendar.name for calendar in calendars if not any(_days(calendar))},
    }


def _days(calendar: Calendar) -> list[list[list[int]]]:
    return [*spread(calendar.week), *(day["hours"] for day in calendar.special_days)]


def _overlaps(calendar: Calendar) -> bool:
    return any(after[0] < before[1] for day in _days(calendar) for before, after in pairwise(sorted(day)))
