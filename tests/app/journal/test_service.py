"""From the files into the database: nothing twice, nothing lost."""

import json
import logging
import os
import shutil
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.event import listens_for, remove
from sqlalchemy.exc import OperationalError

from app.calls.models import Call, CallLeg, CallSteps, CallVisit, CallWait
from app.config import config as config_in_force
from app.db import company_scope, db, every_company, now
from app.exchange.models import SwitchText
from app.exchange.service import set_trial
from app.journal import health, service
from app.journal.models import JournalGap, JournalPosition
from app.journal.rebuilding import rebuild
from app.messages.models import Message
from app.ports.calls import CallEnded, calls, subscribe
from app.ports.health import State
from designer.drawing.compiler import compile_flow
from designer.runtime.journal_line import MOST_LINE_BYTES
from designer.trying.script import Script
from designer.trying.simulate import simulate
from switch.journal import Journal
from tests.app.journal_of_calls import MORNING, NUMBER
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context():
        yield
        db.session.remove()


def count():
    """The lines of calls that the database has."""
    with every_company():
        names = db.session.scalars(select(CallSteps.call)).all()
        return sum(len(calls().steps(name)) for name in names)


def rows(model=Call):
    """All columns but the number of the rebuild."""
    columns = [column for column in model.__table__.c if column.name != "fold_run"]
    found = db.session.connection().execute(select(*columns).order_by(*model.__table__.primary_key))
    return [dict(row._mapping) for row in found]


def whole():
    """The record of all calls, with what happened in them."""
    with every_company():
        steps = {row["call"]: calls().steps(row["call"]) for row in rows(CallSteps)}
    return [rows(model) for model in (Call, CallLeg, CallWait, CallVisit)], steps


def test_lines_come_in_once(journal):
    journal.call("a")
    lines = len(journal.file.read_text().splitlines())
    assert service.ingest() == lines
    assert service.ingest() == 0
    assert count() == lines


