"""A call-back is a call of its group, and of the employee who calls back; the first call is not missed."""

import pytest
from sqlalchemy import select

from app.calls.models import Call
from app.db import company_scope, db, every_company
from app.db.groups import group_scope
from app.journal.rebuilding import rebuild
from app.journal.service import ingest
from app.messages.models import Message
from app.phone_numbers import readable
from app.ports.call_records import call_records
from app.status.drawn_calls import rows
from designer.runtime.effects import Bridge, Cancel, Dial, Ended, Enter, Join, Leave, Play, Record
from designer.runtime.events import CallArrived, CallerGone, Digit, LegAnswered, LegEnded, QueueOffer
from tests.app.calls.listed import listed
from tests.app.recordings.conftest import Switch

CALLER = "+4917077777"


@pytest.fixture
def node1(app, config):
    return Switch(config.journal_dir)


@pytest.fixture
def seen(app, company_id):
    """Takes the journal in and asks what the company sees."""

    def look(what):
        with app.app_context(), company_scope(company_id):
            ingest()
            return what()

    return look


def call_back(node1, *ends):
    arrived = {"call": "cb", "company": "1001", "caller": CALLER, "caller_name": "", "number": CALLER}
    begin = Enter("call"), Dial("b1", "", (), CALLER), Play("sys:ringback", "r", 4000, 1, True)
    node1.step(
        "cb",
        CallArrived,
        *begin,
        **arrived,
        program="p",
        directory="d",
        direction="callback",
        extension="101",
        queue="sales:101",
    )
    node1.step("cb", LegAnswered, Bridge("b1"), Record("cb-r1", "call", "company"), leg="b1")
    for event, fields, how in ends:
        node1.step("cb", event, Ended(how), **fields)


def legs():
    call = db.session.get(Call, "cb")
    return [(leg.who, leg.group, leg.answered_at is not None, leg.cause, leg.ended_by) for leg in call.legs]


def test_it_has_a_leg_for_the_employee_with_the_group(node1, seen):
    call_back(node1)
    assert seen(legs) == [("101", "sales", True, "", ""), (CALLER, "", True, "", "")]


@pytest.mark.parametrize(
    ("event", "fields", "how", "by"),
    [
        (CallerGone, {}, "caller_hung_up", ["callee", "caller"]),
        (LegEnded, {"leg": "b1"}, "callee_hung_up", ["caller", "callee"]),
    ],
)
def test_each_leg_is_ended_by_its_own_side(node1, seen, event, fields, how, by):
    call_back(node1, (event, fields, how))
    assert [each[-1] for each in seen(legs)] == by


def test_who_may_see_the_group_sees_the_call(node1, seen):
    call_back(node1)

    def of(group):
        with group_scope(frozenset({group})):
            return db.session.scalars(select(Call.id)).all()

    found = [seen(lambda group=group: of(group)) for group in ("sales", "support")]
    assert found == [["cb"], []]


def waits(node1, *leaves, callback=CALLER):
    node1.arrive("a")
    node1.step("a", Digit, Join("sales", 0, "", 5, 0), key="1")
    node1.step("a", QueueOffer, Dial("b1", "101", ("p",), group="sales"), agent="101", group="sales")
    node1.step("a", Digit, Cancel("b1"), Leave("sales", callback), *leaves, key="5")


def messages():
    return list(db.session.scalars(select(Message.kind)))


@pytest.mark.parametrize(("callback", "outcome", "kinds"), [(CALLER, "callback", []), ("", "missed", ["missed"])])
def test_who_is_promised_a_call_back_is_not_missed(node1, seen, callback, outcome, kinds):
    waits(node1, Ended("flow_ended"), callback=callback)
    assert seen(lambda: (db.session.get(Call, "a").outcome, messages())) == (outcome, kinds)


def test_the_list_shows_them(client, node1, seen):
    waits(node1, Ended("flow_ended"))
    seen(list)
    found = [listed(client, outcome=outcome) for outcome in ("callback", "missed")]
    assert ["/calls/a" in page for page in found] == [True, False]
    assert "Call-back promised</span>" in found[0]


def test_a_talk_after_all_is_a_talk(node1, seen):
    waits(node1, Dial("b2", "102", ("q",)))
    node1.step("a", LegAnswered, Bridge("b2"), leg="b2")
    assert seen(lambda: db.session.get(Call, "a").outcome) == "talk"


CUSTOMER_GONE, EMPLOYEE_GONE = (LegEnded, {"leg": "b1"}, "callee_hung_up"), (CallerGone, {}, "caller_hung_up")


@pytest.fixture
def anna(client):
    client.post("/settings/employees/new", data={"name": "Anna", "extension": "101", "email": ""})


def test_the_employee_who_calls_back_is_who_talks(app, config, node1, seen):
    call_back(node1, CUSTOMER_GONE)
    answered_by = seen(lambda: db.session.get(Call, "cb").answered_by)
    assert answered_by == "101"
    with app.app_context(), every_company():
        rebuild(config.journal_dir)
    assert seen(lambda: db.session.get(Call, "cb").answered_by) == answered_by


@pytest.mark.parametrize(
    ("end", "words", "sentence"),
    [
        (CUSTOMER_GONE, "The person called back hung up", f"{CALLER} hangs up"),
        (EMPLOYEE_GONE, "The employee hung up", "Anna (101) hangs up"),
    ],
)
def test_its_page_says_who_calls_whom_back_and_who_hangs_up(client, anna, node1, seen, end, words, sentence):
    call_back(node1, end)
    seen(list)
    page = client.get("/calls/cb").text
    told = (
        f"Anna (101) called {CALLER} back",
        f"Anna (101) calls {CALLER} back",
        "Anna (101) hears the ringing tone",
        f"Anna (101) and {CALLER} talk",
        sentence,
    )
    assert [each for each in told if each not in page] == []
    assert page.count(words) == 2
    assert "The caller" not in page


@pytest.mark.parametrize(("text", "is_found"), [("101", True), ("anna", True), ("7077777", True), ("Berta", False)])
def test_it_is_found_by_its_employee(client, anna, node1, seen, text, is_found):
    call_back(node1, CUSTOMER_GONE)
    seen(list)
    page = listed(client, text=text)
    assert ('class="call-caller"' in page) is is_found


def test_its_recording_is_the_employees(client, anna, node1, seen):
    call_back(node1, CUSTOMER_GONE)
    seen(list)
    page = client.get("/recordings/").text
    assert page.count(readable(CALLER)) == 1
    assert '<span class="number">101</span>' in page
    assert ">Anna (101)<" in page
    assert client.get("/recordings/?who=employee:101").text.count("/calls/cb") == 1


def test_while_it_goes_on_the_employee_is_who_calls(node1, seen):
    call_back(node1)
    (live,) = seen(lambda: list(rows(call_records().open_calls()).values()))
    assert (live["caller"], live["number"], live["talks"]) == ("101", CALLER, [CALLER])
