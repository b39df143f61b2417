"""How far a file has been read is checked: whatever happened to the database or the files, no call is missing."""

import json
import shutil
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.calls.models import Call
from app.db import db, every_company
from app.journal import health, service
from app.journal.models import JournalGap, JournalPosition
from app.ports.health import State
from switch.journal_files import pack
from tests.app.journal_of_calls import MORNING, JournalOfCalls


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context(), every_company():
        yield
        db.session.remove()


def names():
    return sorted(db.session.scalars(select(Call.id)))


def gaps():
    return [(gap.file, gap.reason) for gap in db.session.scalars(select(JournalGap))]


def test_a_database_that_was_restored_from_elsewhere_misses_no_call(app, journal, config):
    """Its positions are those of files that have the same names and other lines."""
    elsewhere = JournalOfCalls(config.home / "elsewhere")
    for number in range(3):
        elsewhere.call(f"theirs{number}")
    shutil.copy(elsewhere.file, journal.folder / elsewhere.file.name)
    service.ingest()
    (journal.folder / elsewhere.file.name).unlink()
    for number in range(5):
        journal.call(f"ours{number}")
    assert journal.file.stat().st_size > elsewhere.file.stat().st_size
    result = app.test_cli_runner().invoke(args=["journal", "ingest"])
    assert json.loads(result.output)["read_again"] == [journal.file.name]
    assert names() == [f"ours{number}" for number in range(5)] + [f"theirs{number}" for number in range(3)]
    assert gaps() == [(journal.file.name, "cut")]
    assert health.CHECK.check().state == State.WARNING


def test_a_database_of_an_hour_ago_goes_on_where_it_was(journal):
    journal.call("a")
    service.ingest()
    row = db.session.scalars(select(JournalPosition)).one()
    before = {name: getattr(row, name) for name in ("offset", "last_at", "last_sha")}
    journal.call("b")
    service.ingest()
    for name, value in before.items():
        setattr(db.session.scalars(select(JournalPosition)).one(), name, value)
    db.session.connection().execute(Call.__table__.delete().where(Call.id == "b"))
    db.session.commit()
    service.ingest()
    assert names() == ["a", "b"]
    assert gaps() == []


def test_a_file_that_became_shorter_and_longer_again_misses_no_call(journal):
    """A backup of the files was put back, and calls came before anybody looked."""
    journal.call("a")
    backup = journal.file.read_bytes()
    journal.call("lost")
    service.ingest()
    journal.file.write_bytes(backup)
    for name in ("b", "c"):
        journal.call(name)
    service.ingest()
    assert names() == ["a", "b", "c", "lost"]
    assert gaps() == [(journal.file.name, "cut")]
    service.ingest()
    assert len(gaps()) == 1


def test_a_clock_that_is_a_day_ahead_for_a_while_hides_no_call(journal):
    tomorrow = MORNING + timedelta(days=1)
    journal.call("ahead", at=tomorrow)
    service.ingest()
    for number in range(3):
        journal.call(f"right{number}", at=MORNING + timedelta(minutes=number))
        service.ingest()
    journal.call("next", at=tomorrow + timedelta(minutes=1))
    service.ingest()
    assert names() == ["ahead", "next", "right0", "right1", "right2"]
    assert gaps() == []


def test_lines_that_were_cut_out_before_the_position_move_it(journal):
    journal.call("a", steps=2)
    journal.call("b", steps=2)
    service.ingest()
    lines = journal.file.read_bytes().splitlines(keepends=True)
    journal.file.write_bytes(b"".join(lines[2:]))
    journal.call("c", steps=2)
    assert service.ingest() == 2
    assert names() == ["a", "b", "c"]
    assert gaps() == [(journal.file.name, "cut")]


def test_a_packed_file_keeps_its_position(journal):
    journal.call("a")
    service.ingest()
    pack(journal.file)
    assert service.ingest() == 0
    assert service.unread_bytes() == 0
    assert gaps() == []
