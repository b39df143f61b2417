"""Whatever the journal is like, the day so far, the stored days and a recount give the same figures, to the last call.

Journals are mixed between calls, come in parts and again, end in the middle, are of two switches, and of clocks that
jump.
"""

from collections import Counter
from dataclasses import replace

import pytest
from flask import current_app
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app.calls.models import Call, CallLeg, CallWait
from app.company.models import Company
from app.db import company_scope, db, every_company
from app.figures import loading, terms
from app.figures.merging import merge_company, rebuild
from app.figures.models import FigureColumn, FigureDay, FigureMark, FigureState, FigureTerm
from app.figures.tally import asked_at
from app.ports.call_records import call_records
from app.ports.figures import Question, figures
from designer.runtime.effects import EFFECTS
from designer.runtime.events import EVENTS
from designer.runtime.journal_entries import PresenceChanged
from designer.runtime.queue_events import Done, InCall
from designer.runtime.queue_events import WrapUp as QueueWrapUp
from switch.journal import Journal
from tests.app.calls.test_record import BEGAN, PLACES, TABLES, journals, renamed, steps_of, take

HOUR_MS = 3_600_000
SPLITS = ((), ("day",), ("group",), ("employee",), ("outcome", "hour"))
JUMP = st.tuples(PLACES, st.sampled_from([-30 * HOUR_MS, -HOUR_MS, -5_000, 0, 7_000, HOUR_MS, 30 * HOUR_MS]))


class Written:
    """What two switches write: the lines in their order."""

    def __init__(self, folder):
        self.lines = []
        self._folder = folder
        self._sizes = Counter()
        self._journals = [Journal(self._made(name), name) for name in ("node1", "node2")]

    def _made(self, name):
        (self._folder / name).mkdir()
        return self._folder / name

    def write(self, place, kind, call, seq, at, drawn):
        """Write a line; calls with an odd number are on the second switch."""
        journal = self._journals[int(call[1:]) % 2 if call else place % 2]
        if kind == "start":
            journal.started(at)
        elif kind == "talk":
            journal.queue("1001", InCall(at, "c", "101"), ())
        elif kind == "done":
            journal.queue("1001", Done(at, "101"), (QueueWrapUp("101", 1, 60_000),))
        elif kind != "step":
            journal.note(PresenceChanged(at, "portal", "1001", "101", kind, "Lunch", at + 60_000))
        else:
            event, effects = steps_of(*drawn[int(call[1:])])[seq]
            event = replace(EVENTS.from_json(renamed(EVENTS.to_json(event), call)), at=at)
            effects = tuple(EFFECTS.from_json(renamed(EFFECTS.to_json(each), call)) for each in effects)
            journal.step(call, seq, event, effects)
        self._read_on()

    def _read_on(self):
        for path in self._folder.glob("*/*.jsonl"):
            data = path.read_bytes()
            self.lines += data[self._sizes[path] :].decode().splitlines()
            self._sizes[path] = len(data)

    def close(self):
        for journal in self._journals:
            journal.close()


def lines_of(folder, drawn, mixed, jump):
    written = Written(folder)
    for place, (kind, call, seq) in enumerate(mixed):
        at = BEGAN + place * 1000 + (jump[1] if place >= jump[0] % (len(mixed) + 1) else 0)
        written.write(place, kind, call, seq, at, drawn)
    written.close()
    return written.lines


NAMES = (
    *("calls", "answered", "missed", "abandoned", "voicemail", "menu", "recorded", "never_called_back"),
    *("minutes", "average_talk", "average_wait", "longest_wait", "service_level", "answered_share"),
    *("not_taken", "offers", "callers", "new_callers"),
)
"""Measures that don't change with the clock of the machine."""


@pytest.fixture
def company(app):
    with app.app_context():
        yield db.session.query(Company.id).filter_by(customer_number="1001").scalar()
        db.session.remove()


def chosen():
    return figures().selection({"from": ["2026-11-20"], "to": ["2026-11-26"], "test": ["1"]})


def asked(ask):
    """Whatever was asked, comparable: averages of the same numbers in another order differ in the last digit."""
    found = []
    for split in SPLITS:
        answer = ask(Question(chosen(), NAMES, split))
        rows = {row.keys: row.values for row in (answer.total, *answer.rows)}
        found.append(
            {keys: [None if each is None else round(each, 6) for each in values] for keys, values in rows.items()}
        )
    return found


def counted_by_hand():
    """The outcomes and minutes of the record, by the simplest means."""
    calls = call_records().records(list(db.session.scalars(select(Call.id))))
    talked = [(call.ended_at - call.bridged_at).total_seconds() for call in calls if call.bridged_at and call.ended_at]
    waited = [
        max(0.0, (call.bridged_at - asked_at(call)).total_seconds())
        for call in calls
        if call.bridged_at and asked_at(call)
    ]
    return {
        "calls": len(calls),
        "answered": sum(call.bridged_at is not None for call in calls),
        "minutes": round(sum(max(0.0, each) for each in talked) / 60, 6),
        "in_time": sum(each <= 20 for each in waited),
        "voicemail": sum(call.outcome == "voicemail" and call.ended_at is not None for call in calls),
    }


def compare(company, folder, journal, jump, parts):
    drawn, mixed = journal
    lines = lines_of(folder, drawn, mixed, jump)
    done = 0
    for size, back in parts:
        with every_company():
            take(lines[done : done + size % 9 + 1])
        done = max(0, min(len(lines), done + size % 9 + 1) - back % 4)
        if back % 2:
            merge_company(company)
    with every_company():
        take(lines[done:])
    with company_scope(company):
        so_far = asked(figures().ask)
        assert so_far == asked(figures().recount(call_records().records(_ids())))
        merge_company(company)
        assert asked(figures().ask) == so_far
        rebuild()
        assert asked(figures().ask) == so_far
        by_hand, total = counted_by_hand(), dict(zip(NAMES, so_far[0][()], strict=True))
        assert {name: total[name] for name in ("calls", "answered", "minutes", "voicemail")} == {
            name: by_hand[name] for name in ("calls", "answered", "minutes", "voicemail")
        }
        for name in ("calls", "answered", "missed", "voicemail", "never_called_back"):
            assert figures().calls(chosen(), name, "started_at", 0, 100).total == total[name]
        assert sum(row[0] for keys, row in so_far[1].items() if keys) == total["calls"]


def _ids():
    return list(db.session.scalars(select(Call.id)))


def clear():
    with every_company():
        for model in (*TABLES, FigureColumn, FigureDay, FigureTerm, FigureMark, FigureState, CallLeg, CallWait):
            db.session.execute(delete(model))
        db.session.commit()
    for memory in (terms._known, loading._remembered):
        memory.forget(current_app)


GIVEN = given(journals(), JUMP, st.lists(st.tuples(PLACES, PLACES), max_size=5))
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""A journal is short enough to be read as it is."""

CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=100, deadline=None, phases=PHASES, suppress_health_check=CHECKS)
@GIVEN
def test_wall_report_and_recount_are_the_same(company, tmp_path_factory, journal, jump, parts):
    clear()
    compare(company, tmp_path_factory.mktemp("journal"), journal, jump, parts)


@pytest.mark.proof
@pytest.mark.parametrize("batch", range(10))
@settings(max_examples=1_000, deadline=None, phases=PHASES, suppress_health_check=CHECKS)
@GIVEN
def test_wall_report_and_recount_are_the_same_for_ten_thousand_journals(
    company, batch, tmp_path_factory, journal, jump, parts
):
    clear()
    compare(company, tmp_path_factory.mktemp("journal"), journal, jump, parts)
