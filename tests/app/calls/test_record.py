"""The record of calls is the same however the journal comes in: in which parts, how often, and when it is made anew."""

import json
import zlib
from dataclasses import replace
from functools import cache
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app.calls.fold import EFFECT, EVENT
from app.calls.models import Call, CallLeg, CallSteps, CallVersion, CallVisit, CallWait, ChangedCall, Presence
from app.calls.packed import pack, unpack
from app.db import db, every_company
from app.journal.rebuilding import read_again, rebuild
from app.messages.models import Message
from app.ports.calls import calls
from app.ports.journal import fold
from app.recordings.models import RecordedFile, Recording
from designer.drawing.compiler import compile_flow
from designer.runtime.effects import EFFECTS, Effect
from designer.runtime.events import EVENTS, CallArrived, Event
from designer.runtime.journal_entries import PresenceChanged, Step, entry_in
from designer.runtime.queue_events import Done, InCall
from designer.runtime.queue_events import WrapUp as QueueWrapUp
from designer.trying.script import Script, presses
from designer.trying.simulate import simulate
from switch.journal import Journal
from tests.app.journal_of_calls import GRAPH, MORNING, NUMBER
from tests.designer.drawing import DIRECTORY, KNOWN

PLACES = st.integers(0, 10_000)
TABLES = (
    Message,
    Recording,
    RecordedFile,
    CallVisit,
    CallWait,
    CallLeg,
    CallSteps,
    Call,
    Presence,
    CallVersion,
    ChangedCall,
)
SEEN = (Call, CallLeg, CallWait, CallVisit, Presence, Recording, Message)
BEGAN = round(MORNING.timestamp() * 1000)


def test_the_fold_has_a_place_for_each_event_and_effect():
    assert set(EVENT) == set(get_args(Event))
    assert set(EFFECT) == set(get_args(Effect))


@given(st.text())
def test_what_is_packed_comes_back(text):
    assert unpack(pack(text)) == text


def test_steps_packed_by_the_migration_are_read():
    assert unpack(b"0" + zlib.compress(b"abc")) == "abc"
    with pytest.raises(ValueError, match="unknown way"):
        unpack(b"7abc")


@cache
def steps_of(press, anna, clara):
    """The steps of one call that the simulator makes, as pairs of event and effects."""
    program = compile_flow(GRAPH, KNOWN).program
    script = Script("+4917012345", MORNING, NUMBER, press=presses(press), people={"101": anna, "102": clara})
    return simulate(program, {**DIRECTORY, "company": "1001"}, script).steps


def renamed(data, name):
    return json.loads(json.dumps(data).replace("simulated", name))


CALL = st.tuples(
    st.sampled_from(["1", "2", "9", ""]), st.sampled_from([2, "busy", "silent"]), st.sampled_from([3, "silent"])
)
ELSE = st.sampled_from(["start", "talk", "done", "paused", "free", "phone_lost", "phone_back"])


@st.composite
def journals(draw):
    """The lines of some calls, mixed, each a second after the one before; the last call may go on. The switch writes
    nothing more about those that its start has ended."""
    drawn_calls = draw(st.lists(CALL, min_size=1, max_size=4))
    told = [
        [("step", f"c{number}", seq) for seq in range(len(steps_of(*call)))] for number, call in enumerate(drawn_calls)
    ]
    told[-1] = told[-1][: draw(st.integers(1, 9))]
    told.append([(kind, "", place) for place, kind in enumerate(draw(st.lists(ELSE, max_size=5)))])
    order = draw(st.permutations([place for place, lines in enumerate(told) for _ in lines]))
    queues = [iter(lines) for lines in told]
    return drawn_calls, list(possible(next(queues[place]) for place in order))


def possible(mixed):
    """The lines without those of calls that an earlier start of the switch has ended."""
    begun, over = set(), set()
    for kind, call, seq in mixed:
        if kind == "start":
            over |= begun
        if call not in over:
            begun |= {call} - {""}
            yield kind, call, seq


