"""What a person is doing: decided from calls, choice, phones, wrap-up and hours, and read from the record."""

from datetime import UTC, datetime, timedelta

import pytest

from app.db import company_scope, db, now
from app.db.groups import UNDECLARED, group_scope
from app.hours.service import add_calendar
from app.journal import service
from app.people.models import Employee
from app.people.service.employees import add_employee
from app.people.service.groups import add_group
from app.people.states import Known, Person, state_of
from app.ports.engagements import Engagement, Stretch
from app.ports.people_states import LABELS, STATES, people_states
from designer.runtime.effects import Bridge, Dial, Ended
from designer.runtime.events import CallArrived, CallerGone, LegAnswered
from designer.runtime.journal_entries import PresenceChanged
from switch.journal import Journal

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BEN = Person(2, "102", "Ben", ("sales",), has_phone=True, is_off=False)
OFF = Person(2, "102", "Ben", ("sales",), has_phone=True, is_off=True)
PHONELESS = Person(2, "102", "Ben", ("sales",), has_phone=False, is_off=False)
HERE = Stretch("phone_back", "", NOON - timedelta(hours=4), None)
GONE = Stretch("phone_lost", "", NOON - timedelta(minutes=1), None)
LUNCH = Stretch("paused", "Lunch", NOON - timedelta(minutes=5), NOON + timedelta(minutes=5))
WRAP_UP = NOON - timedelta(seconds=10), NOON + timedelta(seconds=20)


def engaged(kind, is_inside=False):
    return Engagement("102", "c1", kind, NOON - timedelta(minutes=2), "sales", ("+4930",), is_inside)


@pytest.mark.parametrize(
    ("person", "known", "state", "since"),
    [
        (BEN, Known(phone=HERE), "free", HERE.since),
        (BEN, Known(phone=HERE, last_call=NOON - timedelta(minutes=9)), "free", NOON - timedelta(minutes=9)),
        (BEN, Known(calls=[engaged("rings")], phone=HERE), "ringing", NOON - timedelta(minutes=2)),
        (BEN, Known(calls=[engaged("talks")], phone=HERE), "talking", NOON - timedelta(minutes=2)),
        (BEN, Known(calls=[engaged("calls")], phone=HERE), "talking", NOON - timedelta(minutes=2)),
        (BEN, Known(calls=[engaged("talks", is_inside=True)], chosen=LUNCH), "internal", NOON - timedelta(minutes=2)),
        (BEN, Known(chosen=LUNCH, phone=HERE, wrap_up=WRAP_UP), "paused", LUNCH.since),
        (OFF, Known(chosen=LUNCH, phone=GONE), "paused", LUNCH.since),
        (BEN, Known(chosen=Stretch("do_not_disturb", "", NOON, None), phone=HERE), "do_not_disturb", NOON),
        (BEN, Known(chosen=Stretch("away", "", NOON, None), phone=HERE), "away", NOON),
        (BEN, Known(chosen=Stretch("free", "", NOON, None), phone=HERE), "free", NOON),
        (OFF, Known(phone=HERE, wrap_up=WRAP_UP), "outside_hours", None),
        (BEN, Known(phone=GONE, wrap_up=WRAP_UP), "not_connected", GONE.since),
        (BEN, Known(), "not_connected", None),
        (PHONELESS, Known(phone=HERE), "not_connected", HERE.since),
        (BEN, Known(phone=HERE, wrap_up=WRAP_UP), "wrap_up", WRAP_UP[0]),
    ],
)
def test_a_call_comes_first_and_then_what_lasts_longest(person, known, state, since):
    found = state_of(person, known, NOON)
    assert (found.state, found.since) == (state, since)


def test_a_choice_and_a_wrap_up_end_by_themselves():
    later = NOON + timedelta(minutes=5)
    found = state_of(BEN, Known(chosen=LUNCH, phone=HERE, wrap_up=WRAP_UP), later)
    assert (found.state, found.since, found.chosen) == ("free", later, "free")


def test_a_talk_hides_no_choice():
    found = state_of(BEN, Known(calls=[engaged("talks")], chosen=LUNCH, phone=HERE), NOON)
    assert (found.chosen, found.call, found.others, found.group) == ("paused", "c1", ("+4930",), "sales")


def test_each_state_has_a_name():
    assert set(LABELS) == set(STATES)


