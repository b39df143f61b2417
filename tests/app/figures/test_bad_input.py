"""Whatever somebody asks for, the answer is correct or a clear sentence."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask_babel import force_locale

from app.db import now
from app.figures.doc import document
from app.figures.merging import merge_company
from app.ports.figures import BadSelection, Question, figures
from bench.past_calls import make
from tests.app.figures.made_calls import BERLIN, MONDAY, S, a_call, answered_call, ask, keep, listed

pytestmark = pytest.mark.usefixtures("in_company")


def select(**args):
    return figures().selection({name.rstrip("_"): [value] for name, value in args.items()})


def test_fifty_years_have_the_calls_of_fifty_years(company_id):
    keep(answered_call("old", MONDAY - timedelta(days=365 * 40)), answered_call("new"))
    merge_company(company_id)
    fifty = {"from": "1980-01-01", "to": "2030-01-01"}
    assert ask("calls", **fifty) == 2
    for split in ("day", "week", "month"):
        total, rows = ask("calls", (split,), **fifty)
        assert total == sum(rows.values()) == 2
    assert listed(**fifty) == ["old", "new"]
    assert ask("never_called_back", **fifty) == 0


def test_an_empty_company_has_no_calls():
    for split in ((), *((name,) for name in figures().splits()), ("day", "outcome"), ("employee", "hour")):
        chosen = select(period="30d", compare="previous")
        answer = figures().ask(Question(chosen, tuple(figures().measures()), split))
        assert answer.compared
        for row in (answer.total, *answer.rows, answer.compared.total):
            assert {*row.values} <= {0, None}
    assert listed() == []
    assert all(isinstance(figures().choices(name), list) for name in figures().filters())


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ({"from_": "2026-13-01"}, "is no day"),
        ({"from_": "yesterday"}, "is no day"),
        ({"to": "31.10.2026"}, "is no day"),
        ({"from_": "2026-11-02", "to": "2026-11-01"}, "ends before it begins"),
        ({"from_": "0001-01-01"}, "There can be no calls on 0001-01-01"),
        ({"to": "9999-12-31"}, "There can be no calls on 9999-12-31"),
        ({"period": "century"}, "no period called “century”"),
        ({"compare": "nothing"}, "no comparison called “nothing”"),
        ({"wait": "long"}, "no range of seconds"),
        ({"wait": "-"}, "no range of seconds"),
        ({"length": "5-x"}, "no range of seconds"),
        ({"length": "60-10"}, "no range of seconds"),
        ({"wait": "-0"}, "no range of seconds"),
        ({"hours": "9:99-17"}, "no hours of the day"),
        ({"hours": ":30-10"}, "no hours of the day"),
        ({"hours": "9"}, "no hours of the day"),
        ({"hours": "9-9"}, "no hours of the day"),
        ({"hours": "9-25"}, "no hours of the day"),
        ({"hours": "a-b"}, "no hours of the day"),
        ({"day": "monday"}, "is no day"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(args, said):
    with pytest.raises(BadSelection, match=said):
        select(**args)
    with force_locale("de"), pytest.raises(BadSelection) as told:
        select(**args)
    assert said not in str(told.value)


@pytest.mark.parametrize(
    ("measures", "splits"),
    [
        (("happiness",), ()),
        (("calls",), ("happiness",)),
        (("calls",), ("hours",)),
        (("calls",), ("day", "day")),
        (("calls",), ("day", "hour", "group")),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(measures, splits):
    with pytest.raises(BadSelection):
        figures().ask(Question(select(period="7d"), measures, splits))


@pytest.mark.parametrize(("measure", "sort"), [("happiness", "caller"), ("calls", "happiness"), ("calls", "-")])
def test_a_list_that_cannot_be_is_said_in_a_sentence(measure, sort):
    with pytest.raises(BadSelection):
        figures().calls(select(period="7d"), measure, sort, 0, 10)


@pytest.mark.parametrize(
    "name",
    ["group", "employee", "flow", "block", "tag", "number", "carrier", "country", "outcome", "direction", "weekday"],
)
def test_a_name_that_is_gone_finds_nothing_and_is_named(name):
    keep(answered_call("a"))
    chosen = select(**{"from_": "2026-11-23", "to": "2026-11-23", name: "gone-9"})
    assert figures().ask(Question(chosen, ("calls",))).total.values == (0,)
    (chip,) = figures().chips(chosen)
    assert (chip.name, chip.value) == (name, "gone-9")
    assert chip.is_known is (name in ("tag", "number", "carrier"))
    assert chip.text == figures().label(name, "gone-9") == "gone-9"


@pytest.mark.parametrize("name", ["outside", "employee", "tag", "wait"])
def test_a_filter_has_no_more_values_than_a_page_can_show(name):
    values = [f"{each}-" for each in range(201)]
    assert figures().selection({name: values[:200]}).filters == ((name, tuple(values[:200])),)
    with pytest.raises(BadSelection, match=r"at most 200 values of “"):
        figures().selection({name: values})


def test_what_is_no_filter_is_left_to_the_page():
    assert select(period="today", page="3", sort="caller").filters == ()
    assert select(period="today", test="0").filters == ()


def test_every_selection_can_be_said_in_a_url():
    args = {
        "period": ["month"],
        "compare": ["year"],
        "group": ["sales", "support"],
        "outside": ["+49 30 23125007", ""],
        "block": ["1:menu:1"],
        "test": ["1"],
        "wait": ["120-"],
    }
    chosen = figures().selection(args)
    again: dict[str, list[str]] = {}
    for name, value in figures().args(chosen):
        again.setdefault(name, []).append(value)
    assert figures().selection(again) == chosen
    assert {*again} == {*args}


def test_a_call_across_midnight_is_one_call_of_the_day_it_began():
    keep(answered_call("c", datetime(2026, 10, 31, 22, 58, tzinfo=UTC), 0, 22 * 60))
    _, days = ask(("calls", "minutes", "peak"), ("day",), **{"from": "2026-10-31", "to": "2026-11-01"})
    assert days == {("2026-10-31",): (1, 22, 1), ("2026-11-01",): (0, 0, None)}


def test_half_a_journal_counts_what_it_tells():
    keep(a_call("c", ends=None))
    assert ask(("calls", "answered", "missed", "menu", "minutes"))[0] == (1, 0, 0, 0, 0)
    assert listed() == ["c"]


def test_a_hundred_thousand_calls_are_listed_page_by_page(company_id):
    """With fewer calls in this test: pages have no call twice, and leave none out."""
    make(company_id, 700, 7, until=date(2026, 11, 22), record=False)
    chosen = select(from_="2026-11-01", to="2026-11-30")
    for sort in ("started_at", "-outcome", "caller"):
        found = [figures().calls(chosen, "calls", sort, offset, 100) for offset in range(0, 800, 100)]
        ids = [call for page in found for call in page.calls]
        assert len(ids) == len({*ids}) == found[0].total == 700


def test_too_many_callers_are_those_who_call_most():
    keep(*(answered_call(f"c{n}", MONDAY + n * S, caller=f"+4930555{n % 7}{n % 7}{n % 7}") for n in range(20)))
    asked = Question(select(from_="2026-11-01", to="2026-11-30"), ("calls", "minutes"), ("outside",), most=5)
    answer = figures().ask(asked)
    assert answer.total.values[0] == 20
    assert [row.values for row in answer.rows] == [(3, 3)] * 5
    assert answer.beyond == [3, 2]
    everybody = figures().ask(replace(asked, most=None))
    assert (len(everybody.rows), everybody.beyond) == (7, ())


def test_a_day_that_goes_on_is_compared_with_another_one_up_to_now():
    local = now()
    yesterday = local - timedelta(days=1)
    keep(
        answered_call("earlier", yesterday - timedelta(minutes=2)),
        answered_call("later", yesterday + timedelta(minutes=2)),
        answered_call("today", local - timedelta(seconds=1)),
    )
    answer = figures().ask(Question(select(period="7d", compare="previous"), ("calls",)))
    assert answer.compared
    by_days = {
        row.keys[0]: row.values[0] for row in figures().ask(Question(select(period="7d"), ("calls",), ("day",))).rows
    }
    assert sum(by_days.values()) == answer.total.values[0] == 3
    found = figures().ask(Question(select(period="today", compare="previous"), ("calls",)))
    assert found.compared
    is_same_day = local.astimezone(BERLIN).date() == (local - timedelta(minutes=2)).astimezone(BERLIN).date()
    assert found.compared.total.values[0] == int(is_same_day)


def test_the_page_of_definitions_is_up_to_date(app):
    assert (Path(app.root_path).parent / "docs" / "figures.md").read_text("utf-8") == document(app)
