"""A leg says for which group somebody was called, by which carrier a number outside, when it rang and who ended it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.calls.models import CallLeg
from app.db import company_scope, db
from app.journal.rebuilding import rebuild
from app.journal.service import ingest
from app.messages.models import Message
from designer.runtime.effects import Bridge, Dial, Ended, Join
from designer.runtime.events import CallerGone, LegAnswered, LegFailed, LegRinging, PromptEnded, QueueOffer
from switch.journal import Journal
from tests.app.recordings.conftest import Switch

NUMBER = "+4989123456"
DIALLED = (PromptEnded, (Dial("b1", "101", ("p",)),), {"token": 1})


@pytest.fixture
def legs(app, company_id, config):
    """Returns the legs of a call of these steps, whose switch has this carrier."""

    def take(*steps, carrier=""):
        switch = Switch(config.journal_dir)
        switch.journal = Journal(config.journal_dir, "node1", carrier=carrier)
        switch.arrive("a")
        for event, effects, fields in steps:
            switch.step("a", event, *effects, **fields)
        with app.app_context():
            ingest()
        return found()

    def found():
        with app.app_context(), company_scope(company_id):
            return list(db.session.scalars(select(CallLeg).order_by(CallLeg.place)))

    take.again = found
    return take


def test_the_group_and_the_carrier(legs):
    dialled = Dial("b1", "101", ("p",), group="sales"), Dial("b2", "102", ("q",)), Dial("b3", "", (), NUMBER)
    found = legs((PromptEnded, dialled, {"token": 1}), carrier="sip.example.net")
    assert [(each.who, each.group, each.carrier) for each in found] == [
        ("101", "sales", ""),
        ("102", "", ""),
        (NUMBER, "", "sip.example.net"),
    ]


@pytest.mark.parametrize("carrier", ["sip.example.net", ""])
def test_the_carrier_stays_when_another_one_carries_calls(app, legs, config, carrier):
    legs(
        (PromptEnded, (Dial("b1", "", (), NUMBER),), {"token": 1}),
        (CallerGone, (Ended("caller_hung_up"),), {}),
        carrier=carrier,
    )
    app.config["ZENTRALE"] = replace(config, trunk="sip.example.org:5060")
    with app.app_context():
        rebuild(config.journal_dir)
    assert [each.carrier for each in legs.again()] == [carrier]


def test_earlier_versions_told_the_group_by_the_offer_of_its_queue(legs):
    waiting = (PromptEnded, (Join("sales", 0, "", 5, 0),), {"token": 1})
    offered = (QueueOffer, (Dial("b1", "101", ("p",)),), {"agent": "101", "group": "sales"})
    assert [each.group for each in legs(waiting, offered)] == ["sales"]


def seconds(leg):
    """How long after it was dialled a leg rang and was answered."""
    return [at and (at - leg.dialled_at).total_seconds() for at in (leg.rang_at, leg.answered_at)]


RINGS, ANSWERED = (LegRinging, (), {"leg": "b1"}), (LegAnswered, (Bridge("b1"),), {"leg": "b1"})


@pytest.mark.parametrize(
    ("steps", "after_s"),
    [
        ((), [None, None]),
        ((RINGS,), [1, None]),
        ((RINGS, RINGS), [1, None]),
        ((RINGS, ANSWERED), [1, 2]),
        ((ANSWERED,), [1, 1]),
        (((LegFailed, (), {"leg": "b1", "cause": "unavailable"}), RINGS), [None, None]),
    ],
)
def test_it_rings_when_a_phone_says_so_or_is_answered(legs, steps, after_s):
    (leg,) = legs(DIALLED, *steps)
    assert seconds(leg) == after_s


@pytest.mark.parametrize(
    ("cause", "by"),
    [
        ("busy", "callee"),
        ("rejected", "callee"),
        ("no_answer", "callee"),
        ("unavailable", "exchange"),
        ("failed", "exchange"),
    ],
)
def test_nobody_ends_a_leg_that_reached_no_phone(legs, cause, by):
    (leg,) = legs(DIALLED, (LegFailed, (), {"leg": "b1", "cause": cause}))
    assert (leg.cause, leg.ended_by) == (cause, by)


def test_an_employee_whose_phone_was_not_there_has_missed_the_call(app, company_id, legs):
    legs(DIALLED, (LegFailed, (Ended("flow_ended"),), {"leg": "b1", "cause": "unavailable"}))
    with app.app_context(), company_scope(company_id):
        assert list(db.session.scalars(select(Message.addressee))) == ["employee:101"]
