"""A leg says for which group somebody was called, and by which carrier a number outside."""

from dataclasses import replace

from sqlalchemy import select

from app.calls.models import CallLeg
from app.db import company_scope, db
from app.journal.service import ingest
from designer.runtime.effects import Dial, Join
from designer.runtime.events import PromptEnded, QueueOffer
from tests.app.recordings.conftest import Switch


def legs(app, company_id, *steps):
    switch = Switch(app.config["ZENTRALE"].journal_dir)
    switch.arrive("a")
    for event, effects, fields in steps:
        switch.step("a", event, *effects, **fields)
    with app.app_context(), company_scope(company_id):
        ingest()
        found = db.session.scalars(select(CallLeg).order_by(CallLeg.place))
        return [(each.who, each.group, each.carrier) for each in found]


def test_the_group_and_the_carrier(app, company_id):
    config = app.config["ZENTRALE"]
    app.config["ZENTRALE"] = replace(config, trunk="sip.example.net:5060")
    dialled = Dial("b1", "101", ("p",), group="sales"), Dial("b2", "102", ("q",)), Dial("b3", "", (), "+49301")
    assert legs(app, company_id, (PromptEnded, dialled, {"token": 1})) == [
        ("101", "sales", ""),
        ("102", "", ""),
        ("+49301", "", "sip.example.net"),
    ]


def test_earlier_versions_told_the_group_by_the_offer_of_its_queue(app, company_id):
    waiting = (PromptEnded, (Join("sales", 0, "", 5, 0),), {"token": 1})
    offered = (QueueOffer, (Dial("b1", "101", ("p",)),), {"agent": "101", "group": "sales"})
    assert legs(app, company_id, waiting, offered) == [("101", "sales", "")]
