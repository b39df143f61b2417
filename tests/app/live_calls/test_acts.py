"""Acts on live calls by JSON: what the switch is asked, what the user reads, who may, and what the audit log keeps."""

import pytest

from app.auth.models import User
from app.db import company_scope, db
from app.journal import service
from app.people.models import Employee
from designer.runtime.effects import Answer, Bridge, Dial, Ended, Join, Leave
from designer.runtime.events import CallArrived, CallerGone, LegAnswered
from designer.runtime.journal_entries import Deleted
from switch.act_orders import BeginHelp, Dismiss, EndHelp, Promote, Reserve, SendOn
from tests.app.live_calls.conftest import JSON


def talk(journal, ms, extension, call="c9"):
    arrived = CallArrived(ms, call, "1001", "+4930999", "", "+4930555010", "p", "d", "inbound")
    journal.step(call, 0, arrived, [Dial("l1", extension, (f"1001-{extension}",))])
    journal.step(call, 1, LegAnswered(ms, "l1"), [Bridge("l1")])


def become(app, company_id, **changes):
    with app.app_context(), company_scope(company_id):
        user = db.session.query(User).one()
        for name, value in changes.items():
            setattr(user, name, value)
        db.session.commit()


def test_taking_a_caller_rings_the_users_own_phone(act, waits, phone, switch, client):
    phone("101")
    assert act("calls/c1/take") == (200, None, "Your phone rings.", None)
    assert switch.acts == [Reserve("1001", "c1", "101")]
    page = client.get("/audit/?kind=calls").text
    assert "+49 30 12345" in page
    assert "taken" in page


def test_taking_needs_a_phone_of_ones_own(app, company_id, act, waits, phone, switch):
    assert act("calls/c1/take")[:2] == (422, "phone_off")
    phone("101")
    phone("101", "phone_lost")
    become(app, company_id, employee_id=None, role="supervisor")
    status, code, sentence, _undo = act("calls/c1/take")
    assert (status, code) == (422, "no_phone")
    assert "phone of your own" in sentence
    assert switch.acts == []


def test_nobody_takes_a_caller_during_a_talk(act, waits, phone, journal, ms, switch):
    phone("101")
    talk(journal, ms, "101")
    assert act("calls/c1/take")[:3] == (409, "you_talk", "You are in a call yourself. End it first.")
    assert switch.acts == []


@pytest.mark.parametrize(
    ("refusal", "code", "sentence"),
    [
        ("taken:104", "taken", "Dora is taking this call."),
        ("talking:102", "talking", "Ben is talking to the caller already."),
        ("gone", "gone", "The caller has hung up, or doesn't wait any more."),
        ("busy", "talks", "Anna is in a call at the moment."),
    ],
)
def test_who_comes_too_late_reads_why(act, waits, phone, switch, refusal, code, sentence, client):
    phone("101")
    switch.refusal = refusal
    assert act("calls/c1/take") == (409, code, sentence, None)
    assert "taken" not in client.get("/audit/?kind=calls").text


def test_a_call_that_is_over_or_unknown_can_not_be_acted_on(act, waits, journal, ms, switch):
    journal.step("c1", 1, CallerGone(ms + 1000), [Ended("caller_hung_up")])
    assert act("calls/c1/hang-up")[:2] == (409, "gone")
    assert act("calls/c2/hang-up")[0] == 404
    assert switch.acts == []


def test_a_switch_that_does_not_answer_is_said(act, waits, switch):
    switch.is_down = True
    assert act("calls/c1/hang-up")[:2] == (503, "switch_down")


def test_a_caller_is_moved_forward(act, waits, switch):
    assert act("calls/c1/place", {"to": "up"})[0] == 200
    assert act("calls/c1/place", {"to": "top"})[2] == "+49 30 12345 is first in line now."
    assert switch.acts == [Promote("1001", "c1", "up"), Promote("1001", "c1", "top")]
    assert act("calls/c1/place", {"to": "down"})[:2] == (422, "unknown")
    switch.refusal = "is_first"
    assert act("calls/c1/place", {"to": "up"})[:2] == (409, "is_first")


def test_a_caller_is_sent_to_another_group_and_back(act, waits, switch):
    status, _code, said, undo = act("calls/c1/send", {"to": "group:support"})
    assert (status, said) == (200, "+49 30 12345 waits for Support now.")
    assert undo == {"method": "POST", "url": "/live/calls/c1/send", "body": {"to": "group:sales"}}
    assert switch.acts == [SendOn("1001", "c1", "support")]
    switch.refusal = "nobody_there"
    assert act("calls/c1/send", {"to": "group:support"})[2] == "Nobody in Support is available at the moment."


@pytest.mark.parametrize("to", ["group:lost", "employee:999", "outside:+49301", "", "support"])
def test_a_caller_is_sent_nowhere_else(act, waits, switch, to):
    assert act("calls/c1/send", {"to": to})[:2] == (422, "unknown")
    assert switch.acts == []


def test_a_caller_is_sent_to_a_colleague_who_is_free(act, waits, phone, switch):
    phone("104")
    assert act("calls/c1/send", {"to": "employee:104"})[:3] == (200, None, "Dora's phone rings for +49 30 12345.")
    assert switch.acts == [Reserve("1001", "c1", "104")]


