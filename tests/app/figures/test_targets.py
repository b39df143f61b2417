"""A company's own targets count everywhere, for all of its days."""

from datetime import date

import pytest

from app.company.service import own_company
from app.company.targets import USUAL
from app.db import db
from app.figures.merging import merge_company
from app.figures.outcomes import outcome_of
from app.ports.call_records import call_records
from app.ports.figures import Question, figures
from app.status.choices import own_catalog
from bench.past_calls import make
from tests.app.figures.made_calls import a_call, answered_call, ask, keep, listed, wait

pytestmark = pytest.mark.usefixtures("in_company")

MONTH = {"from": "2026-11-01", "to": "2026-11-30"}


def gave_up(name, waited_s):
    return a_call(name, ends=waited_s, waits=[wait(left=waited_s, outcome="hung_up")])


def targets(**seconds):
    for name, value in seconds.items():
        setattr(own_company(), name, value)
    db.session.commit()


@pytest.mark.parametrize("is_stored", [False, True])
def test_who_is_answered_in_time_depends_on_the_target(company_id, is_stored):
    keep(answered_call("a", wait_s=12), answered_call("b", wait_s=25))
    if is_stored:
        merge_company(company_id)
    assert ask("service_level") == 0.5
    targets(in_time_s=25)
    assert ask("service_level") == 1
    targets(in_time_s=10)
    assert ask("service_level") == 0
    assert listed("service_level") == []


@pytest.mark.parametrize("is_stored", [False, True])
@pytest.mark.parametrize(("after_s", "abandoned"), [(2, {"a", "b", "c"}), (5, {"b", "c"}), (9, {"c"}), (60, set())])
def test_who_has_abandoned_a_queue_depends_on_the_target(company_id, is_stored, after_s, abandoned):
    calls = [gave_up("a", 3), gave_up("b", 8), gave_up("c", 9), a_call("menu"), answered_call("d")]
    keep(*calls)
    if is_stored:
        merge_company(company_id)
    targets(abandoned_after_s=after_s)
    assert set(listed("abandoned")) == abandoned
    assert set(listed(outcome="abandoned")) == abandoned
    assert set(listed("menu")) == {"a", "b", "c", "menu"} - abandoned
    assert ask("abandoned") == len(abandoned)
    assert ask("service_level") == 1 / (1 + len(abandoned))
    found = figures().facts([call.id for call in calls])
    assert {call for call, fact in found.items() if fact.outcome == "abandoned"} == abandoned


@pytest.mark.parametrize("after_s", [1, 4, 20, 45, 3600])
def test_whatever_the_target_stored_days_the_day_so_far_and_a_recount_agree(company_id, after_s):
    make(company_id, 300, 5, until=date(2026, 11, 22))
    keep(gave_up("a", 3), gave_up("b", 30), a_call("open", ends=None, waits=[wait(left=None, outcome="")]))
    targets(abandoned_after_s=after_s)
    chosen = figures().selection({name: [value] for name, value in MONTH.items()})
    question = Question(chosen, ("calls", "abandoned", "menu", "service_level"), ("outcome",))
    before = figures().ask(question)
    merge_company(company_id)
    after = figures().ask(question)
    page = figures().calls(chosen, "calls", "started_at", 0, 1000)
    records = call_records().records(list(page.calls))
    recount = figures().recount(records)(question)
    assert (before.rows, before.total) == (after.rows, after.total) == (recount.rows, recount.total)
    by_hand = [outcome_of(call, after_s) for call in records]
    assert after.total.values[:3] == (len(records), by_hand.count("abandoned"), by_hand.count("menu"))


def test_waits_are_shown_with_the_target_as_an_edge(company_id):
    keep(answered_call("a", wait_s=12), answered_call("b", wait_s=27))
    targets(in_time_s=25)
    found = ask("calls", ("wait",))[1]
    assert (found["10-20"], found["20-25"], found["25-30"]) == (1, 0, 1)
    assert listed(wait="25-30") == ["b"]


def test_definitions_name_the_targets(company_id):
    targets(in_time_s=45, abandoned_after_s=7)
    known = figures().measures()
    assert "within 45 s" in str(known["service_level"].words)
    assert "within 45 s" in str(known["service_level"].formula)
    assert "at least 7 s" in str(known["abandoned"].words)
    assert "after 7 s" in str(known["abandoned"].formula)
    assert "before 7 s" in str(known["menu"].words)


def test_the_tile_of_those_who_wait_turns_at_the_targets(company_id):
    targets(wait_watch_s=90, wait_act_s=200)
    known = {each["name"]: each["target"] for each in own_catalog()}
    assert known["waiting"] == {"watch": 90, "act": 200}
    assert known["service_level"] == {"watch": 0.8, "act": 0.6}


def test_a_company_has_the_usual_targets_until_it_sets_its_own(company_id):
    assert own_company().targets == USUAL
