"""The ledger says what was recorded, of whom and when, and says the same when it is derived again."""

from datetime import timedelta

import pytest

from app.config import config
from app.db import company_scope, db, every_company
from app.journal.rebuilding import rebuild
from app.journal.service import ingest
from app.ports.recordings import recordings
from app.recordings.models import RecordedFile, Recording
from designer.runtime.effects import Bridge, StopRecording
from designer.runtime.events import CallerGone, LegAnswered
from tests.app.recordings.conftest import NOON, NUMBER, Switch


def second(number):
    return NOON + timedelta(seconds=number)


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context(), every_company():
        yield
        db.session.remove()


def rows():
    db.session.expire_all()
    names = [column.key for column in Recording.__table__.columns]
    found = db.session.query(Recording).order_by(Recording.id)
    return [{name: getattr(row, name) for name in names} for row in found]


def row(name):
    return next(each for each in rows() if each["id"] == name)


def test_a_talk_is_of_the_employee_who_was_connected(node1, company_id):
    node1.arrive("a")
    node1.talk("a")
    ingest()
    assert rows() == [
        {
            "company_id": company_id,
            "id": "a-r1",
            "call": "a",
            "switch": "node1",
            "kind": "call",
            "owner": "group:sales",
            "employee": "102",
            "caller": "+4917012345",
            "number": NUMBER,
            "began_at": second(2),
            "ended_at": None,
        }
    ]


def test_a_message_is_of_nobody_who_talked(recorded):
    assert (row("c0ffee-r1")["owner"], row("c0ffee-r1")["employee"]) == ("employee:101", None)
    assert (row("c0ffee-r1")["began_at"], row("c0ffee-r1")["ended_at"]) == (second(1), second(2))


def test_a_message_after_a_talk_is_of_nobody_who_talked_either(node1):
    node1.arrive("a")
    node1.talk("a")
    node1.message("a", "r2")
    ingest()
    assert (row("a-r1")["employee"], row("a-r2")["employee"]) == ("102", None)


def test_who_talks_later_has_no_part_in_it(node1):
    node1.arrive("a")
    node1.talk("a")
    node1.step("a", LegAnswered, Bridge("b3"), leg="b3")
    ingest()
    assert row("a-r1")["employee"] == "102"


def test_a_recording_ends_once(recorded, node1):
    assert row("c0ffee-r2")["ended_at"] == second(5)
    node1.step("c0ffee", CallerGone, StopRecording("c0ffee-r2"))
    ingest()
    assert row("c0ffee-r2")["ended_at"] == second(5)


def test_a_recording_ends_with_its_call(node1):
    for call in ("a", "b"):
        node1.arrive(call)
        node1.talk(call)
    node1.end("a")
    ingest()
    assert (row("a-r1")["ended_at"], row("b-r1")["ended_at"]) == (second(3), None)


def test_what_is_open_when_the_switch_starts_is_cut_off(node1, config):
    node2 = Switch(config.journal_dir, "node2")
    for switch, call in ((node1, "a"), (node2, "b")):
        switch.arrive(call)
        switch.talk(call)
    node1.arrive("c")
    node1.talk("c")
    node1.end("c")
    node1.journal.started(round(second(60).timestamp() * 1000))
    node1.end("a", at=second(60))
    node1.arrive("d", at=second(61))
    node1.talk("d", at=second(61))
    ingest()
    ended = {each["id"]: each["ended_at"] for each in rows()}
    assert ended == {"a-r1": second(60), "b-r1": None, "c-r1": second(3), "d-r1": None}


def test_a_call_of_unknown_beginning_or_company_is_not_in_the_ledger(node1):
    node1.talk("a")
    node1.arrive("b", company="4711")
    node1.talk("b")
    ingest()
    assert rows() == []
    assert db.session.query(RecordedFile).count() == 0


def test_deriving_again_gives_the_same_rows_and_leaves_what_was_made(recorded, node1):
    node1.arrive("a", company="1002")
    node1.talk("a")
    node1.journal.started(round(second(60).timestamp() * 1000))
    ingest()
    before = rows()
    assert len(before) == 3
    db.session.get(RecordedFile, "c0ffee-r1").state = "silent"
    db.session.commit()
    rebuild(config().journal_dir)
    assert rows() == before
    assert db.session.get(RecordedFile, "c0ffee-r1").state == "silent"


def test_others_can_ask_for_the_recordings_of_a_call(client, recorded, app, company_id, other_company_id):
    with app.app_context(), company_scope(company_id):
        found = recordings().recordings_of("c0ffee")
    assert [(each["id"], each["kind"], each["state"]) for each in found] == [
        ("c0ffee-r1", "message", "making"),
        ("c0ffee-r2", "call", "making"),
    ]
    with app.app_context(), company_scope(other_company_id):
        assert recordings().recordings_of("c0ffee") == []
