"""The large figures, and what stands where there is nothing to count."""

import pytest

from app.company.targets import USUAL
from app.ports.figures import Quotient, Selection
from app.status.asking import derived, until
from app.status.picture import Sums
from app.status.sections.figures import OWN, catalog, figures
from tests.app.status.pictures import AT, ago, call, leg, person, picture, waiting

pytestmark = pytest.mark.usefixtures("in_company")


def test_there_are_22_figures_six_of_them_large():
    known = catalog({}, {}, USUAL)
    assert len(known) == len({each["name"] for each in known}) == 22
    assert [each["name"] for each in known if each["is_default"]] == [
        "load",
        "active",
        "waiting",
        "answered",
        "service_level",
        "minutes",
    ]
    assert set(figures(picture(), {})) == {each.figure.name for each in OWN}


def test_nothing_divided_by_nothing_is_no_number():
    """A service level of a day without calls is neither 0 nor 100 %."""
    found = figures(picture(), {})
    for name in ("service_level", "asa", "longest_wait", "average_talk", "occupancy"):
        assert (found[name]["value"], found[name]["text"], found[name]["href"]) == (None, "No calls yet", ""), name
    assert (found["missed"]["value"], found["answered"]["value"]) == (0, 0)
    assert found["answered"]["text"] == "No calls yet"


def test_the_load_says_where_the_calls_come_from():
    out = call("o", direction="internal", extension="103", legs=(leg("", number="+4989123", carrier="nordtel"),))
    inside = call("i", direction="internal", extension="103", caller="103", legs=(leg("104"),))
    found = figures(picture(calls=(call("1"), call("2"), out, inside)), {})
    assert found["load"] | {"since": None} == {
        "value": 4,
        "of": 20,
        "parts": {"in": 2, "out": 1, "internal": 1},
        "since": None,
        "usual": None,
        "text": "2 in · 1 out · 1 internal",
        "href": "/calls/?period=30d&now=in_progress&test=1",
        "filled": "2 + 1 + 1",
    }
    assert found["channels"]["value"] == 3
    assert found["channels"]["parts"] == {"nordtel": 1}


def test_waiting_counts_callers_and_the_longest():
    found = figures(picture(calls=(waiting("1", 190), waiting("2", 18, "support"), call("3"))), {})
    assert (found["waiting"]["value"], found["waiting"]["parts"]) == (2, {"longest_s": 190.0})
    assert found["waiting"]["since"] == round(ago(seconds=190).timestamp() * 1000)
    assert found["in_menu"]["value"] == 1


def test_people_are_counted_by_what_they_do():
    states = ("free", "talking", "internal", "paused", "do_not_disturb", "away", "not_connected", "outside_hours")
    people = [person(str(101 + place), f"P{place}", state) for place, state in enumerate(states)]
    found = figures(picture(people=people), {})
    assert (found["active"]["value"], found["active"]["of"]) == (5, 8)
    assert (found["free"]["value"], found["paused"]["value"]) == (1, 2)


def test_a_service_level_says_of_how_many():
    measures = {"answered": 143.0, "missed": 6.0, "abandoned": 11.0, "voicemail": 9.0, "service_level": 0.7}
    level = Quotient(118, 169, "calls", "calls")
    sums = Sums(measures=measures | derived(measures), quotients={"service_level": level})
    found = figures(picture(sums=sums), {})
    assert found["service_level"]["text"] == "118 of 169 within 20 s"
    assert found["service_level"]["filled"] == "118 of 169"
    assert (found["answered"]["value"], found["answered"]["of"]) == (143, 169)
    assert found["answered"]["text"] == "6 missed · 11 abandoned"


def test_so_far_means_before_this_minute():
    assert until(Selection(AT.date(), AT.date()), AT).filters == (("hours", ("0:00-13:05",)),)
    assert until(Selection(AT.date(), AT.date()), AT.replace(hour=0, minute=0)).filters == (("hours", ("0:00-0:01",)),)
