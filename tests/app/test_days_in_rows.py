"""Days of another year are written with their year, in lists, in sentences about a period, and on the wall."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from app.db import now
from app.statistics.spans import short_span, span, weekday_and_day
from app.status.sections.worst import clock
from app.web.i18n import row_moment, short_day

ZONE = ZoneInfo("Europe/Berlin")
TODAY = date(2027, 1, 5)


@pytest.fixture
def written(app):
    """Writes something as a reader of a language has it."""

    def written(write, *args, language="en"):
        with app.test_request_context(headers={"Accept-Language": language}):
            return write(*args)

    return written


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("write", [row_moment, short_day])
def test_a_row_of_another_year_has_its_year(written, write, language):
    this_year = now()
    last_year = this_year.replace(year=this_year.year - 1, month=3, day=2)
    assert str(this_year.year) not in written(write, this_year, language=language)
    assert str(last_year.year) in written(write, last_year, language=language)


def test_the_year_is_that_of_the_companys_clock(written):
    eve = datetime(now().year - 1, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert written(row_moment, eve) == f"31 Dec {eve.year}, 23:30"


@pytest.mark.parametrize(
    ("write", "args", "expected"),
    [
        (weekday_and_day, (date(2026, 11, 20),), "Fri 20 Nov 2026"),
        (weekday_and_day, (date(2027, 1, 4),), "Mon 4 Jan"),
        (span, (date(2026, 11, 1), date(2026, 11, 24)), "1 to 24 November 2026"),
        (span, (date(2026, 11, 1), date(2026, 11, 30)), "November 2026"),
        (span, (date(2026, 12, 20), date(2027, 1, 4)), "20 Dec 2026 to 4 Jan 2027"),
        (span, (date(2027, 1, 2), date(2027, 1, 4)), "2 to 4 January"),
        (short_span, (date(2026, 10, 2), date(2026, 10, 31)), "2–31 Oct 2026"),
        (short_span, (date(2026, 12, 20), date(2027, 1, 4)), "20 Dec 2026–4 Jan 2027"),
        (short_span, (date(2027, 1, 2), date(2027, 1, 4)), "2–4 Jan"),
    ],
)
def test_a_stretch_of_days_has_the_year_of_another_one(written, write, args, expected):
    assert written(write, *args, TODAY) == expected


def test_why_a_queue_is_red_names_the_year_of_somebody_who_is_away_since_last_year(written):
    picture = SimpleNamespace(zone=ZONE, today=datetime(2027, 1, 5, 12, tzinfo=ZONE))
    assert written(clock, picture, datetime(2026, 12, 30, 9, tzinfo=ZONE)) == "30 Dec 2026, 09:00"
    assert written(clock, picture, datetime(2027, 1, 4, 9, tzinfo=ZONE)) == "4 Jan, 09:00"
