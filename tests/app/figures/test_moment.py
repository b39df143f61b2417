"""The figures of a day as they were at a moment of it: the same as a recount of the calls as the record had them."""

from datetime import datetime, timedelta

import pytest

from app.figures.merging import merge
from app.ports.call_records import call_records
from app.ports.figures import Question, Selection, figures
from app.status.as_of import as_of
from bench.past_calls import make
from tests.app.figures.made_calls import BERLIN, MONDAY, S, a_call, answered_call, keep, leg

DAY = MONDAY.astimezone(BERLIN).date()
TODAY = Selection(DAY, DAY)
MEASURES = (
    "calls",
    "answered",
    "missed",
    "abandoned",
    "voicemail",
    "minutes",
    "asa",
    "longest_wait",
    "peak",
    "callers",
)
SPLITS = ((), ("group",), ("number",), ("hour",), ("group", "hour"), ("employee",), ("outcome",))


def records():
    begins = datetime(DAY.year, DAY.month, DAY.day, tzinfo=BERLIN)
    return list(call_records().began_in(begins, begins + timedelta(days=1)))


def in_progress(at):
    found = (as_of(call, at) for call in records())
    return [call for call in found if call and call.ended_at is None]


def at_moment(at, do):
    return figures().at_moment(at, in_progress(at), do)


def rounded(answer):
    rows = {row.keys: row.values for row in (answer.total, *answer.rows)}
    return {keys: [None if each is None else round(each, 6) for each in values] for keys, values in rows.items()}


def compare(at):
    expected = figures().recount([call for each in records() if (call := as_of(each, at))])
    questions = [Question(TODAY, MEASURES, split) for split in SPLITS]
    found = at_moment(at, lambda then: [then.ask(each) for each in questions])
    for question, answer in zip(questions, found, strict=True):
        assert rounded(answer) == rounded(expected(question)), (at, question.splits)


def test_it_is_a_recount_of_the_calls_as_they_were(in_company, company_id):
    make(company_id, 400, 3, until=DAY)
    for minutes in (-590, -60, 0, 33, 61, 150, 400, 800):
        compare(MONDAY + timedelta(minutes=minutes))


@pytest.mark.parametrize("is_stored", [False, True])
def test_calls_that_changed_later_and_began_later_count_as_they_were(in_company, is_stored):
    talks = answered_call("talks", MONDAY, talk_s=600)
    over = a_call("over", MONDAY - 300 * S, 40, legs=[leg("b1", at=MONDAY - 300 * S)], tags=("late",))
    later = answered_call("later", MONDAY + 300 * S)
    keep(talks, over, later)
    if is_stored:
        merge()
    for seconds in (-301, -290, -100, 0, 2, 60, 299, 301, 1000):
        compare(MONDAY + seconds * S)


def listed(at):
    return at_moment(at, lambda then: list(then.calls(TODAY, "never_called_back", "-started_at", 0, 50).calls))


@pytest.mark.parametrize("is_stored", [False, True])
def test_who_was_reached_later_had_not_been_called_back_yet(in_company, is_stored):
    missed = a_call("missed", MONDAY, 40, legs=[leg("b1", ends=40)])
    keep(missed, answered_call("back", MONDAY + 600 * S))
    if is_stored:
        merge()
    assert [listed(MONDAY + seconds * S) for seconds in (10, 60, 599, 700)] == [[], ["missed"], ["missed"], []]
