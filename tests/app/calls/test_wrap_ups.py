"""Who rests after a talk, by the steps of the queues."""

import pytest

from app.db import company_scope, now
from app.journal import service
from app.ports.engagements import engagements
from designer.runtime.queue_events import Done, InCall, Missed, Over, WrapUp
from switch.journal import Journal


def wrap_ups():
    """Who rests now, soonest back first."""
    found = sorted(engagements().wrap_ups().items(), key=lambda each: each[1][1])
    return [
        {"extension": extension, "left_ms": (until - now()).total_seconds() * 1000}
        for extension, (_since, until) in found
    ]


@pytest.fixture
def queue(app, config, company_id):
    """Writes a step of the company's queues, which happened some seconds ago; returns who rests then."""
    config.journal_dir.mkdir(parents=True, exist_ok=True)
    journal = Journal(config.journal_dir, "node1")

    def queue(event, *effects, company="1001", ago_s=0, **fields):
        at = round(now().timestamp() * 1000) - ago_s * 1000
        journal.queue(company, event(at=at, **fields), effects)
        with app.app_context():
            service.ingest()
            with company_scope(company_id):
                return wrap_ups()

    yield queue
    journal.close()


def test_who_talked_for_a_queue_or_was_rung_for_a_group_rests(queue):
    (anna,) = queue(Done, WrapUp("101", 1, 60_000), agent="101")
    assert anna["extension"] == "101"
    assert 0 < anna["left_ms"] <= 60_000
    both = queue(Over, WrapUp("102", 2, 30_000), WrapUp("", 0, 5_000), call="c")
    assert [each["extension"] for each in both] == ["102", "101"]


def test_a_rest_is_over_by_itself(queue):
    assert queue(Done, WrapUp("101", 1, 60_000), agent="101", ago_s=61) == []
    assert queue(Done, WrapUp("101", 1, 60_000), agent="101", ago_s=0)


def test_who_comes_to_talk_or_missed_a_call_has_no_wrap_up(queue):
    queue(Done, WrapUp("101", 1, 60_000), agent="101")
    assert queue(InCall, call="c", agent="101") == []
    queue(Done, WrapUp("101", 2, 60_000), agent="101")
    assert queue(Missed, WrapUp("101", 3, 10_000), call="c", agent="101") == []


def test_other_companies_and_a_start_of_the_switch_leave_none(queue, app, config, company_id):
    assert queue(Done, WrapUp("101", 1, 60_000), agent="101", company="1002") == []
    assert queue(Done, WrapUp("101", 1, 60_000), agent="101", company="9999") == []
    assert queue(Done, WrapUp("101", 1, 60_000), agent="101")
    journal = Journal(config.journal_dir, "node1")
    journal.started(round(now().timestamp() * 1000))
    journal.close()
    with app.app_context():
        service.ingest()
        with company_scope(company_id):
            assert wrap_ups() == []
