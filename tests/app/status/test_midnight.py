"""The wall over midnight: it turns to the next day by itself, also where the clock changes."""

from datetime import UTC, datetime, timedelta

import pytest

from app.status.reading import make
from app.status.sight import Sight
from tests.app.status import queue_flow
from tests.app.status.pictures import picture

MIDNIGHT = datetime(2026, 11, 23, 23, tzinfo=UTC)
"""In Berlin."""


@pytest.fixture
def today():
    """These tests have days of their own."""


@pytest.mark.parametrize(
    ("at", "midnight"),
    [
        ("2026-11-24T14:05+01:00", "2026-11-25T00:00+01:00"),
        ("2026-10-25T00:30+02:00", "2026-10-26T00:00+01:00"),
        ("2026-10-25T02:30+01:00", "2026-10-26T00:00+01:00"),
        ("2027-03-28T01:30+01:00", "2027-03-29T00:00+02:00"),
    ],
)
def test_a_day_ends_at_midnight_however_long_it_is(at, midnight):
    assert picture(at=datetime.fromisoformat(at)).midnight == datetime.fromisoformat(midnight)


def test_the_figures_of_the_day_begin_again_at_midnight(in_company, company_id, journal, ingest):
    queue_flow.use(journal)
    queue_flow.waits(journal, "a", MIDNIGHT - timedelta(minutes=2), steps=None)
    ingest()
    sight = Sight(company_id, None, "en")
    before = make(sight, MIDNIGHT - timedelta(seconds=30))
    assert before.next_turn == MIDNIGHT
    assert before.state["figures"]["abandoned"]["value"] == 1
    assert before.state["now"]["now"]["day"] == "2026-11-23"
    after = make(sight, MIDNIGHT)
    assert after.state["figures"]["abandoned"]["value"] == 0
    assert after.state["figures"]["longest_wait"]["text"] == "No calls yet"
    assert after.state["now"]["now"]["day"] == "2026-11-24"
    assert (before.state["hours"].keys() - after.state["hours"].keys()) == {"23"}


def test_a_caller_turns_red_without_any_event(in_company, company_id, journal, ingest):
    queue_flow.use(journal)
    joined = MIDNIGHT - timedelta(hours=2)
    queue_flow.waits(journal, "a", joined)
    ingest()
    turn = make(Sight(company_id, None, "en"), joined + timedelta(seconds=1)).next_turn
    assert turn <= joined + timedelta(seconds=61)


def test_the_last_caller_of_yesterday_is_not_the_last_one_of_today(in_company, company_id, journal, ingest):
    sight = Sight(company_id, None, "en")
    make(sight, MIDNIGHT - timedelta(minutes=3))
    queue_flow.use(journal)
    journal.call("a", at=MIDNIGHT - timedelta(minutes=2))
    ingest()
    before = make(sight, MIDNIGHT - timedelta(seconds=30))
    assert round(before.state["now"]["now"]["last_wait_s"]) == 3
    assert make(sight, MIDNIGHT).state["now"]["now"]["last_wait_s"] is None
