"""Figures of some calls alone, as at a moment of the past."""

from dataclasses import replace
from datetime import date, timedelta

from app.ports.call_records import call_records
from app.ports.figures import Question, Selection, figures
from tests.app.journal_of_calls import MORNING

MEASURES = ("calls", "answered", "missed", "minutes", "asa")
DAY = Selection(date(2026, 11, 23), date(2026, 11, 23))


def test_all_calls_give_what_the_figures_say(in_company, journal, ingest):
    journal.call("a")
    journal.call("b", press="2", at=MORNING + timedelta(minutes=5))
    ingest()
    for splits in ((), ("hour",), ("outcome",), ("group",)):
        question = Question(DAY, MEASURES, splits)
        answer = figures().recount(call_records().records(["a", "b"]))(question)
        assert answer == figures().ask(question), splits


def test_only_the_calls_given_are_counted(in_company, journal, ingest):
    journal.call("a")
    journal.call("b")
    ingest()
    (call,) = call_records().records(["a"])
    open_call = replace(call, ended_at=None, ended=None)
    for calls, count in (([], 0), ([open_call], 1)):
        assert figures().recount(calls)(Question(DAY, ("calls",))).total.values == (count,)
