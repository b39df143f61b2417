"""The record knows a caller's place in line, who takes the caller, and which groups help."""

import pytest

from app.calls.models import CallWait
from app.db import company_scope, db, now
from app.journal import service
from app.ports.engagements import engagements
from designer.runtime.effects import Answer, Join, Leave, QueueMissed
from designer.runtime.events import CallArrived, QueueMoved, QueueOffer, QueuePosition
from designer.runtime.queue_events import HelpBegan, Helped, LeftQueue
from switch.journal import Journal


@pytest.fixture
def ms():
    return round(now().timestamp() * 1000) - 60_000


@pytest.fixture
def journal(config, ms):
    config.journal_dir.mkdir(parents=True, exist_ok=True)
    journal = Journal(config.journal_dir, "node1")
    arrived = CallArrived(ms, "c1", "1001", "+493012345", "", "+4930555010", "p", "d", "inbound")
    journal.step("c1", 0, arrived, [Answer(), Join("sales", 0, "", 10, 0)])
    yield journal
    journal.close()


@pytest.fixture
def waits(app, company_id, journal):
    def waits():
        with app.app_context():
            service.ingest()
            with company_scope(company_id):
                rows = db.session.query(CallWait).order_by(CallWait.place)
                return [(each.group, each.position, each.taken_by, each.outcome) for each in rows]

    return waits


def test_a_place_in_line_follows_what_the_queue_tells(journal, waits, ms):
    assert waits() == [("sales", None, "", "")]
    journal.step("c1", 1, QueuePosition(ms, 3, -1, "sales"), ())
    assert waits() == [("sales", 3, "", "")]
    journal.step("c1", 2, QueuePosition(ms, 1, -1, "sales"), ())
    assert waits() == [("sales", 1, "", "")]


def test_whoever_takes_a_caller_is_named_until_they_did_not(journal, waits, ms):
    journal.step("c1", 1, QueueOffer(ms, "102", "sales"), ())
    assert waits()[0][2] == ""
    journal.step("c1", 2, QueueOffer(ms, "120", "sales", reserved=True), ())
    assert waits()[0][2] == "120"
    journal.step("c1", 3, QueueOffer(ms, "120", "sales", reserved=True), [QueueMissed("sales", "120")])
    assert waits()[0][2] == ""


def test_a_caller_who_is_sent_on_has_two_waits(journal, waits, ms):
    sent = [Leave("sales"), Join("support", 0, "", 10, 0, ms)]
    journal.step("c1", 1, QueueMoved(ms, "support", "sales"), sent)
    assert waits() == [("sales", None, "", "moved"), ("support", None, "", "")]


def test_help_lasts_until_the_queue_says_so_or_the_switch_starts(app, company_id, journal, ms):
    def helped():
        with app.app_context():
            service.ingest()
            with company_scope(company_id):
                return engagements().helped_by()

    journal.queue("1001", HelpBegan(ms, "sales", "support"), [Helped("sales", ("support",))])
    assert helped() == {"sales": ("support",)}
    journal.queue("1001", LeftQueue(ms + 1, "sales", "c1", ""), [Helped("sales", ())])
    assert helped() == {}
    journal.queue("1001", HelpBegan(ms + 2, "sales", "support"), [Helped("sales", ("support",))])
    assert helped() == {"sales": ("support",)}
    journal.started(ms + 3)
    assert helped() == {}
