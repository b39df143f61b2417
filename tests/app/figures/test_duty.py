"""How long people were at work, paused, or busy with notes: from their phones, their choices and wrap-ups."""

from datetime import UTC, datetime, timedelta

import pytest

from app.calls.models import Presence
from app.db import db
from app.db.groups import group_scope
from app.figures.duty import Duty, duties
from app.ports.call_records import PresenceRecord
from tests.app.figures.made_calls import S, answered_call, ask, keep

pytestmark = pytest.mark.usefixtures("in_company")

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""9:00 in Berlin."""

M, H = timedelta(minutes=1), timedelta(hours=1)


def present(kind, since, until, state, reason="", extension="101", planned=None):
    return PresenceRecord(1, extension, kind, since, until, state, reason, planned)


def store(*records):
    for each in records:
        db.session.add(
            Presence(
                extension=each.extension,
                kind=each.kind,
                since=each.since,
                until=each.until,
                state=each.state,
                reason=each.reason,
                planned_until=each.planned_until,
            )
        )
    db.session.commit()


def test_each_pause_has_a_time_of_its_own():
    pauses = [
        present("phone", NINE - H, None, "phone_back"),
        present("chosen", NINE, NINE + 10 * M, "paused", "lunch"),
        present("chosen", NINE + 10 * M, NINE + 2 * H, "free"),
        present("chosen", NINE + 2 * H, None, "paused", "paperwork"),
    ]
    found = [each for each in duties(pauses, NINE - H, NINE + 2 * H + 5 * M) if each.state == "paused"]
    assert found == [
        Duty("101", NINE, NINE + 10 * M, "paused", "lunch"),
        Duty("101", NINE + 2 * H, NINE + 2 * H + 5 * M, "paused", "paperwork"),
    ]
    assert sum((each.until - each.since for each in found), timedelta()) == 15 * M


def test_who_pauses_in_a_wrap_up_ends_it():
    noon = NINE + 3 * H
    told = [
        present("phone", NINE, None, "phone_back"),
        present("wrap_up", noon, noon + 30 * S, "wrap_up"),
        present("chosen", noon + 10 * S, noon + 20 * S, "paused", "tea"),
        present("chosen", noon + 20 * S, None, "free"),
    ]
    states = [(each.state, (each.until - each.since).seconds) for each in duties(told, noon, noon + 60 * S)]
    assert states == [("wrap_up", 10), ("paused", 10), ("free", 10), ("free", 30)]


def test_a_pause_ends_when_it_was_planned_to():
    told = [present("chosen", NINE, None, "paused", "tea", planned=NINE + 5 * M)]
    states = [(each.state, (each.until - each.since).seconds) for each in duties(told, NINE, NINE + 10 * M)]
    assert states == [("paused", 300), ("free", 300)]
    assert [each.state for each in duties(told, NINE + 6 * M, NINE + 7 * M)] == ["free"]


def test_nobody_is_at_work_without_a_phone():
    told = [
        present("phone", NINE, NINE + H, "phone_back"),
        present("phone", NINE + H, None, "phone_lost"),
        present("chosen", NINE, None, "paused", "tea"),
    ]
    assert [each.state for each in duties(told, NINE, NINE + 2 * H)] == ["paused", "not_connected"]


def test_what_is_not_known_is_no_time():
    assert duties([present("wrap_up", NINE, NINE + H, "wrap_up")], NINE, NINE + H) == []
    assert duties([], NINE, NINE + H) == []


def test_time_at_work_is_counted_by_day_and_person():
    """The second one works over midnight."""
    store(
        present("phone", NINE, NINE + 8 * H, "phone_back"),
        present("phone", NINE + 8 * H, None, "phone_lost"),
        present("chosen", NINE + 4 * H, NINE + 5 * H, "away"),
        present("chosen", NINE + 5 * H, None, "free"),
        present("phone", NINE + 14 * H, NINE + 16 * H, "phone_back", extension="102"),
    )
    keep(answered_call("c", talk_s=3600), answered_call("d", extension="102", talk_s=1800))
    total, people = ask(("at_work", "away", "occupancy"), ("employee",))
    assert people["101",] == (7 * 3600, 3600, 1 / 7)
    assert people["102",] == (3600, 0, 0.5)
    assert total == (8 * 3600, 3600, 1.5 / 8)
    both_days = {"from": "2026-11-23", "to": "2026-11-24"}
    _, days = ask("at_work", ("day",), employee="102", **both_days)
    assert days == {"2026-11-23": 3600, "2026-11-24": 3600}
    assert ask("at_work", weekday="2", **both_days) == 3600
    assert ask("at_work", hour="9") is None
    with group_scope(frozenset({"sales"})):
        assert ask("at_work") is None


def test_the_first_and_the_last_call_of_the_day():
    nine = answered_call("x").started_at
    keep(answered_call("a", nine), answered_call("b", nine + 3 * H), answered_call("c", nine + 5 * H, extension="102"))
    _, people = ask(("first_call", "last_call"), ("employee",))
    assert people == {("101",): (600, 780), ("102",): (900, 900)}
