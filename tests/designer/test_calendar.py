"""Opening hours at the edges: of the day, of exceptions, of summer time."""

from datetime import UTC, datetime

import pytest

from designer.calendar import is_open, local_time
from tests.designer.drawing import BERLIN, DIRECTORY


def at(text: str) -> int:
    """Milliseconds of a UTC moment."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T07:59:59", False),
        ("2026-11-23T08:00:00", True),
        ("2026-11-23T16:59:59", True),
        ("2026-11-23T17:00:00", False),
        ("2026-11-22T12:00:00", False),  # a Sunday
        ("2026-12-24T10:59:00", True),
        ("2026-12-24T11:00:00", False),
        ("2026-12-25T10:00:00", False),
        ("2026-07-01T07:00:00", True),  # summer: 9 o'clock in Berlin
        ("2026-07-01T16:00:00", False),
    ],
)
def test_hours_are_those_on_the_companys_wall(moment, expected):
    assert is_open(DIRECTORY, DIRECTORY["calendars"]["office"], at(moment)) is expected


@pytest.mark.parametrize(
    ("moment", "wall"),
    [
        ("2026-03-29T00:59:59", "01:59:59"),
        ("2026-03-29T01:00:00", "03:00:00"),
        ("2026-10-25T00:59:59", "02:59:59"),
        ("2026-10-25T01:00:00", "02:00:00"),
    ],
)
def test_the_clock_changes_when_the_zones_does(moment, wall):
    assert local_time(BERLIN, at(moment)).strftime("%H:%M:%S") == wall


def test_a_minute_until_midnight_counts():
    directory = {"zones": {"UTC": [[0, 0]]}}
    always = {"zone": "UTC", "week": [[[0, 1440]]] * 7}
    assert is_open(directory, always, at("2026-11-23T23:59:59"))
