from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.figures.facts import DIRECTIONS, RESULTS
from app.figures.outcomes import CODES, OUTCOMES
from app.figures.tally import country_of, day_begins, tally
from app.ports.call_records import VisitRecord
from tests.app.figures.made_calls import BERLIN, MONDAY, a_call, answered_call, leg, wait

pytestmark = pytest.mark.usefixtures("in_company")


def outcome(call):
    return CODES[tally(call, BERLIN).call.outcome]


def test_each_code_has_a_word():
    assert {*CODES} == {*OUTCOMES}


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"answered": 5, "legs": [leg("a", answered=5)]}, "answered"),
        ({"legs": [leg("a", cause="no_answer")]}, "missed"),
        ({"waits": [wait(left=4.9, outcome="hung_up")]}, "menu"),
        ({"waits": [wait(left=5, outcome="hung_up")]}, "abandoned"),
        ({"waits": [wait(left=50, outcome="left")]}, "missed"),
        ({"waits": [wait(left=50, outcome="lost")]}, "missed"),
        ({"waits": [wait(left=50, outcome="left")], "outcome": "voicemail"}, "voicemail"),
        ({"waits": [wait(left=50, outcome="callback")], "outcome": "callback"}, "callback"),
        ({}, "menu"),
        ({"outcome": "refused"}, "refused"),
        ({"is_blocked": True}, "blocked"),
        ({"tags": ("blocked",)}, "menu"),
        ({"direction": "trial"}, "test"),
        ({"direction": "trial", "answered": 5, "legs": [leg("a", answered=5)]}, "test"),
        ({"direction": "callback", "outcome": ""}, "not_reached"),
        ({"direction": "internal", "legs": [leg("a", "", "", number="+4930555011")], "outcome": ""}, "not_reached"),
        ({"ends": None, "waits": [wait(left=None, outcome="")]}, "open"),
        ({"ends": None, "answered": 5, "legs": [leg("a", answered=5, ends=None)]}, "answered"),
    ],
)
def test_a_call_has_one_outcome(how, expected):
    assert outcome(a_call("c", **how)) == expected


def test_the_wait_begins_when_somebody_is_asked_for():
    """Twenty seconds in the menu are no wait."""
    call = a_call(
        "c", answered=27, legs=[leg("b1", rang=22, dialled=21, answered=27)], waits=[wait(joined=20, left=27)]
    )
    assert tally(call, BERLIN).call.waited_ms == 7000
    assert tally(a_call("c"), BERLIN).call.waited_ms == -1
    given_up = a_call("c", waits=[wait(joined=20, left=50, outcome="hung_up")])
    assert tally(given_up, BERLIN).call.waited_ms == 30_000


def test_a_call_across_midnight_belongs_to_the_day_on_which_it_began():
    at = datetime(2026, 10, 31, 22, 58, tzinfo=UTC)
    found = tally(answered_call("c", at, 0, 22 * 60), BERLIN)
    assert datetime.fromordinal(found.day).date().isoformat() == "2026-10-31"
    assert (found.call.minute, found.call.talked_ms) == (23 * 60 + 58, 22 * 60_000)


def test_days_have_23_or_25_hours_when_the_clocks_change():
    spring, autumn = datetime(2026, 3, 29).toordinal(), datetime(2026, 10, 25).toordinal()  # noqa: DTZ001 - only a day
    assert day_begins(spring + 1, BERLIN) - day_begins(spring, BERLIN) == timedelta(hours=23)
    assert day_begins(autumn + 1, BERLIN) - day_begins(autumn, BERLIN) == timedelta(hours=25)
    beirut = ZoneInfo("Asia/Beirut")
    gap = datetime(2026, 3, 29).toordinal()  # noqa: DTZ001 - only a day
    assert day_begins(gap, beirut) == datetime(2026, 3, 28, 22, tzinfo=UTC)


def test_the_same_moment_is_another_day_in_another_zone():
    at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    days = [tally(answered_call("c", at), ZoneInfo(zone)).day for zone in ("America/New_York", "UTC", "Asia/Tokyo")]
    assert days == [days[0], days[0], days[0] + 1]


def test_a_clock_that_was_set_back_gives_no_negative_times():
    call = a_call("c", ends=-50, answered=-20, legs=[leg("b1", answered=-20, ends=-50)], waits=[wait(left=-20)])
    found = tally(call, BERLIN)
    assert (found.call.waited_ms, found.call.talked_ms, found.call.lasted_ms) == (0, 0, 0)
    assert found.leg[0].talked_ms == 0


def test_who_calls_has_a_row_too():
    call = a_call(
        "c", direction="internal", extension="102", answered=5, legs=[leg("b1", answered=5, ends=65)], ends=65
    )
    found = {each.extension: (RESULTS[each.result], each.talked_ms) for each in tally(call, BERLIN).leg}
    assert found == {"101": ("talk", 60_000), "102": ("caller", 60_000)}


def test_who_calls_back_talks_once_the_customer_answers():
    first = leg("caller", "101", "sales", 0, 0, 65)
    second = leg("b1", "", "", 5, 20, 65, number="+4930555011")
    call = a_call("c", direction="callback", extension="101", answered=20, legs=[first, second], ends=65)
    assert [each.talked_ms for each in tally(call, BERLIN).leg] == [45_000, 45_000]
    in_vain = a_call("c", direction="callback", extension="101", legs=[first], ends=65, outcome="")
    assert [RESULTS[each.result] for each in tally(in_vain, BERLIN).leg] == ["caller"]
    assert DIRECTIONS[tally(in_vain, BERLIN).call.direction] == "callback"


def test_steps_within_a_sub_flow_happen_at_the_block_that_calls_it():
    at = round(MONDAY.timestamp() * 1000)
    visits = [("menu", "", 0), ("greet", "1", 100), ("greet/hello", "", 200), ("sales", "done", 900)]
    call = a_call("c")
    object.__setattr__(call, "visits", tuple(VisitRecord(block, by, at + ms) for block, by, ms in visits))
    found = [(each.way, each.stayed_ms) for each in tally(call, BERLIN).way]
    assert found == [("menu\t1\tgreet", 100), ("greet\tdone\tsales", 800), ("sales\t\t", 59_100)]


def test_countries_are_known_by_the_number():
    assert [country_of(each) for each in ("+493023125007", "+12025550147", "+14165550147", "anonymous", "101", "")] == [
        "DE",
        "US",
        "CA",
        "",
        "",
        "",
    ]
