"""How far a file has been read is checked: whatever happened to the database or the files, no call is missing."""

import gzip
import json
import random
import shutil
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.calls.models import Call
from app.db import db, every_company, now
from app.journal import health, service
from app.journal.models import JournalGap, JournalPosition
from app.ports.calls import calls
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


BEHIND = [b"\n", b"rubbish\n", b"\x00\xff\r\x80\n", b'{"v":1,"switch":"no}\n', b"{" + b"x" * 2_000_000 + b"\n"]


@pytest.mark.parametrize("last", BEHIND)
def test_a_position_behind_no_line_is_checked_like_any_other(journal, last):
    journal.call("a")
    backup = journal.file.read_bytes()
    journal.call("b")
    with journal.file.open("ab") as file:
        file.write(last)
    service.ingest()
    assert service.follow_journal().again == []
    journal.file.write_bytes(backup)
    count = 3 + len(last) // len(backup)
    for number in range(count):
        journal.call(f"new{number}")
    assert service.follow_journal().again == [journal.file.name]
    assert len(names()) == count + 2
    steps = len(calls().steps("a"))
    assert {len(calls().steps(name)) for name in names()} == {steps}
    assert (journal.file.name, "cut") in gaps()


def test_a_file_that_is_replaced_twice_misses_no_call(journal):
    backups = []
    for name in ("a", "b", "c"):
        journal.call(name)
        backups.append(journal.file.read_bytes())
    service.ingest()
    journal.file.write_bytes(backups[1])
    service.ingest()
    service.ingest()
    journal.file.write_bytes(backups[0])
    for name in ("d", "e"):
        journal.call(name)
    service.ingest()
    assert names() == ["a", "b", "c", "d", "e"]
    assert len(calls().steps("d")) == len(calls().steps("a"))


def test_calls_of_a_clock_that_is_a_day_ahead_come_at_once(journal):
    journal.call("ahead", at=now() + timedelta(days=1))
    journal.call("right", at=now())
    service.ingest()
    assert names() == ["ahead", "right"]
    found = health.CHECK.check()
    assert found.state == State.WARNING
    assert journal.file.name in found.said


HALF, GARBAGE, ZEROS, NOTHING, FOLDER, DANGLING = "half", "garbage", "zeros", "nothing", "folder", "dangling"


@pytest.fixture(params=[HALF, GARBAGE, ZEROS, NOTHING, FOLDER, DANGLING])
def bad(request, journal, config):
    """A file of an earlier day that can't be read, or only to its half; and how many calls are in that half."""
    path = journal.folder / "2026-11-20.jsonl"
    packed = path.with_name(f"{path.name}.gz")
    if request.param == HALF:
        elsewhere = JournalOfCalls(config.home / "elsewhere")
        for number in range(300):
            elsewhere.call(f"half{number}")
        data = gzip.compress(elsewhere.file.read_bytes())
        packed.write_bytes(data[: len(data) // 2])
    elif request.param == GARBAGE:
        packed.write_bytes(random.Random(1).randbytes(3000))
    elif request.param == ZEROS:
        packed.write_bytes(bytes(3000))
    elif request.param == NOTHING:
        packed.write_bytes(b"")
    elif request.param == FOLDER:
        path.mkdir()
    else:
        path.symlink_to(config.home / "nowhere")
    return request.param, path.name if request.param in (FOLDER, DANGLING) else packed.name


def test_a_file_that_can_not_be_read_stops_no_other(app, journal, bad):
    kind, name = bad
    journal.call("a")
    result = app.test_cli_runner().invoke(args=["journal", "ingest"])
    assert json.loads(result.output)["unreadable"] == [name]
    assert "a" in names()
    assert (len(names()) > 100) == (kind == HALF)
    assert service.follow_journal().lines == 0
    journal.call("b")
    service.ingest()
    assert "b" in names()
    found = health.CHECK.check()
    assert found.state == State.FAULT
    assert name in found.said


def test_health_says_how_calls_that_began_in_an_unreadable_file_become_complete(app, journal):
    journal.call("a")
    lines = journal.file.read_bytes().splitlines(keepends=True)
    journal.file.write_bytes(b"".join(lines[2:]))
    before = journal.folder / "2026-11-20.jsonl"
    before.mkdir()
    assert service.ingest() == 0
    command = f"flask journal read --again {journal.folder}"
    assert command in health.CHECK.check().to_do
    before.rmdir()
    before.write_bytes(b"".join(lines[:2]))
    service.ingest()
    app.test_cli_runner().invoke(args=command.split()[1:])
    assert db.session.scalars(select(Call.next_seq)).one() == len(lines)


@pytest.mark.parametrize("again", [["rebuild"], ["read", "--yes", "--again"]])
def test_a_file_that_can_not_be_read_stops_no_rebuild(app, journal, bad, again):
    kind, name = bad
    journal.call("a")
    result = app.test_cli_runner().invoke(args=["journal", *again, str(journal.folder)])
    assert result.exit_code == 1
    assert name in result.output
    assert "a" in names()
    assert (len(names()) > 100) == (kind == HALF)


def test_lines_and_names_that_say_nothing_are_reported(app, journal):
    journal.call("a")
    with journal.file.open("ab") as file:
        file.write(b"rubbish\n" * 3)
    result = app.test_cli_runner().invoke(args=["journal", "read", "--yes", "--again", str(journal.folder)])
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["passed_over"] == 3
    assert "ignored" not in report
    journal.file.rename(journal.folder / "2026-11-23-copy.jsonl")
    result = app.test_cli_runner().invoke(args=["journal", "read", "--yes", "--again", str(journal.folder)])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["ignored"] == ["2026-11-23-copy.jsonl"]


def test_a_journal_that_can_not_be_looked_into_is_a_fault(app, journal, config):
    shutil.rmtree(journal.folder)
    config.journal_dir.write_bytes(b"")
    found = health.CHECK.check()
    assert found.state == State.FAULT
    assert str(config.journal_dir) in found.said
    for command in ("ingest", "rebuild"):
        result = app.test_cli_runner().invoke(args=["journal", command])
        assert json.loads(result.stdout)["unreadable"] == [str(config.journal_dir)]
        assert (result.exit_code == 1) == (command == "rebuild")
