"""Cases in which other products count wrong."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode

import pytest

from app.figures.merging import merge_company
from app.ports.figures import Question, figures
from tests.app.figures.made_calls import CALLER, S, a_call, answered_call, ask, keep, leg, listed, wait

pytestmark = pytest.mark.usefixtures("in_company")

BEFORE_AND_AFTER = pytest.mark.parametrize("is_stored", [False, True])


@pytest.fixture
def store(company_id):
    """Puts the facts into their days, or leaves them in the record."""
    return lambda is_stored: merge_company(company_id) if is_stored else None


@BEFORE_AND_AFTER
def test_an_hour_that_comes_twice_has_the_calls_of_both(store, is_stored):
    hours = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1, 2)]
    keep(*(answered_call(f"c{place}", at) for place, at in enumerate(hours)))
    store(is_stored)
    night = {"from": "2026-10-25", "to": "2026-10-25"}
    total, by_hour = ask("calls", ("hour",), **night)
    assert (total, by_hour["2"], by_hour["3"]) == (3, 2, 1)
    assert ask("calls", ("day",), **night) == (3, {"2026-10-25": 3})
    assert listed(**night) == ["c0", "c1", "c2"]
    assert listed(**night, hour="2") == ["c0", "c1"]


@BEFORE_AND_AFTER
def test_an_hour_that_does_not_come_has_no_calls(store, is_stored):
    moments = [datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC)]
    keep(*(answered_call(f"c{place}", at) for place, at in enumerate(moments)))
    store(is_stored)
    _, by_hour = ask("calls", ("hour",), **{"from": "2026-03-29", "to": "2026-03-29"})
    assert (by_hour["1"], by_hour["2"], by_hour["3"]) == (1, 0, 1)


SPELLINGS = ("+49 30 23125007", "03023125007", "004930 23125007", "23125007", "+493023125007", "(030) 231 250-07")


@BEFORE_AND_AFTER
@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_number_is_found_in_any_spelling(store, is_stored, typed):
    keep(*(answered_call(f"c{place}", answered_call("x").started_at + place * S) for place in range(3)))
    keep(answered_call("other", caller="+493023125008"), answered_call("nobody", caller="anonymous"))
    store(is_stored)
    assert ask("calls", outside=typed) == 3
    assert ask("calls", ("outside",), outside=typed) == (3, {CALLER: 3})
    assert listed(outside=typed) == ["c0", "c1", "c2"]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_number_survives_the_url(typed):
    """As after a reload, in a saved view, and in a link that was sent to somebody."""
    keep(answered_call("c"))
    chosen = figures().selection({"from": ["2026-11-23"], "to": ["2026-11-23"], "outside": [typed]})
    for _ in range(3):
        chosen = figures().selection(parse_qs(urlencode(figures().args(chosen))))
    assert figures().ask(Question(chosen, ("calls",))).total.values == (1,)
    assert [chip.value for chip in figures().chips(chosen)] == [typed]


@BEFORE_AND_AFTER
@pytest.mark.parametrize("typed", ["%", "_", "%5007", "+", "abc", "' OR 1=1 --", "٪"])
def test_what_is_no_number_finds_nothing(store, is_stored, typed):
    keep(answered_call("c"), answered_call("nobody", caller="anonymous"))
    store(is_stored)
    assert ask("calls", outside=typed) == 0
    assert listed(outside=typed) == []


@BEFORE_AND_AFTER
@pytest.mark.parametrize("typed", [" 49 30 23125007", " 493023125007"])
def test_a_plus_that_became_a_space_is_one(store, is_stored, typed):
    keep(answered_call("c"))
    store(is_stored)
    assert ask("calls", outside=typed) == 1


@BEFORE_AND_AFTER
def test_withheld_numbers_can_be_asked_for(store, is_stored):
    keep(answered_call("c"), answered_call("nobody", caller="anonymous"))
    store(is_stored)
    assert listed(outside="") == ["nobody"]
    assert ask("callers") == 1


@BEFORE_AND_AFTER
def test_the_last_day_is_in_the_period(store, is_stored):
    """Midnight in Berlin is 23:00 UTC of the day before in winter."""
    begins = [
        datetime(2026, 10, 30, 23, tzinfo=UTC),
        datetime(2026, 10, 31, 11, tzinfo=UTC),
        datetime(2026, 10, 31, 22, 59, 59, 600_000, tzinfo=UTC),
        datetime(2026, 10, 31, 23, tzinfo=UTC),
    ]
    keep(*(answered_call(f"c{place}", at) for place, at in enumerate(begins)))
    keep(answered_call("long", datetime(2026, 10, 31, 22, 58, tzinfo=UTC), 0, 22 * 60))
    store(is_stored)
    found = [
        (ask("calls", from_=first, to=last), len(listed(from_=first, to=last)))
        for first, last in (
            ("2026-10-31", "2026-10-31"),
            ("2026-10-01", "2026-10-31"),
            ("2026-11-01", "2026-11-30"),
            ("2026-10-01", "2026-11-30"),
        )
    ]
    assert found == [(4, 4), (4, 4), (1, 1), (5, 5)]
    _, by_day = ask(("calls", "minutes"), ("day",), from_="2026-10-31", to="2026-11-01")
    assert by_day["2026-10-31",] == (4, 3 + 22)
    assert by_day["2026-11-01",] == (1, 1)


def one_caller():
    """A queue rings five in vain, then Cem is rung, and his calls go on to his mobile. They talk for 60 s."""
    five = [leg(f"b{place}", f"10{place}", "sales", 0, ends=10, cause="cancelled") for place in range(5)]
    cem = leg("b5", "109", "", 10, ends=20, cause="no_answer")
    mobile = leg("b6", "", "", 22, 25, 85, dialled=20, number="+4917012345", carrier="carrier.example")
    return a_call(
        "one", ends=85, answered=25, legs=[*five, cem, mobile], waits=[wait(left=10, outcome="left")], is_recorded=True
    )


@BEFORE_AND_AFTER
def test_one_caller_is_one_call(store, is_stored):
    keep(one_caller())
    store(is_stored)
    names = ("calls", "answered", "missed", "minutes", "peak", "callers")
    assert ask(names)[0] == (1, 1, 0, 1, 1, 1)
    assert ask("calls", ("direction",)) == (1, {"inbound": 1})
    assert ask("calls", outside=CALLER) == 1
    _, people = ask(("answered", "not_taken", "missed"), ("employee",))
    assert people["109",] == (1, 0, 0)
    assert [people[f"10{place}",] for place in range(5)] == [(0, 1, 1)] * 5
    assert ask("answered", employee="109") == 1
    assert ask("not_taken") == 5
    _, carriers = ask("calls", ("carrier",))
    assert carriers == {"carrier.example": 1}


@BEFORE_AND_AFTER
def test_who_loses_the_race_has_missed_nothing(store, is_stored):
    legs = [leg("a", "101", ends=5, cause="elsewhere"), leg("b", "102", answered=5, ends=65)]
    keep(a_call("c", ends=65, answered=5, legs=legs))
    store(is_stored)
    _, people = ask(("answered", "not_taken", "missed", "offers", "answered_share"), ("employee",))
    assert people == {("101",): (0, 0, 0, 1, None), ("102",): (1, 0, 0, 1, 1)}


@BEFORE_AND_AFTER
def test_nothing_divided_by_nothing_is_nothing(store, is_stored):
    """Eight of ten in time on Monday, and no calls on Tuesday, are 80 % for the week."""
    monday = answered_call("x").started_at
    keep(*(answered_call(f"c{place}", monday + place * 600 * S, wait_s=5 if place < 8 else 60) for place in range(10)))
    store(is_stored)
    week = {"from": "2026-11-23", "to": "2026-11-29"}
    total, days = ask("service_level", ("day",), **week)
    assert total == 0.8
    assert days["2026-11-23"] == 0.8
    assert [days[f"2026-11-{day}"] for day in range(24, 30)] == [None] * 6
    nobody = {"from": "2026-11-24", "to": "2026-11-24"}
    names = ("calls", "service_level", "average_wait", "longest_wait", "average_talk", "rating", "mos", "peak", "aht")
    assert ask(names, **nobody)[0] == (0, None, None, None, None, None, None, None, None)
