"""Missed callers are called back by the exchange: what it is asked, what the user reads, and who may."""

from dataclasses import replace

import pytest

from app.calls.erasing import erase
from app.db import company_scope, db, now
from designer.runtime.effects import Answer, Ended, Join
from designer.runtime.events import CallArrived, CallerGone
from switch.act_orders import CallOutside
from tests.app.german import GERMAN
from tests.app.live_calls.conftest import JSON
from tests.app.live_calls.test_acts import become, talk

LINE = "+4930555010"
SAID = "Your phone rings. Once you answer, %s is called."


@pytest.fixture(autouse=True)
def carrier(app, config):
    app.config["ZENTRALE"] = replace(config, trunk="sip.example.org:5060", trunk_country="DE")


@pytest.fixture
def missed(journal, ms):
    """Makes a call that nobody answered, which waited for Sales."""

    def missed(call="c1", caller="+493023125991", name="", direction="inbound"):
        arrived = CallArrived(ms, call, "1001", caller, name, LINE, "p", "d", direction)
        journal.step(call, 0, arrived, [Answer(), Join("sales", 0, "", 10, 0)])
        journal.step(call, 1, CallerGone(ms + 20_000), [Ended("caller_hung_up")])

    return missed


def test_the_users_own_phone_rings_and_then_the_caller_is_called(act, missed, phone, switch, client):
    missed(name="Petra Lang")
    phone("101")
    assert act("calls/c1/call-back") == (200, None, SAID % "Petra Lang", None)
    assert switch.acts == [CallOutside("1001", "101", "+493023125991", "sales", "", "Call back: Petra Lang")]
    page = client.get("/audit/?kind=calls").text
    assert "Petra Lang" in page
    assert "called back" in page


def test_the_caller_sees_the_number_that_they_called(act, missed, phone, switch, monkeypatch):
    monkeypatch.setattr("app.live_calls.calling_back.numbers_of", lambda company: [LINE])
    missed()
    phone("101")
    assert act("calls/c1/call-back")[2] == SAID % "+49 30 23125991"
    assert switch.acts == [CallOutside("1001", "101", "+493023125991", "sales", LINE, "Call back: +49 30 23125991")]


def test_the_caller_sees_another_number_of_the_company_if_theirs_is_gone(act, missed, phone, switch, monkeypatch):
    monkeypatch.setattr("app.live_calls.calling_back.numbers_of", lambda company: ["+4930555077", "+4930555088"])
    missed()
    phone("101")
    assert act("calls/c1/call-back")[0] == 200
    assert switch.acts[0].line == "+4930555077"


def test_somebody_whom_a_queue_is_calling_back_is_not_called_twice(act, missed, phone, switch):
    missed()
    phone("101")
    switch.refusal = "calls_back:102"
    status, code, sentence, _undo = act("calls/c1/call-back")
    assert (status, code) == (409, "calls_back")
    assert "is already calling this number back" in sentence


@pytest.mark.parametrize("caller", ["anonymous", "102", "+49", "110", "+49110", "0112", "02023125991", "sip"])
def test_only_complete_numbers_outside_are_called(act, missed, phone, switch, caller):
    missed(caller=caller)
    phone("101")
    status, code, sentence, _undo = act("calls/c1/call-back")
    assert (status, code) == (422, "no_number")
    assert "no complete number" in sentence
    assert switch.acts == []


@pytest.mark.parametrize("direction", ["internal", "trial"])
def test_only_callers_from_outside_are_called(act, missed, phone, switch, direction):
    missed(direction=direction)
    phone("101")
    assert act("calls/c1/call-back")[:2] == (422, "no_number")
    assert switch.acts == []


def test_an_erased_caller_is_not_called(app, company_id, act, missed, phone, switch):
    missed()
    phone("101")
    assert act("calls/lost/call-back")[0] == 404
    with app.app_context(), company_scope(company_id):
        erase(company_id, ["c1"], now())
        db.session.commit()
    assert act("calls/c1/call-back")[:2] == (422, "no_number")
    assert switch.acts == []


def test_a_call_that_goes_on_needs_no_call_back(act, waits, phone, switch):
    phone("101")
    assert act(f"calls/{waits}/call-back")[1:3] == ("goes_on", "This call is still going on.")
    assert switch.acts == []


def test_nobody_is_called_without_a_carrier(app, config, act, missed, phone, switch):
    app.config["ZENTRALE"] = replace(config, trunk="")
    missed()
    phone("101")
    assert act("calls/c1/call-back")[:2] == (422, "no_carrier")
    assert switch.acts == []


def test_it_needs_a_phone_of_ones_own_that_is_free(app, company_id, act, missed, phone, journal, ms, switch):
    missed()
    assert act("calls/c1/call-back")[:2] == (422, "phone_off")
    phone("101")
    talk(journal, ms, "101")
    assert act("calls/c1/call-back")[:2] == (409, "you_talk")
    become(app, company_id, employee_id=None)
    assert act("calls/c1/call-back")[:2] == (422, "no_phone")
    assert switch.acts == []


@pytest.mark.parametrize(
    ("refusal", "code", "sentence"),
    [
        ("calling", "calling", "You are calling somebody already. End that call first."),
        ("busy", "talks", "Anna is in a call at the moment."),
    ],
)
def test_the_switch_allows_one_call_at_a_time(act, missed, phone, switch, client, refusal, code, sentence):
    missed()
    phone("101")
    switch.refusal = refusal
    assert act("calls/c1/call-back") == (409, code, sentence, None)
    assert "called back" not in client.get("/audit/?kind=calls").text
    switch.is_down = True
    assert act("calls/c1/call-back")[:2] == (503, "switch_down")


def test_the_refusal_is_german_too(act, missed, phone, switch, client):
    missed(caller="anonymous")
    phone("101")
    act("calls/c1/call-back")
    answer = client.post("/live/calls/c1/call-back", json={}, headers=JSON | GERMAN)
    assert answer.json["error"]["message"].startswith("Dieser Anrufer kann nicht zurückgerufen werden")


def test_a_limited_supervisor_calls_back_who_called_their_groups(app, company_id, act, missed, phone, switch):
    missed()
    phone("101")
    become(app, company_id, role="supervisor", groups=["support"])
    assert act("calls/c1/call-back")[0] == 404
    become(app, company_id, role="supervisor", groups=["sales"])
    assert act("calls/c1/call-back")[0] == 200


def test_employees_may_not_and_neither_may_another_company(app, company_id, act, missed, phone, other_client, switch):
    missed()
    phone("101")
    become(app, company_id, role="employee")
    assert act("calls/c1/call-back")[0] == 403
    assert other_client.post("/live/calls/c1/call-back", json={}, headers=JSON).status_code == 404
    assert switch.acts == []
