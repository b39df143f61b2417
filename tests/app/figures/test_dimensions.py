"""Figures by what calls can be split and filtered by."""

from datetime import date

import pytest

from app.db import db
from app.db.groups import group_scope
from app.figures import listing
from app.figures.merging import merge_company
from app.figures.seen import of_all
from app.flows.models import Flow, FlowVersion
from app.ports.figures import Question, figures
from bench.past_calls import make
from tests.app.figures.made_calls import MONDAY, S, a_call, answered_call, ask, keep, leg, listed, wait
from tests.designer.drawing import flow, node

pytestmark = pytest.mark.usefixtures("in_company")

MONTH = {"from": "2026-11-01", "to": "2026-11-30"}
SALES = frozenset({"sales"})


@pytest.fixture
def past(company_id):
    make(company_id, 300, 20, until=date(2026, 11, 22))


def every(splits=()):
    chosen = figures().selection({name: [value] for name, value in MONTH.items()})
    return figures().ask(Question(chosen, tuple(figures().measures()), splits))


def test_figures_are_the_same_before_and_after_they_are_stored(company_id):
    make(company_id, 40, 10, until=date(2026, 11, 22))
    keep(answered_call("a"), a_call("b", ends=None, waits=[wait(left=None, outcome="")]))
    splits = [
        (),
        ("day",),
        ("group",),
        ("employee", "outcome"),
        ("hour", "weekday"),
        ("outside",),
        ("block",),
        ("tag",),
    ]
    before = [every(split) for split in splits]
    merge_company(company_id)
    assert [every(split) for split in splits] == before


def test_calls_are_found_by_block_and_outlet(past):
    flow = {label: value for value, label in figures().choices("flow")}["Main line"]
    calls, by_group = ask("calls", ("group",), **MONTH)
    assert calls == 300
    assert ask("calls", block=f"{flow}:menu:1", **MONTH) == by_group["sales"]
    assert ask("calls", block=f"{flow}:sales", **MONTH) == by_group["sales"]
    assert ask("calls", block=[f"{flow}:sales", f"{flow}:support"], **MONTH) == by_group["sales"] + by_group["support"]
    assert ask("calls", flow=flow, **MONTH) == 300
    assert ask("calls", ("block",), **MONTH)[1][f"{flow}:sales"] == by_group["sales"]
    assert figures().label("block", f"{flow}:menu:1") == "Main line · Menu → 1"
    assert (f"{flow}:menu:1", "Main line · Menu → 1") in figures().choices("block")


def test_each_call_is_in_each_split_that_every_call_has(past):
    for split in ("day", "week", "month", "weekday", "hour", "outcome", "direction", "number", "flow", "country"):
        total, rows = ask("calls", (split,), **MONTH)
        assert sum(rows.values()) == total == 300
    for split in ("recorded", "rating", "quality", "caller", "outside"):
        assert sum(ask("calls", (split,), **MONTH)[1].values()) == 300


def test_a_row_opens_its_calls(past):
    """Each filter finds the calls that the row of its split counts."""
    for split in (name for name in figures().splits() if name in figures().filters()):
        _, rows = ask("calls", (split,), **MONTH)
        assert rows or split == "carrier"
        for value, count in list(rows.items())[:4]:
            assert ask("calls", **{split: value}, **MONTH) == count, (split, value)
            assert len(listed(limit := "calls", **{split: value}, **MONTH)) == min(100, count), limit


def test_a_figure_lists_the_calls_that_it_counts(past):
    counts = [name for name, each in figures().measures().items() if each.unit == "calls" and "peak" not in name]
    counts = [name for name in counts if name not in ("offers", "not_taken")]
    for name in counts:
        for args in ({}, {"group": "sales"}, {"employee": "101"}, {"weekday": "1"}):
            assert len(listed(name, **args, **MONTH)) == min(100, ask(name, **args, **MONTH)), (name, args)


def test_a_company_is_no_sum_of_its_groups():
    """One call waits in two queues; somebody of the second answers."""
    legs = [leg("a", "101", "sales", ends=10, cause="cancelled"), leg("b", "103", "support", 10, 15, 75)]
    waits = [wait("sales", 0, 10, "left"), wait("support", 10, 15)]
    keep(a_call("c", ends=75, answered=15, legs=legs, waits=waits))
    total, groups = ask(("calls", "answered", "minutes", "average_wait"), ("group",))
    assert total == (1, 1, 1, 15)
    assert groups == {("sales",): (1, 0, 0, 10), ("support",): (1, 1, 1, 5)}
    assert ask(("calls", "answered"), group="sales")[0] == (1, 0)
    assert ask(("calls", "answered"), group=["sales", "support"])[0] == (1, 1)


