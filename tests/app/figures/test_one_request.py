"""What a request has read of the facts is good for all its questions, as long as nothing has changed."""

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.company.service import own_company
from app.db import company_scope, now
from app.db.groups import group_scope
from app.figures import loading
from app.figures.duty_days import sums_of
from app.figures.loading import load
from app.figures.merging import merge_company
from app.ports.call_records import call_records
from app.ports.figures import Question, Selection, figures
from app.status.as_of import as_of
from tests.app.figures.made_calls import BERLIN, MONDAY, S, answered_call, ask, keep, listed
from tests.app.figures.test_duty import H, store
from tests.app.figures.test_duty_days import some_presence
from tests.app.figures.test_moment import DAY, MEASURES, SPLITS, in_progress, rounded

DAYS = DAY.toordinal() - 3, DAY.toordinal()


@pytest.fixture
def in_request(app, company_id):
    """A request in which the company is in force."""
    with app.test_request_context(), company_scope(company_id):
        yield


def test_facts_are_read_once(in_request, company_id):
    keep(answered_call("a"))
    merge_company(company_id)
    found = load(*DAYS)
    assert load(*DAYS) is found
    assert load(DAYS[0], DAYS[1] - 1) is not found
    assert ask("calls", outcome="answered") == 1


@pytest.mark.parametrize("is_stored", [True, False])
def test_a_call_that_comes_meanwhile_is_counted(in_request, company_id, is_stored):
    keep(answered_call("a"))
    merge_company(company_id)
    assert [ask("calls"), ask("calls", group="sales"), ask("peak"), ask("never_called_back")] == [1, 1, 1, 0]
    keep(answered_call("b", MONDAY + S), answered_call("a", group="support"))
    if is_stored:
        merge_company(company_id)
    assert [ask("calls"), ask("calls", group="sales"), ask("peak")] == [2, 1, 2]
    assert listed() == ["a", "b"]


def test_another_request_reads_anew(app, company_id):
    found = []
    for _ in range(2):
        with app.test_request_context(), company_scope(company_id):
            found.append(load(*DAYS))
    assert found[0] is not found[1]


def test_what_is_compared_up_to_this_minute_leaves_the_rest_as_it_was(in_request, company_id):
    today = now().astimezone(own_company().clock).date()
    week_ago = now() - timedelta(days=7)
    keep(answered_call("before", week_ago - 60 * S), answered_call("after", week_ago + 120 * S))
    merge_company(company_id)
    that_day = today - timedelta(days=7)
    whole = Question(Selection(that_day, that_day), ("calls",))
    before = figures().ask(whole).total.values
    figures().ask(Question(Selection(today, today, compare="previous"), ("calls", "peak"), ("hour",)))
    figures().ask(Question(Selection(that_day, today, compare="previous"), ("calls",)))
    assert figures().ask(whole).total.values == before


@pytest.mark.parametrize("seed", range(3))
def test_moments_one_after_the_other_have_the_presence_of_each_alone(app, company_id, seed):
    with app.app_context(), company_scope(company_id):
        store(*some_presence(seed))
    chance = random.Random(seed)
    zone = own_zone(app, company_id)
    first = (MONDAY - 20 * H).astimezone(zone)
    moments = [first + timedelta(minutes=chance.uniform(0, 90)) * place for place in (1, 2, 2, 5, 3, 9, 12)]

    def found(at):
        day = at.astimezone(zone).toordinal()
        return {key: states for key, states in sums_of(day, day, zone, at).items() if states}

    with app.app_context(), company_scope(company_id):
        alone = [found(at) for at in moments]
    assert any(alone)
    with app.test_request_context(), company_scope(company_id):
        for at, expected in zip(moments, alone, strict=True):
            sums = found(at)
            assert sums.keys() == expected.keys()
            for key, states in sums.items():
                assert states == pytest.approx(expected[key], abs=1e-6)


def own_zone(app, company_id):
    with app.app_context(), company_scope(company_id):
        return own_company().clock


def test_moments_one_after_the_other_are_those_of_each_alone(app, company_id):
    def found(at):
        questions = [Question(Selection(DAY, DAY), MEASURES, split) for split in SPLITS]
        return [
            rounded(each)
            for each in figures().at_moment(at, in_progress(at), lambda then: [then.ask(each) for each in questions])
        ]

    moments = [MONDAY + minutes * 60 * S for minutes in (0, 3, 4, 9, 30)]
    with app.app_context(), company_scope(company_id):
        keep(*(answered_call(str(place), MONDAY + 40 * place * S, talk_s=90) for place in range(20)))
        merge_company(company_id)
        alone = [found(at) for at in moments]
    with app.test_request_context(), company_scope(company_id):
        assert [found(at) for at in moments] == alone
        assert loading.load(DAYS[1], DAYS[1]).valid.all()


@pytest.mark.parametrize("groups", [None, frozenset({"sales"})])
@pytest.mark.parametrize("day", [DAY, date(2026, 3, 29), date(2026, 10, 25)])
def test_moments_across_midnight_and_a_change_of_clocks_are_those_of_each_alone(app, company_id, day, groups):
    midnight = datetime.combine(day, time(), BERLIN).astimezone(UTC)
    moments = [midnight + minutes * 60 * S for minutes in (-21, -3, 0, 2, 58, 61, 121, 179, 182, 241)]

    def found(at):
        local = at.astimezone(BERLIN).date()
        records = call_records().began_in(at - timedelta(hours=6), at)
        calls = [call for each in records if (call := as_of(each, at)) and call.ended_at is None]
        questions = [Question(Selection(local, local), MEASURES, split) for split in SPLITS]
        with group_scope(groups):
            return figures().at_moment(at, calls, lambda then: [rounded(then.ask(each)) for each in questions])

    with app.app_context(), company_scope(company_id):
        begun = [midnight + 60 * S * minutes for minutes in range(-40, 240, 7)]
        made = [(str(place), at, ("sales", "support")[place % 2]) for place, at in enumerate(begun)]
        keep(*(answered_call(name, at, group=group, talk_s=600) for name, at, group in made))
        merge_company(company_id)
        alone = [found(at) for at in moments]
    with app.test_request_context(), company_scope(company_id):
        assert [found(at) for at in moments] == alone
    assert all(answers[0][()][0] for answers in (alone[1], *alone[4:]))
