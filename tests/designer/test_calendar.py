"""Opening hours at the edges: of the day, of exceptions, of summer time."""

from datetime import UTC, datetime

import pytest

from designer.runtime.calendar import changes, is_open, local_time
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
    assert is_open(DIRECTORY["zones"], DIRECTORY["calendars"]["office"], at(moment)) is expected


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
    assert is_open(directory["zones"], always, at("2026-11-23T23:59:59"))


NIGHTS = {
    "zone": "Europe/Berlin",
    "week": [[], [], [], [], [[1200, 1560]], [], []],
    "exceptions": {"2026-12-05": [], "2026-12-11": [], "2026-12-31": [[1320, 1800]]},
}
"""A bar: Friday from 20 to 2 o'clock."""


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-27T19:00:00", True),
        ("2026-11-28T00:59:59", True),  # Saturday, 1:59
        ("2026-11-28T01:00:00", False),
        ("2026-12-05T00:30:00", True),  # the night of Friday, though Saturday is closed
        ("2026-12-12T00:30:00", False),  # Friday was closed
        ("2027-01-01T04:59:00", True),  # New Year's Eve, until 6
        ("2027-01-01T05:00:00", False),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(moment, expected):
    assert is_open(DIRECTORY["zones"], NIGHTS, at(moment)) is expected


def told(calendar, since, days=400):
    found = changes(DIRECTORY["zones"], calendar, at(since), days)
    return [(datetime.fromtimestamp(moment / 1000, UTC).isoformat()[:16], is_so) for moment, is_so in found]


def test_the_changes_are_told_in_order():
    assert told(NIGHTS, "2026-12-04T12:00:00", 10) == [("2026-12-04T19:00", True), ("2026-12-05T01:00", False)]
    office = DIRECTORY["calendars"]["office"]
    assert told(office, "2026-12-24T06:00:00", 5) == [
        ("2026-12-24T08:00", True),
        ("2026-12-24T11:00", False),
        ("2026-12-28T08:00", True),
        ("2026-12-28T17:00", False),
    ]


def test_what_is_always_or_never_open_never_changes():
    for hours in ([], [[0, 1440]]):
        assert told({"zone": "Europe/Berlin", "week": [hours] * 7}, "2026-03-01T00:00:00") == []


@pytest.mark.parametrize(
    ("hours", "since", "expected"),
    [
        # 2:30 does not exist: it opens when the clocks jump from 2 to 3
        ([[150, 240]], "2026-03-28T12:00:00", [("2026-03-29T01:00", True), ("2026-03-29T02:00", False)]),
        # 2:15 to 2:45 is there twice
        (
            [[135, 165]],
            "2026-10-24T12:00:00",
            [
                ("2026-10-25T00:15", True),
                ("2026-10-25T00:45", False),
                ("2026-10-25T01:15", True),
                ("2026-10-25T01:45", False),
            ],
        ),
        # until 3 o'clock is an hour longer
        ([[60, 180]], "2026-10-24T12:00:00", [("2026-10-24T23:00", True), ("2026-10-25T02:00", False)]),
    ],
)
def test_the_changes_of_a_day_on_which_the_clocks_change(hours, since, expected):
    calendar = {"zone": "Europe/Berlin", "week": [[], [], [], [], [], [], hours]}
    assert told(calendar, since, 2) == expected


@pytest.mark.parametrize("since", ["2026-03-27T10:17:00", "2026-10-23T22:41:00", "2026-12-23T03:00:00"])
@pytest.mark.parametrize("name", ["office", "nights"])
def test_between_two_changes_nothing_changes(name, since):
    calendar = NIGHTS if name == "nights" else DIRECTORY["calendars"]["office"]
    begin, minutes = at(since), 5 * 1440
    found = dict(changes(DIRECTORY["zones"], calendar, begin, 8))
    state = is_open(DIRECTORY["zones"], calendar, begin)
    for minute in range(1, minutes):
        moment = (begin // 60_000 + minute) * 60_000
        state = found.get(moment, state)
        assert is_open(DIRECTORY["zones"], calendar, moment) is state
