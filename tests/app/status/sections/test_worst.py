"""Why a queue is red, in words."""

from datetime import timedelta

import pytest
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.ports.people_states import STATES
from app.status.sections.worst import CAUSES, causes_of, worst
from tests.app.status.pictures import AT, INES, TOM, ago, person, picture, waiting

pytestmark = pytest.mark.usefixtures("in_company")
FOUR = tuple(waiting(name, seconds) for name, seconds in (("1", 190), ("2", 144), ("3", 65), ("4", 18)))


def said(row) -> str:
    return "".join(part.get("text", "…") for part in row["parts"])


def test_a_red_queue_is_explained_person_by_person():
    row = worst(picture(calls=FOUR))["sales"]
    assert row["level"] == "act"
    assert said(row) == (
        "Sales is red: 4 callers, and nobody is free. 3 of 5 are talking, Tom has been away since 10:40, "
        "Ines is in wrap-up for another …."
    )
    assert [part["left"] for part in row["parts"] if "left" in part] == [round(INES.until.timestamp() * 1000)]
    assert [part["text"] for part in row["parts"] if part.get("strong")] == ["Sales is red:"]


def test_it_is_said_in_german():
    with force_locale("de"):
        row = worst(picture(calls=FOUR))["sales"]
    assert said(row).startswith("Sales ist rot: 4 Anrufer, und niemand ist frei. 3 von 5 sprechen, Tom ist seit 10:40")


def test_each_sentence_begins_with_a_capital_letter_in_german_too():
    tom = person("104", "Tom Albers", "not_connected", since=ago(minutes=5))
    with force_locale("de"):
        row = worst(picture(calls=(waiting("1", 1),), people=(tom,)))["sales"]
    assert said(row).endswith("und niemand ist da. Das Telefon von Tom ist seit 14:00 nicht verbunden.")


def test_what_would_help_is_offered():
    assert worst(picture(calls=FOUR))["sales"]["actions"] == [
        {"do": "take", "call": "1"},
        {"do": "help", "group": "support", "label": "Support"},
        {"do": "message", "extension": "104", "name": "Tom Albers"},
    ]
    assert worst(picture(calls=FOUR, is_past=True))["sales"]["actions"] == []


@pytest.mark.parametrize(("seconds", "level"), [(29, None), (30, "watch"), (59, "watch"), (60, "act")])
def test_the_longest_wait_decides(seconds, level):
    found = worst(picture(calls=(waiting("1", seconds), waiting("2", 1))))
    assert [row["level"] for row in found.values()] == ([level] if level else [])


def test_callers_for_whom_nobody_is_there_make_it_red_at_once():
    row = worst(picture(calls=(waiting("1", 1),), people=(TOM,)))["sales"]
    assert (row["level"], said(row)) == (
        "act",
        "Sales is red: 1 caller, and nobody is there. Tom has been away since 10:40.",
    )


def test_a_group_without_people_says_so():
    assert said(worst(picture(calls=(waiting("1", 1),), people=()))["sales"]).endswith("Nobody is in this group.")


def test_the_worst_comes_first_and_what_is_well_not_at_all():
    free = person("111", "Finn", groups=("support",))
    found = worst(picture(calls=(waiting("1", 40), waiting("2", 70, "support")), people=(INES, free)))
    assert list(found) == ["support", "sales"]
    assert worst(picture()) == {}


def test_another_day_is_named():
    since = ago(days=3)
    row = worst(picture(calls=FOUR, people=(person("104", "Tom Albers", "away", since=since),)))["sales"]
    assert "Tom has been away since 21 Nov, 14:05" in said(row)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(("", "sales", "support"))), max_size=8))
def test_the_causes_account_for_every_person_exactly_once(known):
    people = [
        person(str(101 + place), f"P{place} X", state, group=group, until=AT + timedelta(seconds=9))
        for place, (state, group) in enumerate(known)
    ]
    found = causes_of(people, "sales")
    assert sorted(each.extension for some in found.values() for each in some) == [each.extension for each in people]


def test_each_state_has_a_cause_of_its_own_or_another_group():
    codes = {cause.code for cause in CAUSES}
    assert codes == {*STATES, "elsewhere"}