def write(folder, drawn, mixed):
    """The journal as the switch writes it; returns its lines."""
    folder.mkdir(parents=True, exist_ok=True)
    journal = Journal(folder, "node1")
    for place, (kind, call, seq) in enumerate(mixed):
        at = BEGAN + place * 1000
        if kind == "start":
            journal.started(at)
        elif kind == "talk":
            journal.queue("1001", InCall(at, "c", "101"), ())
        elif kind == "done":
            journal.queue("1001", Done(at, "101"), (QueueWrapUp("101", 1, 10**9),))
        elif kind != "step":
            journal.note(PresenceChanged(at, "portal", "1001", "101", kind, "Lunch", at + 60_000))
        else:
            event, effects = steps_of(*drawn[int(call[1:])])[seq]
            event = replace(EVENTS.from_json(renamed(EVENTS.to_json(event), call)), at=at)
            journal.step(
                call, seq, event, tuple(EFFECTS.from_json(renamed(EFFECTS.to_json(each), call)) for each in effects)
            )
    journal.close()
    return next(folder.glob("*.jsonl")).read_text().strip("\n").split("\n")


def clear():
    for model in TABLES:
        db.session.execute(delete(model))
    db.session.commit()


def rows():
    """All that a person can see."""
    found = []
    for model in SEEN:
        table = model.__table__
        columns = [column for column in table.c if column.name != "fold_run"]
        found.append(
            [tuple(row) for row in db.session.connection().execute(select(*columns).order_by(*table.primary_key))]
        )
    names = db.session.scalars(select(CallSteps.call).order_by(CallSteps.call)).all()
    return found, {name: calls().steps(name) for name in names}


def take(lines):
    fold()([(entry_in(line.encode()), line) for line in lines])
    db.session.commit()


@pytest.fixture
def record(app):
    with app.app_context(), every_company():
        yield
        db.session.remove()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(journals(), st.lists(st.tuples(PLACES, PLACES), max_size=5), st.integers(0, 10**9))
def test_parts_repeats_and_a_rebuild_change_nothing(record, tmp_path_factory, journal, parts, number):
    folder = tmp_path_factory.mktemp("journal")
    lines = write(folder, *journal)
    clear()
    take(lines)
    at_once = rows()
    assert at_once[0][SEEN.index(Call)]
    clear()
    done = 0
    for size, back in parts:
        take(lines[done : done + size % 7 + 1])
        done = max(0, min(len(lines), done + size % 7 + 1) - back % 4)  # as after a crash: some lines come again
    take(lines[done:])
    assert rows() == at_once
    rebuild(folder)
    assert rows() == at_once
    assert read_again(folder) >= 0
    assert rows() == at_once
    clear()
    rebuild(folder)
    assert rows() == at_once


def test_a_late_line_changes_nothing(record):
    arrived = CallArrived(BEGAN, "a", "1001", "+49301", "", NUMBER, "p", "d", "inbound")
    take([])
    line = {"v": 1, "switch": "s", "call": "a", "at": BEGAN, "effects": []}
    texts = [json.dumps({**line, "seq": seq, "event": EVENTS.to_json(arrived)}) for seq in (0, 2, 1)]
    assert isinstance(entry_in(texts[0].encode()), Step)
    take(texts[:2])
    before = rows()
    take(texts[2:])
    assert rows() == before


def test_a_rebuild_replaces_only_what_its_files_cover(record, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    drawn = [("1", 2, 3), ("2", 2, 3)]
    for folder, call in ((first, 0), (second, 1)):
        take(write(folder, drawn, [("step", f"c{call}", seq) for seq in range(len(steps_of(*drawn[call])))]))
    db.session.connection().execute(Call.__table__.update().values(caller="changed"))
    db.session.commit()
    rebuild(first)
    assert dict(db.session.execute(select(Call.id, Call.caller)).all()) == {"c0": "+4917012345", "c1": "changed"}
    read_again(first)
    assert dict(db.session.execute(select(Call.id, Call.caller)).all()) == {"c0": "+4917012345", "c1": "changed"}
