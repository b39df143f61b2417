"""A rebuild and another reading of a folder take nothing from the record that the folder's files don't have."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from app.calls import store
from app.calls.models import Call
from app.calls.reading import Reading
from app.calls.taking import take, take_in
from app.db import db, every_company, now
from app.journal import service
from app.journal.follow import read_on, read_part
from app.journal.rebuilding import read_again, rebuild
from app.journal.service import line_of
from app.journal.turns import only_reader
from app.ports.calls import calls
from app.ports.engagements import engagements
from designer.runtime.journal_entries import CallRefused, MessageMade, entry_in
from designer.runtime.queue_events import Done, InCall
from designer.runtime.queue_events import WrapUp as QueueWrapUp
from switch.journal import Journal
from tests.app.journal_of_calls import MORNING, JournalOfCalls
from tests.app.recordings.conftest import Switch
from tests.waiting import until

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context(), every_company():
        yield
        db.session.remove()


def outcomes():
    db.session.expire_all()
    return {call.id: (call.ended, call.outcome) for call in db.session.scalars(select(Call))}


def ms(at):
    return round(at.timestamp() * 1000)


def mixed(journal, config, count):
    """Writes *count* calls that go on at once, as on a busy exchange: first the first steps of all."""
    elsewhere = JournalOfCalls(config.home / "one_by_one")
    for number in range(count):
        elsewhere.call(f"c{number}")
    lines = [json.loads(line) for line in elsewhere.file.read_text().splitlines()]
    lines.sort(key=lambda line: line["seq"])
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (journal.folder / elsewhere.file.name).write_text(text)


def test_a_rebuild_that_is_killed_and_run_again_ends_as_if_it_had_run_once(app, journal, config):
    mixed(journal, config, 600)
    service.ingest()
    before = outcomes()
    db.session.execute(Call.__table__.update().values(ended=None, ended_at=None, next_seq=0))
    db.session.commit()
    environment = {**os.environ, "ZENTRALE_HOME": str(config.home)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "journal", "rebuild"]

    def has_begun():
        db.session.rollback()
        return db.session.scalar(select(func.count(Call.id)).where(Call.fold_run > 0))

    rebuilding = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE)
    until(has_begun, 60)
    rebuilding.kill()
    rebuilding.communicate()
    db.session.rollback()
    rebuild(journal.folder)
    assert outcomes() == before


@pytest.mark.parametrize("first_lines", [1, 3, 5])
def test_what_a_rebuild_left_half_made_is_made_by_the_next_one(app, journal, monkeypatch, first_lines):
    """The first one came so far when its record was empty."""
    journal.call("a")
    lines = journal.file.read_bytes().splitlines(keepends=True)
    service.ingest()
    before = outcomes()
    db.session.execute(Call.__table__.delete())
    db.session.commit()
    whole = journal.file.read_bytes()
    journal.file.write_bytes(b"".join(lines[:first_lines]))
    rebuild(journal.folder)
    assert outcomes()["a"][0] is None
    journal.file.write_bytes(whole)
    rebuild(journal.folder)
    assert outcomes() == before
    assert len(calls().steps("a")) == len(lines)


def test_a_folder_that_has_only_the_beginning_of_a_call_changes_nothing_of_it(app, config, tmp_path):
    switch = Switch(config.journal_dir)
    evening = datetime(2024, 5, 4, 23, 59, 58, tzinfo=UTC)
    switch.arrive("m", at=evening)
    switch.talk("m", at=evening)
    switch.end("m", at=evening)
    switch.arrive("n")
    switch.end("n")
    service.ingest()
    before, steps = outcomes(), len(calls().steps("m"))
    shutil.copy(config.journal_dir / "2024-05-04.jsonl", tmp_path)
    db.session.execute(Call.__table__.update().values(caller="changed"))
    db.session.commit()
    rebuild(tmp_path)
    assert outcomes() == before
    assert len(calls().steps("m")) == steps
    callers = dict(db.session.execute(select(Call.id, Call.caller)).all())
    assert callers == {"m": "changed", "n": "+4917012345"}


def test_a_folder_that_lacks_steps_in_between_changes_nothing_of_a_call(app, journal, tmp_path):
    journal.call("a")
    service.ingest()
    before, steps = outcomes(), len(calls().steps("a"))
    lines = journal.file.read_bytes().splitlines(keepends=True)
    (tmp_path / journal.file.name).write_bytes(b"".join(lines[:2] + lines[-1:]))
    rebuild(tmp_path)
    assert outcomes() == before
    assert len(calls().steps("a")) == steps


def test_a_call_that_was_refused_leaves_the_memory(app, journal):
    """As its files lack steps in between; what comes long after it can't be about it."""
    journal.call("a")
    journal.call("open", at=now(), steps=2)
    service.ingest()
    lines = [line_of(placed) for placed in read_on(journal.folder, {}, now()).lines]
    reading = Reading(run=1)
    take_in([*lines[:1], *lines[2:]], reading)
    db.session.commit()
    assert list(reading.drafts) == ["a"]
    journal.call("open", at=now(), steps=2)
    late = [line_of(placed) for placed in read_part(journal.file, 0, is_over=True).lines]
    take_in(late, reading)
    assert list(reading.drafts) == ["open"]