def test_no_caller_is_sent_to_who_can_not_take_one(app, company_id, act, waits, phone, journal, ms, switch):
    assert act("calls/c1/send", {"to": "employee:104"})[:2] == (409, "not_there")
    phone("103")
    talk(journal, ms, "103")
    assert act("calls/c1/send", {"to": "employee:103"})[:2] == (409, "talks")
    phone("102")
    with app.app_context(), company_scope(company_id):
        ben = db.session.query(Employee).filter_by(extension="102").one()
        ben.chosen, ben.chosen_reason = "paused", "Lunch"
        db.session.commit()
    assert act("calls/c1/send", {"to": "employee:102"})[1:3] == ("not_now", "Ben takes no calls now: Paused: Lunch.")
    assert switch.acts == []


def test_a_call_is_ended_for_everybody(act, waits, switch):
    assert act("calls/c1/hang-up")[2] == "The call with +49 30 12345 is over."
    assert switch.acts == [Dismiss("1001", "c1")]


def test_a_group_helps_another_and_no_more(act, waits, switch, client):
    status, _code, said, undo = act("groups/sales/helpers", {"group": "support"})
    assert (status, said) == (200, "Support helps Sales until nobody waits.")
    assert undo == {"method": "DELETE", "url": "/live/groups/sales/helpers/support", "body": {}}
    assert act("groups/sales/helpers/support", method="delete")[0] == 200
    assert switch.acts == [BeginHelp("1001", "sales", "support"), EndHelp("1001", "sales", "support")]
    assert "gets help" in client.get("/audit/").text
    assert act("groups/sales/helpers", {"group": "sales"})[:2] == (422, "unknown")
    assert act("groups/sales/helpers", {"group": "lost"})[:2] == (422, "unknown")
    assert act("groups/lost/helpers", {"group": "sales"})[0] == 404
    for refusal in ("nobody_waits", "helps_already", "nobody_there"):
        switch.refusal = refusal
        assert act("groups/sales/helpers", {"group": "support"})[:2] == (409, refusal)


def test_a_limited_supervisor_acts_on_the_calls_of_their_groups_alone(app, company_id, act, waits, phone, switch):
    phone("101")
    become(app, company_id, role="supervisor", groups=["support"])
    for path, body in (("take", {}), ("place", {"to": "top"}), ("send", {"to": "group:support"}), ("hang-up", {})):
        assert act(f"calls/c1/{path}", body)[0] == 404
    assert act("groups/sales/helpers", {"group": "support"})[0] == 404
    become(app, company_id, role="supervisor", groups=["sales"])
    assert act("calls/c1/take")[0] == 200
    assert act("calls/c1/send", {"to": "group:support"})[:2] == (422, "unknown")
    assert act("calls/c1/send", {"to": "employee:104"})[:2] == (422, "unknown")
    assert act("groups/sales/helpers", {"group": "support"})[:2] == (422, "unknown")


def test_a_limited_supervisor_does_not_end_a_call_that_has_gone_on_to_another_group(
    app, company_id, act, waits, journal, ms, switch
):
    """It waited for Sales, and Dora of Support talks to the caller now."""
    left = [Leave("sales"), Dial("l1", "104", ("1001-104",), group="support"), Bridge("l1")]
    journal.step("c1", 1, LegAnswered(ms + 1000, "l1"), left)
    for group, status in (("sales", 409), ("support", 200)):
        become(app, company_id, role="supervisor", groups=[group])
        assert act("calls/c1/hang-up")[0] == status
    assert switch.acts == [Dismiss("1001", "c1")]


def test_a_limited_supervisor_ends_the_talk_of_a_person_of_their_group(app, company_id, act, journal, ms, switch):
    arrived = CallArrived(ms, "c1", "1001", "+493012345", "", "+4930555010", "p", "d", "inbound")
    journal.step("c1", 0, arrived, [Answer(), Join("sales", 0, "", 10, 0)])
    left = [Leave("sales"), Dial("l1", "102", ("1001-102",), group="sales"), Bridge("l1")]
    journal.step("c1", 1, LegAnswered(ms + 1000, "l1"), left)
    become(app, company_id, role="supervisor", groups=["sales"])
    assert act("calls/c1/hang-up")[0] == 200
    assert switch.acts == [Dismiss("1001", "c1")]


def test_employees_may_not_and_neither_may_another_company(app, company_id, act, waits, other_client, switch):
    assert other_client.post("/live/calls/c1/hang-up", json={}, headers=JSON).status_code == 404
    become(app, company_id, role="employee")
    assert act("calls/c1/hang-up")[0] == 403
    assert switch.acts == []


def test_the_log_of_changes_forgets_a_caller_whose_data_is_deleted(app, act, waits, phone, client, journal, ms):
    phone("101")
    act("calls/c1/take")
    act("calls/c1/place", {"to": "top"})
    journal.step("c1", 1, CallerGone(ms + 1000), [Ended("caller_hung_up")])
    assert client.get("/audit/?kind=calls").text.count("+49 30 12345") == 2
    journal.note(Deleted(ms + 2000, "portal", "1001", "call", ("c1",)))
    with app.app_context():
        service.ingest()
    page = client.get("/audit/?kind=calls").text
    assert "30 12345" not in page
    assert "taken" in page