def test_others_get_to_write_while_much_is_read(journal):
    """Few lines are written in one transaction, during which nobody else can write."""
    for number in range(service.TRANSACTION // 2):
        journal.call(f"call {number}")
    counts = [0]

    @listens_for(db.session, "before_commit")
    def note(session):
        counts.append(session.scalar(select(func.coalesce(func.sum(Call.next_seq), 0))))

    try:
        service.ingest()
    finally:
        remove(db.session, "before_commit", note)
    assert counts[-1] > 2 * service.TRANSACTION
    assert max(after - before for before, after in pairwise(counts)) <= service.TRANSACTION


def test_a_portal_that_was_away_catches_up(journal):
    journal.call("a", steps=3)
    service.ingest()
    journal.call("b")
    assert service.ingest() > 0
    assert {row["id"] for row in rows()} == {"a", "b"}
    assert next(row for row in rows() if row["id"] == "a")["ended"] is None


def test_reading_everything_again_changes_nothing(journal):
    journal.call("a")
    service.ingest()
    before, lines = rows(), count()
    db.session.execute(delete(JournalPosition))
    db.session.commit()
    assert service.ingest() == 0
    assert (rows(), count()) == (before, lines)


def test_deriving_again_gives_the_same_rows(journal):
    for name, press in (("a", "1"), ("b", "2"), ("c", "9")):
        journal.call(name, press)
    journal.call("d", steps=4)
    service.ingest()
    before = whole()
    assert len(rows()) == 4
    rebuild(config_in_force().journal_dir)
    assert whole() == before


def test_a_broken_line_does_not_keep_the_rest_out(journal, caplog):
    journal.call("a")
    with journal.file.open("ab") as file:
        file.write(b'{"v":1,"switch":"node1","call":"x"\n')
    journal.call("b")
    with caplog.at_level(logging.WARNING):
        service.ingest()
    assert {row["id"] for row in rows()} == {"a", "b"}
    assert "torn at byte" in caplog.text


def test_a_call_of_an_unknown_company_is_in_no_record(journal):
    journal.call("a", company="7777")
    assert service.ingest() == 0
    assert rows() == rows(CallSteps) == []


def test_the_command_says_how_many_lines_came(app, journal):
    journal.call("a", steps=2)
    result = app.test_cli_runner().invoke(args=["journal", "ingest"])
    assert json.loads(result.output) == {"lines": 2, "read_again": []}
    journal.call("b")
    app.test_cli_runner().invoke(args=["journal", "ingest"])
    result = app.test_cli_runner().invoke(args=["journal", "rebuild"])
    assert json.loads(result.output) == {"lines": count() - 2}


def gaps():
    rows = db.session.scalars(select(JournalGap).order_by(JournalGap.file, JournalGap.offset))
    return [(gap.reason, gap.count) for gap in rows]


def test_what_can_not_be_read_is_named_by_health(journal):
    assert health.CHECK.check().state == State.OK
    journal.call("a")
    with journal.file.open("ab") as file:
        file.write(b"x" * 2 * MOST_LINE_BYTES + b"\n")
    journal.call("b")
    service.ingest()
    assert {row["id"] for row in rows()} == {"a", "b"}
    assert gaps() == [("too_long", 1)]
    found = health.CHECK.check()
    assert found.state == State.WARNING
    assert journal.file.name in found.to_do
    db.session.execute(delete(JournalPosition))
    service.ingest()
    assert gaps() == [("too_long", 1)]


def test_what_the_switch_lost_or_left_out_is_counted(journal, config):
    journal.call("a")
    with journal.file.open("ab") as file:
        line = {"v": 1, "switch": "node1", "call": None, "seq": None, "at": 1, "effects": []}
        file.write(json.dumps({**line, "event": {"type": "lines_lost", "at": 1, "lines": 12}}).encode() + b"\n")
        file.write(json.dumps({**line, "event": {"type": "fault", "at": 1, "message": "x"}, "shortened": 3}).encode())
        file.write(b"\n")
    service.ingest()
    assert gaps() == [("lines_lost", 12), ("shortened", 1)]
    assert "12" in health.CHECK.check().said


def test_a_file_that_is_suddenly_shorter_is_read_again_and_nothing_is_there_twice(journal):
    journal.started(MORNING)
    journal.call("a")
    journal.call("b")
    service.ingest()
    before, lines = rows(), count()
    of_b = journal.file.read_bytes().index(b'"call":"b"')
    os.truncate(journal.file, journal.file.read_bytes().rindex(b"\n", 0, of_b) + 1)
    assert service.ingest() == 1  # the start of the switch, which ends nothing that came later
    assert (rows(), count()) == (before, lines)
    journal.call("c", steps=1)
    assert service.ingest() == 1
    assert gaps() == [("cut", 1)]
    found = health.CHECK.check()
    assert found.state == State.WARNING
    assert "cut or replaced" in found.said


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_file_that_was_made_anew_is_read_however_long_it_is(journal, steps):
    journal.call("a", steps=2)
    service.ingest()
    journal.file.unlink()
    journal.call("b", steps=steps)
    assert service.ingest() == steps
    assert service.ingest() == 0
    assert {row["id"] for row in rows()} == {"a", "b"}
    assert gaps() == [("cut", 1)]


def test_a_count_that_no_database_keeps_holds_nothing_up(journal):
    with (journal.folder / "2026-11-23.jsonl").open("ab") as file:
        event = {"type": "lines_lost", "at": 1, "lines": 10**30}
        line = {"v": 1, "switch": "node1", "call": None, "seq": None, "at": 1, "event": event, "effects": []}
        file.write(json.dumps(line).encode() + b"\n")
    journal.call("a")
    service.ingest()
    assert {row["id"] for row in rows()} == {"a"}
    assert gaps() == [("no_line", 1)]


def test_what_is_no_file_is_named_by_health(journal):
    (journal.folder / "2026-11-30.jsonl").mkdir()
    journal.call("a")
    assert service.ingest() > 0
    found = health.CHECK.check()
    assert found.state == State.FAULT
    assert "2026-11-30.jsonl" in found.said


def test_copies_beside_the_journal_keep_nothing_out_and_are_named_by_health(journal, config):
    """Such a name comes behind all days, and as many of them as days that are looked at hid today's."""
    journal.call("a")
    names = ["copy-1.jsonl", "copy-2.jsonl", "notes.jsonl", "old.jsonl"]
    for name in names:
        shutil.copy(journal.folder / f"{MORNING.date()}.jsonl", journal.folder / name)
    service.ingest()
    journal.call("b")
    service.ingest()
    assert [call["id"] for call in rows()] == ["a", "b"]
    found = health.CHECK.check()
    assert found.state == State.WARNING
    assert ", ".join(names) in found.said
    assert "does not belong" in found.said
    assert "power" not in found.to_do


def test_a_first_start_with_a_wrong_clock_hides_no_day(journal):
    future = now() + timedelta(days=3_300)
    journal.started(future)
    service.ingest()
    journal.call("a", at=now())
    journal.call("b", at=now())
    service.ingest()
    assert len(rows()) == 2
    found = health.CHECK.check()
    assert found.state == State.WARNING
    assert f"{future.date()}.jsonl" in found.said
    assert "clock" in found.to_do


@pytest.mark.parametrize(
    ("broken", "word"), [(b'{"v":1,"switch":"no', "power"), (b"{}", "edit"), (b"x" * (MOST_LINE_BYTES + 1), "edit")]
)
def test_health_advises_what_fits(journal, broken, word):
    journal.call("a")
    with journal.file.open("ab") as file:
        file.write(broken + b"\n")
    service.ingest()
    assert word in health.CHECK.check().to_do


def test_a_backlog_is_said(journal, config):
    path = config.journal_dir / "2026-11-23.jsonl"
    path.touch()
    os.truncate(path, health.MUCH_BYTES)
    assert health.CHECK.check().state == State.WARNING
    os.truncate(path, health.TOO_MUCH_BYTES)
    assert health.CHECK.check().state == State.FAULT


class Poison(Exception):
    """What something derived from the journal says of a line that it can't cope with."""


def test_a_line_that_nothing_can_be_derived_from_keeps_no_other_out(app, journal, caplog):
    def choke(happened):
        if any(each.call == "bad" for each in happened):
            raise Poison

    subscribe(app, choke, CallEnded)
    for name in ("a", "bad", "b"):
        journal.call(name)
    service.ingest()
    assert {row["id"] for row in rows()} == {"a", "bad", "b"}
    assert {row["id"] for row in rows() if row["ended"]} == {"a", "b"}
    assert gaps() == [("unfit", 1)]
    assert "nothing can be derived" in caplog.text
    assert service.ingest() == 0


def test_a_database_that_is_not_there_sets_nothing_aside(app, journal):
    def write(happened):
        if not is_there:
            raise OperationalError("insert", {}, Exception("database or disk is full"))

    is_there = False
    subscribe(app, write, CallEnded)
    journal.call("a")
    with pytest.raises(OperationalError):
        service.ingest()
    db.session.rollback()
    assert gaps() == []
    is_there = True
    assert service.ingest() == count() > 0


TEXT = "{caller} wants to talk to somebody about the order " + "x" * 1_900


@pytest.fixture
def notes(config, company_id):
    """The journal of a call that goes through 480 blocks with long messages, of a company of its own."""
    nodes = [node(f"n{place}", "notify", employee="101", text=f"{place}: {TEXT}") for place in range(480)]
    wires = [(f"n{place}", "next", f"n{place + 1}") for place in range(479)]
    graph = flow([*nodes, node("bye", "hangup")], *wires, ("n479", "next", "bye"))
    program = compile_flow(graph, KNOWN).program
    set_trial(program, "1001")
    db.session.commit()
    config.journal_dir.mkdir(parents=True, exist_ok=True)
    switch = Journal(config.journal_dir, "node1")
    trace = simulate(program, {**DIRECTORY, "company": "1001"}, Script("+4917012345", MORNING, NUMBER))
    for seq, (event, effects) in enumerate(trace.steps):
        switch.step("simulated", seq, event, effects, program)
    return trace


def test_a_line_never_carries_the_texts_of_a_drawing(notes, journal):
    raw = journal.file.read_bytes()
    assert max(map(len, raw.splitlines())) < MOST_LINE_BYTES / 2
    assert b"about the order" not in raw
    journal.call("b")
    service.ingest()
    assert gaps() == []
    assert {row["id"] for row in rows()} == {"simulated", "b"}


def test_the_texts_are_read_in_the_program(notes, company_id):
    service.ingest()
    with company_scope(company_id):
        told = set(db.session.scalars(select(Message.text).where(Message.kind == "note")))
        steps = calls().steps("simulated")
    assert told == {f"{place}: {TEXT}".replace("{caller}", "+4917012345") for place in range(480)}
    assert [(step.event, step.effects) for step in steps] == notes.steps


def test_a_text_whose_program_is_gone_is_shown_as_gone(notes, company_id):
    db.session.execute(delete(SwitchText))
    db.session.commit()
    service.ingest()
    with company_scope(company_id):
        assert set(db.session.scalars(select(Message.text).where(Message.kind == "note"))) == {"…"}
