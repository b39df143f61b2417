"""Marks that a flow puts on a call."""

from datetime import timedelta

import pytest

from app.calls.fold import begin, fold
from app.calls.models import Call
from app.config import config
from app.db import company_scope, db
from app.journal import service
from app.journal.rebuilding import rebuild
from designer.drawing.compiler import compile_flow
from designer.runtime.effects import Bridge, Dial
from designer.runtime.events import CallArrived
from designer.runtime.journal_entries import Step
from tests.app.calls.listed import listed
from tests.app.journal_of_calls import MORNING, JournalOfCalls
from tests.designer.drawing import KNOWN, flow, node


def tagging(*tags):
    nodes = [node(f"tag{index}", "tag", tag=tag) for index, tag in enumerate(tags)]
    wires = [(f"tag{index}", "next", f"tag{index + 1}") for index in range(len(tags) - 1)]
    return flow([*nodes, node("end", "hangup")], *wires, (f"tag{len(tags) - 1}", "next", "end"))


@pytest.fixture
def journal(config):
    return JournalOfCalls(config.journal_dir)


@pytest.fixture
def call(app, journal):
    """A call of company 1001 that got these tags."""

    def call(name, *tags, **how):
        journal.program = compile_flow(tagging(*tags), KNOWN).program
        journal.call(name, **how)
        with app.app_context():
            service.ingest()

    return call


def tags_of(app, company_id, name):
    with app.app_context(), company_scope(company_id):
        return db.session.query(Call).filter_by(id=name).one().tags


def test_a_call_has_each_tag_once_in_their_order(app, company_id, call):
    call("a", "complaint", "{caller}", "complaint", caller="+4930111")
    assert tags_of(app, company_id, "a") == ["complaint", "+4930111"]
    with app.app_context():
        rebuild(config().journal_dir)
    assert tags_of(app, company_id, "a") == ["complaint", "+4930111"]


def test_they_are_seen_in_the_list_and_in_the_story(client, call):
    call("a", "complaint")
    assert ">complaint</span>" in listed(client)
    page = client.get("/calls/a").text
    assert "<b>complaint</b>" in page
    assert "The call is marked “complaint”" in page


@pytest.mark.parametrize("text", ["complaint", "PLAIN", "bücher", "50 !", "a\\b", 'say "x"'])
def test_calls_are_found_by_them(client, call, text):
    call("a", "complaint", "Bücher", "50 !", "a\\b", 'say "x"', caller="+4911111")
    call("b", "praise", caller="+4922222", at=MORNING + timedelta(hours=1))
    page = listed(client, text=text)
    assert "+4911111" in page
    assert "+4922222" not in page


@pytest.mark.parametrize("text", ["[", "u00fc", '", "', "[]"])
def test_how_they_are_stored_is_found_by_nobody(client, call, text):
    call("a", "Bücher", "x", caller="+4911111")
    assert "No call is like that" in listed(client, text=text)


def test_a_number_outside_is_who_talked():
    arrived = CallArrived(0, "a", "1001", "2", "", "1", "p", "d", "inbound")
    record = begin(1, Step(0, "s", "a", 0, arrived, ()), arrived)
    effects = (Dial("b1", "", (), number="+4930123456"), Bridge("b1"))
    assert fold(record, Step(0, "s", "a", 0, arrived, effects), [])
    assert record.answered_by == "+4930123456"
