from datetime import date, timedelta

import pytest

from app.figures.merging import merge_company
from app.ports.figures import Question, figures
from bench.past_calls import make
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


@pytest.fixture
def drawn_calls(in_company, company_id):
    make(company_id, 300, 20, until=date(2026, 11, 22))


def test_calls_are_found_by_block_and_outlet(drawn_calls):
    flow = {label: value for value, label in figures().choices("flow")}["Main line"]
    first = {"from": "2026-11-01", "to": "2026-11-30"}
    (calls,), by_group = ask(("calls",), ("group",), **first)
    assert calls == 300
    (sales,), _ = ask(("calls",), block=f"{flow}:menu:1", **first)
    assert sales == by_group["sales",][0]
    assert ask(("calls",), block=f"{flow}:sales", **first)[0][0] == sales
    assert ask(("calls",), block=f"{flow}:gone", **first)[0][0] == 0
    assert ask(("calls",), flow=flow, **first)[0][0] == 300
    assert ask(("calls",), ("block",), **first)[1][f"{flow}:sales",][0] == sales
    assert figures().label("block", f"{flow}:menu:1") == "Main line · Menu → 1"
    assert (f"{flow}:menu:1", "Main line · Menu → 1") in figures().choices("block")