def test_an_empty_message_stays_one_if_the_file_that_says_so_is_missing(app, config, tmp_path):
    switch = Switch(config.journal_dir)
    switch.arrive("a")
    switch.message("a")
    switch.stop("a")
    switch.end("a")
    night = datetime(2024, 5, 5, 0, 0, 1, tzinfo=UTC)
    switch.journal.note(MessageMade(ms(night), "portal", "1001", "a", "a-r1", has_speech=False))
    service.ingest()
    before = outcomes()
    assert before["a"][1] == "missed"
    shutil.copy(config.journal_dir / "2024-05-04.jsonl", tmp_path)
    rebuild(tmp_path)
    assert outcomes() == before
    rebuild(config.journal_dir)
    assert outcomes() == before


def test_a_refusal_takes_no_talk_from_the_record(app, config, tmp_path):
    """Such as that of a second request with the same ID."""
    switch = Switch(config.journal_dir)
    switch.arrive("a")
    switch.talk("a")
    switch.end("a")
    service.ingest()
    before = outcomes()
    at = ms(MORNING)
    Journal(tmp_path, "node1").note(CallRefused(at, "node1", "a", "1001", "+49301", "+49302", "inbound", 503, 1))
    rebuild(tmp_path)
    read_again(tmp_path)
    assert outcomes() == before


@pytest.mark.parametrize("read", [read_again, rebuild])
def test_files_from_elsewhere_end_no_call_here(app, journal, tmp_path, read):
    """Each of the two exchanges calls its switch node1."""
    journal.call("here", at=now() - timedelta(minutes=5), steps=4)
    service.ingest()
    elsewhere = JournalOfCalls(tmp_path)
    elsewhere.call("theirs", at=now() - timedelta(minutes=5), steps=4)
    elsewhere.started(now() - timedelta(minutes=1))
    read(tmp_path)
    assert {call: ended for call, (ended, _) in outcomes().items()} == {"here": None, "theirs": "lost"}


@pytest.mark.parametrize("read", [read_again, rebuild])
@pytest.mark.parametrize("started_ago", [timedelta(days=365), timedelta(0)])
def test_another_folder_changes_nothing_of_the_wrap_ups_of_now(app, config, tmp_path, company_id, started_ago, read):
    at = ms(now()) - 5_000
    journal = Journal(config.journal_dir, "node1")
    journal.queue("1001", InCall(at, "c", "101"), ())
    journal.queue("1001", Done(at, "101"), (QueueWrapUp("101", 1, 600_000),))
    service.ingest()
    other = Journal(tmp_path, "node1")
    other.queue("1001", InCall(ms(now() - started_ago) - 60_000, "c", "101"), ())
    other.started(ms(now() - started_ago))
    read(tmp_path)
    assert list(engagements().wrap_ups()) == ["101"]


def test_a_call_is_lost_though_the_clock_is_behind_after_the_restart(app, journal):
    journal.call("open", at=MORNING, steps=4)
    service.ingest()
    journal.started(MORNING - timedelta(hours=1))
    service.ingest()
    assert outcomes()["open"][0] == "lost"


