"""Calls that are forwarded to an employee's mobile are theirs: answered ones, and missed ones, of which they learn."""

from zoneinfo import ZoneInfo

import pytest

from app.calls.erasing import erase
from app.calls.models import Call
from app.db import company_scope, db, now
from app.figures.merging import merge_company
from app.figures.tally import tally
from app.journal.service import ingest
from app.messages.models import Message
from app.ports.call_records import call_records
from app.ports.figures import Question, figures
from designer.runtime.effects import Bridge, Cancel, Dial, Ended
from designer.runtime.events import CallerGone, LegAnswered, LegEnded, LegRinging, PromptEnded, TimerFired
from tests.app.recordings.conftest import Switch

MOBILE = "+4917055555"
TO_MOBILE = Dial("b2", "", (), MOBILE, employee="101")
ALWAYS = [(PromptEnded, (TO_MOBILE,), {"token": 1})]
AFTER_RINGING = [
    (PromptEnded, (Dial("b1", "101", ("p",)),), {"token": 1}),
    (TimerFired, (Cancel("b1"), TO_MOBILE), {"token": 2}),
]
TALK = [(LegAnswered, (Bridge("b2"),), {"leg": "b2"}), (LegEnded, (Ended("callee_hung_up"),), {"leg": "b2"})]
IN_VAIN = [(LegRinging, (), {"leg": "b2"}), (CallerGone, (Ended("caller_hung_up"),), {})]


@pytest.fixture
def took(app, company_id, config):
    """Takes in a call of these steps, and says what each employee has by these measures."""

    def take(steps, *measures):
        switch = Switch(config.journal_dir)
        switch.arrive("a")
        for event, effects, fields in steps:
            switch.step("a", event, *effects, **fields)
        ingest()
        merge_company(company_id)
        chosen = figures().selection({"from": ["2024-05-04"], "to": ["2024-05-04"]})
        answer = figures().ask(Question(chosen, measures, ("employee",)))
        return {row.keys[0]: row.values for row in answer.rows}

    with app.app_context(), company_scope(company_id):
        yield take
        db.session.remove()


@pytest.mark.parametrize(("begin", "offers"), [(ALWAYS, 1), (AFTER_RINGING, 1)])
def test_a_talk_on_the_mobile_is_theirs(took, begin, offers):
    assert took([*begin, *TALK], "answered", "offers", "not_taken") == {"101": (1, offers, 0)}
    assert db.session.get(Call, "a").answered_by == "101"


@pytest.mark.parametrize("begin", [ALWAYS, AFTER_RINGING])
def test_a_call_that_the_mobile_rang_for_in_vain_is_missed_by_them(took, begin):
    assert took([*begin, *IN_VAIN], "answered", "missed") == {"101": (0, 1)}
    assert db.session.get(Call, "a").outcome == "missed"
    assert [each.addressee for each in db.session.query(Message)] == ["employee:101"]


@pytest.mark.parametrize("begin", [ALWAYS, AFTER_RINGING])
def test_the_credit_stays_when_the_person_is_erased(took, begin):
    took([*begin, *TALK], "answered")
    (before,) = call_records().records(["a"])
    erase(before.company_id, ["a"], now())
    (after,) = call_records().records(["a"])
    assert credit(before) == credit(after)


def credit(record):
    return [(leg.extension, leg.result, leg.talked_ms) for leg in tally(record, ZoneInfo("UTC")).leg]