def test_filters_narrow_each_other_and_values_widen():
    keep(
        answered_call("a", tags=("order",)),
        answered_call("b", MONDAY + 3600 * S, extension="102", tags=("order", "press")),
        answered_call("c", MONDAY + 7200 * S, group="support", wait_s=40),
    )
    assert listed(tag="order") == ["a", "b"]
    assert listed(tag=["press", "order"], employee="102") == ["b"]
    assert listed(group=["sales", "support"]) == ["a", "b", "c"]
    assert listed(hours="10-11") == ["a"]
    assert listed(hours="10:30-12:00") == ["b"]
    assert listed(hours="12-11") == ["a", "c"]
    assert listed(wait="20-") == ["c"]
    assert listed(wait="-20") == ["a", "b"]
    assert listed(length="60-61") == ["a", "b", "c"]
    assert listed(recorded="1") == []
    assert listed(direction="internal") == []


def test_what_an_employee_began_goes_to_outside_or_to_a_colleague():
    to_outside = a_call("out", direction="internal", legs=[leg("a", "", "", number="+4930555011")])
    keep(to_outside, a_call("in", direction="internal", legs=[leg("b")]), answered_call("c"))
    assert listed(direction="outbound") == ["out"]
    assert listed(direction="internal") == ["in"]


def test_blocked_and_test_calls_are_left_out_unless_somebody_asks():
    graph = flow([node("list", "caller_list", list="blocked"), node("bye", "hangup")], ("list", "listed", "bye"))
    drawn = Flow(key="f", name="F", draft=graph)
    drawn.versions.append(FlowVersion(version=1, graph=graph, program_sha="p", author="-"))
    db.session.add(drawn)
    keep(
        answered_call("a"),
        a_call("b", program="p", visits=[("list", "next"), ("bye", "yes")]),
        answered_call("t", direction="trial"),
    )
    assert ask(("calls", "blocked", "test"))[0] == (1, 1, 1)
    assert ask("calls", ("outcome",)) == (1, {"answered": 1})
    assert ask("calls", test="1") == 3
    assert ask("calls", outcome="blocked") == 1
    assert listed(outcome="test") == ["t"]
    assert listed("blocked") == ["b"]


def test_refused_calls_of_one_row_count_as_many():
    keep(a_call("r", ends=0, outcome="refused", count=40))
    assert ask(("calls", "refused"))[0] == (40, 40)


def test_the_lists_are_sorted():
    keep(
        a_call("m", legs=[leg("b1", "102", cause="no_answer")], caller="+4930555013"),
        answered_call("a", MONDAY + 60 * S, wait_s=9, talk_s=30),
        answered_call("b", MONDAY + 120 * S, wait_s=3, talk_s=90, caller="+4420555013", extension="103"),
    )
    assert [listed(sort=sort) for sort in ("started_at", "-started_at")] == [["m", "a", "b"], ["b", "a", "m"]]
    assert listed(sort="outcome") == ["m", "b", "a"]
    assert listed(sort="-waited_s") == ["m", "a", "b"]
    assert listed(sort="-talked_s") == ["b", "a", "m"]
    assert listed(sort="caller") == ["b", "a", "m"]
    assert listed(sort="employee") == ["a", "m", "b"]
    page = figures().calls(
        figures().selection({"from": ["2026-11-23"], "to": ["2026-11-23"]}), "calls", "started_at", 1, 1
    )
    assert (page.calls, page.total) == (["a"], 3)


@pytest.mark.parametrize("few", [0, listing.FEW_CALLERS])
def test_callers_are_sorted_whether_they_are_stored_or_not(company_id, monkeypatch, few):
    monkeypatch.setattr(listing, "FEW_CALLERS", few)
    numbers = [f"+49305550{n}" for n in (30, 10, 20, 40)]
    for place, number in enumerate(numbers):
        keep(
            answered_call(number, MONDAY + place * S, caller=number),
            answered_call(f"{number}b", MONDAY - S, caller=number),
        )
        if place == 1:
            merge_company(company_id)
    keep(answered_call("nobody", caller="anonymous"))
    ordered = ["nobody", *(name for number in sorted(numbers) for name in (number, f"{number}b"))]
    assert listed(sort="caller") == ordered
    assert [name[:11] for name in listed(sort="-caller")] == [name[:11] for name in reversed(ordered)]
    chosen = figures().selection({"from": ["2026-11-23"], "to": ["2026-11-23"]})
    for sort in ("caller", "-caller"):
        pages = [figures().calls(chosen, "calls", sort, offset, 2).calls for offset in range(0, 10, 2)]
        assert [call for page in pages for call in page] == listed(sort=sort)


