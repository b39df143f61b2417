from datetime import timedelta

import pytest

from app.figures.merging import merge_company
from app.ports.figures import Question, figures
from tests.app.journal_of_calls import MORNING


@pytest.fixture
def some_calls(journal, ingest):
    journal.call("a")
    journal.call("b", press="2", at=MORNING + timedelta(hours=1))
    journal.call("c", press="", at=MORNING + timedelta(hours=2))
    ingest()


def ask(measures, splits=(), **args):
    args = {"from": ["2026-11-23"], "to": ["2026-11-23"]} | {name: [value] for name, value in args.items()}
    found = figures().ask(Question(figures().selection(args), measures, splits))
    return found.total.values, {row.keys: row.values for row in found.rows}


def test_calls_are_counted_before_and_after_they_are_stored(some_calls, in_company, company_id):
    names = tuple(figures().measures())
    before = [ask(names), ask(names, ("hour",)), ask(names, ("group",)), ask(names, ("employee", "outcome"))]
    assert before[0][0][0] == 3
    merge_company(company_id)
    after = [ask(names), ask(names, ("hour",)), ask(names, ("group",)), ask(names, ("employee", "outcome"))]
    assert after == before