def test_a_file_of_an_earlier_day_that_is_put_into_the_folder_ends_no_call_or_wrap_up_of_now(app, journal, company_id):
    journal.call("open", at=now(), steps=4)
    switch = Journal(journal.folder, "node1")
    switch.queue("1001", Done(ms(now()), "101"), (QueueWrapUp("101", 1, 600_000),))
    service.ingest()
    journal.started(now() - timedelta(days=3))
    assert service.ingest() == 1
    assert outcomes()["open"][0] is None
    assert list(engagements().wrap_ups()) == ["101"]


def test_an_old_start_in_the_same_batch_ends_no_wrap_up_of_later(app, tmp_path, company_id):
    at = ms(now())
    journal = Journal(tmp_path, "node1")
    journal.queue("1001", Done(at, "101"), (QueueWrapUp("101", 1, 600_000),))
    journal.started(at - 3 * 86_400_000)
    journal.close()
    lines = [line for path in sorted(tmp_path.glob("*.jsonl"), reverse=True) for line in path.read_text().splitlines()]
    with every_company():
        take([(entry_in(line.encode()), line) for line in lines])
        db.session.commit()
    assert list(engagements().wrap_ups()) == ["101"]


def test_a_restart_that_is_read_again_ends_no_call_that_began_later(app, journal):
    journal.started(MORNING)
    journal.call("open", at=MORNING + timedelta(minutes=1), steps=4)
    service.ingest()
    db.session.execute(service.JournalGap.__table__.delete())
    journal.file.write_bytes(b"\n" + journal.file.read_bytes())
    db.session.execute(db.metadata.tables["journal_positions"].update().values(last_sha="x" * 64))
    db.session.commit()
    assert service.follow_journal().again == [journal.file.name]
    assert outcomes()["open"][0] is None


def test_what_was_not_committed_is_not_remembered(app, journal, monkeypatch):
    journal.call("a", steps=3)
    service.ingest()
    journal.call("b", steps=1)
    journal.call("c", steps=1)
    commit, count = db.session.commit, []

    def fail_once():
        count.append(1)
        if len(count) == 1:
            raise OperationalError("commit", {}, Exception("database is locked"))
        commit()

    monkeypatch.setattr(db.session, "commit", fail_once)
    with pytest.raises(OperationalError):
        service.ingest()
    monkeypatch.undo()
    db.session.rollback()
    store.touch(db.session.scalars(select(Call.company_id)).all())  # as another process does that writes
    db.session.commit()
    service.ingest()
    assert sorted(outcomes()) == ["a", "b", "c"]


def test_the_command_says_whose_calls_a_folder_has_and_asks(app, journal, tmp_path):
    elsewhere = JournalOfCalls(tmp_path)
    elsewhere.call("theirs")
    elsewhere.call("nobodys", company="7777")
    runner = app.test_cli_runner()
    again = ["journal", "read", "--again", str(tmp_path)]
    result = runner.invoke(args=[*again, "--dry-run"])
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "1001: 1 calls, 2026-11-23 to 2026-11-23",
        "7777: 1 calls, 2026-11-23 to 2026-11-23 (no company here; they are left out)",
    ]
    result = runner.invoke(args=again, input="n\n")
    assert result.exit_code == 1
    assert outcomes() == {}
    assert json.loads(runner.invoke(args=[*again, "--yes"]).stdout)["lines"] > 0
    assert list(outcomes()) == ["theirs"]


def test_of_two_that_read_folders_at_the_same_time_the_second_is_refused(app, journal):
    journal.call("c1")
    runner = app.test_cli_runner()
    with only_reader():
        for command in (["journal", "rebuild"], ["journal", "read", "--yes", "--again", str(journal.folder)]):
            result = runner.invoke(args=command)
            assert result.exit_code == 1
            assert "wait until it has ended" in result.output
        assert outcomes() == {}
    assert runner.invoke(args=["journal", "rebuild"]).exit_code == 0


@pytest.mark.parametrize("company", [["1001"], {}, 7, None, "10\x0001"])
def test_a_line_whose_company_is_none_is_passed_over_by_the_question_too(app, journal, tmp_path, company):
    elsewhere = JournalOfCalls(tmp_path)
    elsewhere.call("odd", company=company)
    elsewhere.call("theirs")
    result = app.test_cli_runner().invoke(args=["journal", "rebuild", str(tmp_path), "--dry-run"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert result.output.splitlines() == ["1001: 1 calls, 2026-11-23 to 2026-11-23"]
