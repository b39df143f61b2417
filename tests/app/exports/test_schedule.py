"""A report comes once on each of its days, and its days follow each other without a gap."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.exports.schedule import Schedule

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
KINDS = [
    Schedule("daily", 0, 150),
    *(Schedule("weekly", day, 360) for day in range(7)),
    *(Schedule("monthly", day, 0) for day in (1, 15, 28)),
]


@pytest.mark.parametrize("schedule", KINDS, ids=str)
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu"])
def test_the_days_of_two_reports_meet_without_a_gap(schedule, zone):
    clock = ZoneInfo(zone)
    day = schedule.first(datetime(2026, 1, 1, 12, tzinfo=UTC), clock)
    for _time in range(800 if schedule.rhythm == "daily" else 60):
        after = schedule.next_after(day)
        first, last = schedule.covered(after)
        assert (first, last) == (schedule.covered(day)[1] + DAY, after - DAY)
        assert schedule.moment(day, clock) < schedule.moment(after, clock)
        day = after


def test_a_time_that_comes_twice_is_the_first_and_one_that_is_skipped_comes_an_hour_later():
    schedule = Schedule("daily", 0, 150)
    assert schedule.moment(date(2026, 10, 25), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert schedule.moment(date(2026, 3, 29), BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert schedule.moment(date(2026, 3, 30), BERLIN) == datetime(2026, 3, 30, 0, 30, tzinfo=UTC)


def test_a_weekly_report_covers_seven_days_and_a_monthly_one_the_month_before():
    assert Schedule("weekly", 0, 0).covered(date(2026, 11, 30)) == (date(2026, 11, 23), date(2026, 11, 29))
    assert Schedule("monthly", 1, 0).covered(date(2026, 3, 1)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert Schedule("monthly", 15, 0).covered(date(2026, 1, 15)) == (date(2025, 12, 15), date(2026, 1, 14))


def test_the_first_report_is_still_ahead():
    schedule = Schedule("daily", 0, 360)
    assert schedule.first(datetime(2026, 11, 30, 4, 59, tzinfo=UTC), BERLIN) == date(2026, 11, 30)
    assert schedule.first(datetime(2026, 11, 30, 5, 0, tzinfo=UTC), BERLIN) == date(2026, 12, 1)
    late = Schedule("daily", 0, 1439)
    assert late.first(datetime(2026, 11, 30, 23, 30, tzinfo=UTC), BERLIN) == date(2026, 12, 1)