class Exchange:
    """Writes what a switch notes of company 1001, and reads it in."""

    def __init__(self, app, folder, company_id):
        folder.mkdir(parents=True, exist_ok=True)
        self.app, self.company_id, self.journal = app, company_id, Journal(folder, "node1")
        self.at = round(now().timestamp() * 1000) - 60_000

    def phone(self, extension, state="phone_back"):
        self.journal.note(PresenceChanged(self.at, "node1", "1001", extension, state, "", 0))

    def talk(self, call, extension, direction="inbound", who="", group="", caller="+4917012345"):
        arrived = CallArrived(self.at, call, "1001", caller, "", "+4930555010", "p", "d", direction, who)
        dial = Dial("l1", extension, (f"1001-{extension}",), group=group)
        self.journal.step(call, 0, arrived, [dial])
        self.journal.step(call, 1, LegAnswered(self.at + 1000, "l1"), [Bridge("l1")])

    def end(self, call, seq=2):
        self.journal.step(call, seq, CallerGone(self.at + 30_000), [Ended("caller_hung_up")])

    def states(self, groups=None, at=None):
        with self.app.app_context():
            service.ingest()
            with company_scope(self.company_id), group_scope(groups):
                return {
                    each.extension: each
                    for each in (people_states().past(at, at)(at) if at else people_states().states())
                }


@pytest.fixture
def exchange(app, config, company_id):
    with app.app_context(), company_scope(company_id):
        anna, ben = add_employee("101", "Anna")[0], add_employee("102", "Ben")[0]
        add_employee("103", "Cem")
        add_group("Sales", [anna, ben])
        add_group("Support", [ben])
        db.session.commit()
    exchange = Exchange(app, config.journal_dir, company_id)
    yield exchange
    exchange.journal.close()


def test_the_record_says_who_is_there_and_who_talks_with_whom(exchange):
    exchange.phone("101")
    exchange.phone("102")
    exchange.talk("c1", "102", group="sales")
    found = exchange.states()
    assert {name: each.state for name, each in found.items()} == {
        "101": "free",
        "102": "talking",
        "103": "not_connected",
    }
    assert (found["102"].others, found["102"].group, found["102"].groups) == (
        ("+4917012345",),
        "sales",
        ("sales", "support"),
    )
    exchange.end("c1")
    ben = exchange.states()["102"]
    assert (ben.state, round(ben.since.timestamp() * 1000)) == ("free", exchange.at + 30_000)


def test_both_colleagues_of_an_internal_call_are_in_it(exchange):
    exchange.talk("c2", "102", "internal", who="103", caller="103")
    found = exchange.states()
    assert [(found[each].state, found[each].others) for each in ("102", "103")] == [
        ("internal", ("103",)),
        ("internal", ("102",)),
    ]


def test_a_moment_of_the_past_is_as_it_was(exchange):
    exchange.phone("102")
    exchange.talk("c1", "102")
    exchange.end("c1")
    then = datetime.fromtimestamp(exchange.at / 1000, UTC)
    assert exchange.states(at=then - timedelta(seconds=1))["102"].state == "not_connected"
    assert exchange.states(at=then + timedelta(milliseconds=500))["102"].state == "ringing"
    assert exchange.states(at=then + timedelta(seconds=10))["102"].state == "talking"
    assert exchange.states(at=then + timedelta(seconds=31))["102"].state == "free"


def test_a_limited_user_sees_the_people_of_their_groups_and_not_with_whom_they_talk_for_others(exchange):
    exchange.talk("c1", "102", group="sales")
    sales, support = (exchange.states(frozenset({each})) for each in ("sales", "support"))
    assert sorted(sales) == ["101", "102"]
    assert sorted(support) == ["102"]
    assert sales["102"].others == ("+4917012345",)
    assert (support["102"].state, support["102"].call, support["102"].others) == ("talking", "", ())
    assert exchange.states(UNDECLARED)["102"].others == ()


def test_working_hours_count(app, exchange, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.query(Employee).filter_by(extension="101").one().hours = add_calendar("Never", [[]] * 7, {})
        db.session.commit()
    exchange.phone("101")
    assert exchange.states()["101"].state == "outside_hours"


def test_the_list_of_groups_says_how_many_are_free(exchange, client):
    exchange.phone("101")
    exchange.states()
    page = client.get("/settings/groups").text
    assert page.count("1 free") == 1
    assert page.count("0 free") == 1
