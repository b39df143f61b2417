"""What happens in the portal is in the journal, too: a record made anew brings back nothing that was deleted."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from app.calls.models import Presence
from app.company.noting import note_deleted, note_presence
from app.db import company_scope, db, every_company, now
from app.journal import health, service
from app.journal.models import JournalNote
from app.journal.noting import MOST_AT_ONCE, MOST_NAMES
from app.journal.rebuilding import read_again, rebuild
from app.messages.models import DeletedMessage, Message
from app.messages.service import delete_of
from app.people.models import Employee
from app.people.service.choices import choose
from app.ports.health import State
from designer.runtime.effects import Dial, Ended
from designer.runtime.events import CallerGone, PromptEnded
from designer.runtime.journal_entries import PresenceChanged
from switch.journal import Journal
from tests.app.messages.conftest import team  # noqa: F401 - a fixture
from tests.app.recordings.conftest import Switch


def missed(config):
    """A call that Anna and Ben miss."""
    switch = Switch(config.journal_dir)
    switch.arrive("a")
    switch.step("a", PromptEnded, Dial("b1", "101", ("1001-101",)), Dial("b2", "102", ("1001-102",)), token=1)
    switch.step("a", CallerGone, Ended("caller_hung_up"))
    service.ingest()


def addressees():
    with every_company():
        return sorted(db.session.scalars(select(Message.addressee)))


def test_what_was_deleted_stays_away_though_the_database_forgot_that(app, config, company_id):
    with app.app_context():
        missed(config)
        assert addressees() == ["employee:101", "employee:102"]
        with company_scope(company_id):
            delete_of("101")
            db.session.commit()
        service.ingest()
        with every_company():
            db.session.execute(delete(Message))
            db.session.execute(delete(DeletedMessage))
            db.session.commit()
        rebuild(config.journal_dir)
        assert addressees() == ["employee:102"]
        read_again(config.journal_dir)
        assert addressees() == ["employee:102"]


def test_a_deletion_that_is_taken_back_is_not_noted(app, config, company_id):
    with app.app_context():
        missed(config)
        before = [path.read_bytes() for path in config.journal_dir.glob("*.jsonl")]
        with company_scope(company_id):
            delete_of("101")
            db.session.rollback()
            db.session.commit()
        assert [path.read_bytes() for path in config.journal_dir.glob("*.jsonl")] == before


def test_do_not_disturb_is_a_stretch_of_presence(app, company_id, team):  # noqa: F811
    with app.app_context(), company_scope(company_id):
        anna = db.session.scalars(select(Employee).where(Employee.extension == "101")).one()
        for is_on in (True, True, False):
            choose(anna, "do_not_disturb" if is_on else "free")
            db.session.commit()
        service.ingest()
        service.ingest()
        found = list(db.session.scalars(select(Presence).order_by(Presence.since)))
        assert [(each.extension, each.state) for each in found] == [("101", "do_not_disturb"), ("101", "free")]
        assert found[0].until == found[1].since
        assert found[1].until is None


def noted():
    service.ingest()
    rows = db.session.scalars(select(Presence).order_by(Presence.since))
    return [(each.state, each.reason, each.planned_until, each.until is None) for each in rows]


def test_a_reason_and_an_end_are_kept(app, company_id):
    with app.app_context(), company_scope(company_id):
        ends = datetime(2026, 11, 23, 15, tzinfo=UTC)
        note_presence("101", "paused", "Lunch", ends)
        db.session.commit()
        assert noted() == [("paused", "Lunch", ends, False)]


def test_a_phone_that_comes_and_goes_changes_nothing_of_what_somebody_chose(app, config, company_id):
    journal = Journal(config.journal_dir, "node1")
    with app.app_context(), company_scope(company_id):
        note_presence("101", "away")
        db.session.commit()
        at = round(now().timestamp() * 1000)
        for place, state in enumerate(("phone_lost", "phone_back")):
            journal.note(PresenceChanged(at + 1 + place, "node1", "1001", "101", state, "", 0))
        found = [(state, goes_on) for state, _, _, goes_on in noted()]
        assert found == [("away", True), ("phone_lost", False), ("phone_back", True)]
    journal.close()


@pytest.mark.parametrize(("state", "reason"), [("paused", ""), ("paused", " "), ("asleep", "")])
def test_nobody_pauses_without_a_reason_or_is_in_an_unknown_state(app, company_id, state, reason):
    with app.app_context(), company_scope(company_id), pytest.raises(ValueError, match=r"reason|unknown"):
        note_presence("101", state, reason)


def deletions(config):
    files = filter(Path.is_file, config.journal_dir.glob("*.jsonl"))
    return sum(path.read_bytes().count(b'"type":"deleted"') for path in files)


def test_a_deletion_waits_while_the_journal_can_not_be_written(app, config, company_id):
    with app.app_context():
        missed(config)
        today = config.journal_dir / f"{now().date()}.jsonl"
        today.mkdir()
        with company_scope(company_id):
            delete_of("101")
            note_presence("102", "away")
            db.session.commit()
        service.ingest()
        db.session.execute(update(JournalNote).values(made_at=now() - 2 * health.LONG))
        db.session.commit()
        assert str(config.journal_dir) in health.CHECK.check().to_do
        assert health.CHECK.check().state == State.FAULT
        today.rmdir()
        service.ingest()
        service.ingest()
        assert deletions(config) == 1
        assert db.session.scalars(select(JournalNote)).all() == []
        with every_company():
            assert list(db.session.scalars(select(Presence.state))) == ["away"]
            db.session.execute(delete(Message))
            db.session.execute(delete(DeletedMessage))
            db.session.commit()
        rebuild(config.journal_dir)
        assert addressees() == ["employee:102"]


def test_a_note_that_another_version_wrote_holds_no_other_up(app, config, company_id):
    with app.app_context(), company_scope(company_id):
        at = round(now().timestamp() * 1000)
        for event in ({"type": "of_tomorrow", "at": at}, {"type": "switch_started", "at": at}, {}):
            db.session.add(JournalNote(at=at, event=event, made_at=now() - 2 * health.LONG))
        note_deleted("message", ["m1"])
        note_presence("102", "away")
        db.session.commit()
        service.ingest()
        assert deletions(config) == 1
        service.ingest()
        assert deletions(config) == 1
        assert len(db.session.scalars(select(JournalNote)).all()) == 3
        assert list(db.session.scalars(select(Presence.state))) == ["away"]
        assert "deletions" in health.CHECK.check().said


def test_many_notes_that_can_not_be_read_hold_no_other_up(app, config, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.add_all(JournalNote(at=1, event={}) for _ in range(MOST_AT_ONCE))
        db.session.flush()
        note_deleted("message", ["m1"])
        db.session.commit()
        service.ingest()
        assert deletions(config) == 1


def test_a_deletion_of_many_is_more_than_one_line(app, config, company_id):
    with app.app_context(), company_scope(company_id):
        note_deleted("message", [f"m{number}" for number in range(MOST_NAMES + 1)])
        db.session.commit()
        service.ingest()
        assert deletions(config) == 2