@pytest.fixture
def two_groups(company_id, past):
    """Calls of two groups, and those of all groups."""
    chosen = figures().selection({name: [value] for name, value in MONTH.items()})
    return {group: {*figures().calls(chosen, "calls", "started_at", 0, 1000).calls} for group in ("all",)} | {
        "sales": {*_all_listed(group="sales")}
    }


def _all_listed(**args):
    chosen = figures().selection({name: [value] for name, value in {**MONTH, **args}.items()})
    return figures().calls(chosen, "calls", "started_at", 0, 1000).calls


def test_who_is_limited_to_a_group_sees_its_calls_alone(two_groups):
    everything = {split: ask("calls", (split,), **MONTH)[1] for split in figures().splits()}
    sales = len(two_groups["sales"])
    with group_scope(SALES):
        assert {*_all_listed()} == two_groups["sales"]
        for split in figures().splits():
            total, rows = ask("calls", (split,), **MONTH)
            assert total == sales < 300
            assert all(count <= everything[split][value] for value, count in rows.items())
        assert ask("calls", ("group",), **MONTH)[1] == {"sales": sales}
        _, people = ask("calls", ("employee",), **MONTH)
        assert {*people} <= {value for value, _ in figures().choices("employee")}
        for name in figures().filters():
            for value in everything.get(name, ()):
                assert ask("calls", **{name: value}, **MONTH) <= sales
        assert ask("calls", group="support", **MONTH) == 0
        assert ask("peak", **MONTH) <= 2


def test_who_is_limited_to_a_group_is_offered_what_its_calls_have(two_groups):
    everything = {name: figures().choices(name) for name in figures().filters()}
    with group_scope(SALES):
        assert figures().choices("group") == [("sales", "Sales")]
        assert {value for value, _ in figures().choices("employee")} == {
            "101",
            "102",
            *(str(101 + 4 * n) for n in range(8)),
        }
        for name in of_all():
            offered = figures().choices(name)
            assert {*offered} <= {*everything[name]}
        blocks = {value.partition(":")[2] for value, _ in figures().choices("block")}
        assert "sales" in blocks
        assert not blocks & {"support", "workshop", "rentals"}
    with group_scope(frozenset()):
        assert ask("calls", **MONTH) == 0
        assert figures().choices("tag") == figures().choices("group") == figures().choices("employee") == []


def test_nobody_learns_of_other_groups_by_filtering_calls_of_their_own(past):
    """A call of Sales that went on to somebody of Support."""
    legs = [leg("a", "101", "sales", ends=10, cause="cancelled"), leg("b", "103", "support", 10, 15, 75)]
    keep(a_call("c", ends=75, answered=15, legs=legs))
    with group_scope(SALES):
        assert ask("calls") == ask("calls", group="sales") == ask("calls", employee="101") == 1
        assert ask("calls", group="support") == ask("calls", employee="103") == 0
        assert {*ask("calls", ("group",))[1]} == {"sales"}
        assert {*ask("calls", ("employee",))[1]} == {"101"}
        assert ask(("offers", "minutes"), ("employee",))[1] == {("101",): (1, 0)}


def test_what_a_group_says_of_one_call(two_groups):
    call = next(iter(two_groups["all"] - two_groups["sales"]))
    mine = next(iter(two_groups["sales"]))
    assert {*figures().facts([call, mine, "gone"])} == {call, mine}
    with group_scope(SALES):
        assert {*figures().facts([call, mine])} == {mine}


def test_each_quotient_says_of_what_it_is_one(past, in_company):
    names = tuple(figures().measures())
    answer = every(("group",))
    for row in (answer.total, *answer.rows):
        found = {name: quotient for place, name in enumerate(names) if (quotient := row.quotient(place))}
        assert {"answered_share", "service_level", "average_wait", "asa", "average_talk", "occupancy"} <= found.keys()
        for name, quotient in found.items():
            value = row.values[names.index(name)]
            assert value == (pytest.approx(quotient.above / quotient.below) if quotient.below else None)
    assert [row.quotient(names.index("calls")) for row in answer.rows] == [None] * len(answer.rows)
