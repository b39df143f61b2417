"""Notes, tags and ratings belong to the call, and the journal keeps them."""

import pytest
from sqlalchemy import delete, select

from app.auth.actor import Actor
from app.calls import remarking, remarks, store
from app.calls.models import Call
from app.calls.remark_models import CallNote, CallQuality, CallRating, CallTag
from app.calls.remarking import BadRemark
from app.db import company_scope, db, every_company, find
from app.journal import service
from app.journal.rebuilding import read_again, rebuild
from app.messages.models import Message
from app.ports.calls import CallsChanged, Mentioned, calls, subscribe
from app.ports.waking import take_noted
from designer.runtime.journal_entries import CallRated, QualityReported, TagPut
from switch.journal import Journal
from tests.app.journal_of_calls import JournalOfCalls
from tests.app.messages.conftest import team  # noqa: F401 - a fixture

MIRA = Actor(7, "Mira Vogt", "supervisor", 1, "en")
TABLES = (CallNote, CallTag, CallRating, CallQuality)


@pytest.fixture
def call(app, config, company_id):
    """A call of the company that is in force."""
    JournalOfCalls(config.journal_dir).call("c0ffee")
    with app.app_context():
        service.ingest()
        with company_scope(company_id):
            yield find(Call, id="c0ffee")


def kept() -> dict:
    with every_company():
        return {
            "notes": [(each.text, each.at_s, each.author) for each in db.session.scalars(select(CallNote))],
            "tags": sorted((each.tag, each.is_on) for each in db.session.scalars(select(CallTag))),
            "ratings": [each.rating for each in db.session.scalars(select(CallRating))],
        }


def remark_on(call: Call) -> None:
    remarking.write_note(call, MIRA, " Good way to explain it. ", 218.5)
    remarking.put_tag(call, MIRA, "Warranty")
    remarking.put_tag(call, MIRA, "VIP")
    remarking.take_tag_off(call, MIRA, "VIP")
    remarking.rate(call, MIRA, 3)
    remarking.rate(call, MIRA, 4)
    db.session.commit()


AFTERWARDS = {
    "notes": [("Good way to explain it.", 218.5, "Mira Vogt")],
    "tags": [("VIP", False), ("Warranty", True)],
    "ratings": [4],
}


def test_they_are_there_at_once(call):
    remark_on(call)
    assert kept() == AFTERWARDS
    assert remarking.tags_of([call]) == {"c0ffee": ["Warranty"]}


def test_the_wall_is_told(call, company_id):
    before = calls().versions([company_id])[company_id]
    take_noted()
    remarking.put_tag(call, MIRA, "Warranty")
    assert str(company_id) in take_noted()
    assert calls().versions([company_id])[company_id] > before


def test_a_record_made_anew_has_them(call, config):
    remark_on(call)
    service.ingest()
    with every_company():
        for table in TABLES:
            db.session.execute(delete(table))
        db.session.commit()
    rebuild(config.journal_dir)
    assert kept() == AFTERWARDS
    read_again(config.journal_dir)
    assert kept() == AFTERWARDS


def test_an_older_line_changes_nothing(call, config):
    remark_on(call)
    with company_scope(1):
        journal = Journal(config.journal_dir, "node2")
        journal.note(CallRated(1, "node2", "1001", "c0ffee", "Olga", 1))
        journal.note(TagPut(1, "node2", "1001", "c0ffee", "Olga", "VIP", True))
        service.ingest()
    assert kept() == AFTERWARDS


def test_a_removed_note_stays_away(call, config):
    remark_on(call)
    remarking.remove_note(db.session.scalars(select(CallNote)).one())
    db.session.commit()
    service.ingest()
    rebuild(config.journal_dir)
    assert kept()["notes"] == [("", 218.5, "Mira Vogt")]


def test_a_tag_of_the_flow_can_be_taken_off(call):
    call.tags = ["Sales"]
    remarking.take_tag_off(call, MIRA, "Sales")
    db.session.expire_all()
    assert remarks.merged(["Sales"], {"Sales": False}) == []
    assert kept()["tags"] == [("Sales", False)]


def test_the_same_tag_is_put_on_once(call):
    remarking.put_tag(call, MIRA, "Warranty")
    remarking.put_tag(call, MIRA, "  warranty ")
    assert remarking.tags_of([call]) == {"c0ffee": ["Warranty"]}


@pytest.mark.parametrize(
    "bad",
    [
        lambda call: remarking.write_note(call, MIRA, "  "),
        lambda call: remarking.write_note(call, MIRA, "x" * 4001),
        lambda call: remarking.write_note(call, MIRA, "A sign that is no text: \0"),
        lambda call: remarking.write_note(call, MIRA, "Nowhere", float("nan")),
        lambda call: remarking.write_note(call, MIRA, "At no second of any call", float("inf")),
        lambda call: remarking.write_note(call, MIRA, "Years after the call", 1e308),
        lambda call: remarking.write_note(call, MIRA, "Before the call", -5.0),
        lambda call: remarking.put_tag(call, MIRA, "Warranty\0"),
        lambda call: remarking.put_tag(call, MIRA, " "),
        lambda call: remarking.put_tag(call, MIRA, "x" * 61),
        lambda call: remarking.rate(call, MIRA, 6),
        lambda call: remarking.rate(call, MIRA, -1),
    ],
)
def test_what_makes_no_sense_is_refused(call, bad):
    with pytest.raises(BadRemark):
        bad(call)


def test_others_are_told_once_and_the_version_grows(app, call):
    heard = []
    with app.app_context():
        subscribe(app, heard.extend, CallsChanged)
    before = store.version()
    remarking.rate(call, MIRA, 4)
    db.session.commit()
    assert [each.calls for each in heard] == [("c0ffee",)]
    assert store.version() > before
    service.ingest()
    assert [each.calls for each in heard] == [("c0ffee",)]


def test_a_colleague_who_is_named_gets_a_message(app, call, team):  # noqa: F811
    heard = []
    subscribe(app, heard.extend, Mentioned)
    remarking.write_note(call, MIRA, "@Anna Good way to explain it.")
    db.session.commit()
    service.ingest()
    assert [each.extension for each in heard] == ["101"]
    with every_company():
        told = db.session.scalars(select(Message).where(Message.kind == "colleague")).one()
    assert (told.addressee, told.sender, told.call) == ("employee:101", "Mira Vogt", "c0ffee")


def test_the_quality_of_a_side_is_kept(call, config):
    Journal(config.journal_dir, "node1").note(QualityReported(5, "node1", "1001", "c0ffee", "b1", 4.1, 0.004, 10, 60.3))
    service.ingest()
    with every_company():
        [found] = db.session.scalars(select(CallQuality)).all()
    assert (found.leg, found.mos, found.lost, found.jitter_ms, found.round_trip_ms) == ("b1", 4.1, 0.004, 10, 60.3)
