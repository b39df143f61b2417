"""Stored facts follow the record, whatever changes when, and are the same when they are made anew."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.calls.models import Call
from app.company.service import own_company
from app.db import db
from app.db.upserts import connection, table_of
from app.figures import merging
from app.figures.loading import Loaded, _remembered
from app.figures.models import FigureColumn, FigureDay, FigureMark, FigureTerm
from app.figures.store import read_day
from app.ports.calls import CallsChanged, announce
from app.ports.figures import Question, figures
from bench.past_calls import write
from tests.app.figures.made_calls import MONDAY, S, a_call, answered_call, ask, keep, leg, listed, wait

pytestmark = pytest.mark.usefixtures("in_company")

NAMES = ("calls", "answered", "missed", "minutes", "average_wait", "callers", "new_callers")


def stored():
    found = {}
    for model in (FigureDay, FigureColumn):
        table = table_of(model)
        found[model] = [tuple(row) for row in connection().execute(select(table).order_by(*table.primary_key))]
    return found


def marks():
    return list(db.session.scalars(select(FigureMark.call)))


def test_a_call_that_goes_on_is_counted_and_replaced_when_it_ends(company_id):
    going_on = a_call("c", ends=None, waits=[wait(left=None, outcome="")])
    keep(going_on)
    merging.merge_company(company_id)
    assert marks() == ["c"]
    assert ask(("calls", "answered"), ("outcome",))[1] == {("open",): (1, 0)}
    keep(a_call("c", ends=65, answered=5, legs=[leg("b1", answered=5, ends=65)], waits=[wait(left=5)]))
    assert ask(("calls", "answered", "minutes"))[0] == (1, 1, 1)
    merging.merge_company(company_id)
    assert marks() == []
    assert ask(("calls", "answered", "minutes"))[0] == (1, 1, 1)
    assert listed() == ["c"]


def test_a_stored_call_that_changes_is_counted_as_it_is_now(company_id):
    keep(answered_call("a"), answered_call("b", MONDAY + 60 * S))
    merging.merge_company(company_id)
    keep(a_call("b", MONDAY + 60 * S, legs=[leg("b1", cause="no_answer", at=MONDAY + 60 * S)]))
    for _ in range(2):
        assert ask(("calls", "answered", "missed"))[0] == (2, 1, 1)
        assert listed("missed") == ["b"]
        assert listed() == ["a", "b"]
        merging.merge_company(company_id)


def test_a_change_while_facts_are_stored_is_not_lost(company_id, monkeypatch):
    """The mark that was read is not the one that is there afterwards."""
    keep(answered_call("a"))
    store = merging.put_facts

    def changed_meanwhile(facts, zone):
        store(facts, zone)
        merging.mark([CallsChanged(company_id, ("a",))])

    monkeypatch.setattr(merging, "put_facts", changed_meanwhile)
    merging.merge()
    assert marks() == ["a"]


def test_what_was_not_committed_is_marked_by_nobody(company_id):
    announce([CallsChanged(company_id, ("a",))])
    db.session.rollback()
    assert marks() == []


def test_made_anew_the_facts_are_the_same(company_id):
    keep(
        *(
            answered_call(f"c{place}", MONDAY + place * timedelta(hours=7), caller=f"+4930231250{place:02}")
            for place in range(9)
        )
    )
    merging.merge_company(company_id)
    before, asked = stored(), ask(NAMES, ("day",), to="2026-11-30")
    assert len(before[FigureDay]) == 3
    merging.rebuild()
    assert stored() == before
    assert ask(NAMES, ("day",), to="2026-11-30") == asked


def test_calls_of_before_are_counted_once_their_facts_are_made(company_id):
    """As in an installation that has had calls before."""
    write([replace(answered_call("old"), groups=()), a_call("now", ends=None)])
    db.session.commit()
    merging.merge_company(company_id)
    assert ask("calls") == 2
    assert marks() == ["now"]


def test_in_another_time_zone_the_days_are_others(company_id, app):
    late = MONDAY.replace(hour=23, minute=30)
    keep(answered_call("late", late))
    merging.merge_company(company_id)
    assert ask("calls", ("day",), to="2026-11-24")[1] == {"2026-11-23": 0, "2026-11-24": 1}
    own_company().zone = "UTC"
    db.session.commit()
    merging.merge_company(company_id)
    assert ask("calls", ("day",), to="2026-11-24")[1] == {"2026-11-23": 1, "2026-11-24": 0}


def test_an_earlier_call_that_comes_late_makes_the_caller_known_before(company_id):
    keep(answered_call("second"))
    merging.merge_company(company_id)
    assert listed(caller="new") == ["second"]
    keep(answered_call("first", MONDAY - timedelta(days=2)))
    merging.merge_company(company_id)
    assert listed(caller="new") == []
    assert listed(caller="new", from_="2026-11-20") == ["first"]


def test_a_person_who_is_taken_out_of_a_call_is_in_no_facts(company_id):
    keep(answered_call("a"), answered_call("b", caller="+4930555012"))
    merging.merge_company(company_id)
    db.session.execute(update(Call).where(Call.id == "a").values(caller=""))
    merging.mark([CallsChanged(company_id, ("a",))])
    db.session.commit()
    merging.merge_company(company_id)
    assert set(db.session.scalars(select(FigureTerm.value).where(FigureTerm.kind == "outside"))) == {"", "+4930555012"}
    assert ask(("calls", "minutes", "callers"))[0] == (2, 2, 1)
    assert ask("calls", outside="+493023125007") == 0


def test_a_call_that_is_no_longer_in_the_record_still_counts(company_id):
    keep(answered_call("a"))
    merging.merge_company(company_id)
    db.session.connection().execute(table_of(Call).delete())
    merging.mark([CallsChanged(company_id, ("a",))])
    db.session.commit()
    merging.merge_company(company_id)
    assert ask("calls") == 1


def test_companies_are_apart(company_id, other_company_id, other_client, app):
    from app.db import company_scope

    keep(answered_call("a"))
    merging.merge_all()
    with company_scope(other_company_id):
        assert ask("calls") == 0
        keep(answered_call("b"), answered_call("c"))
        merging.merge_company(other_company_id)
        assert ask("calls") == 2
    assert ask("calls") == 1
    assert read_day(MONDAY.toordinal())[1] == ["a"]


def test_a_process_that_remembers_too_much_forgets_the_oldest(company_id, monkeypatch):
    monkeypatch.setattr("app.figures.loading.MOST_BYTES", 40)
    keep(*(answered_call(f"c{place}", MONDAY + place * S) for place in range(20)))
    merging.merge_company(company_id)
    assert ask(NAMES)[0][0] == 20
    assert _remembered().size <= 40


def test_a_day_that_is_stored_ever_anew_while_it_is_read_is_counted(company_id, monkeypatch):
    """Before each column that is read one by one, somebody stores the day anew."""
    keep(answered_call("a"), answered_call("b", MONDAY + 60 * S))
    merging.merge_company(company_id)
    _remembered().columns.clear()
    read = Loaded._from_database

    def read_too_late(self, kind, name, missing):
        for model in (FigureDay, FigureColumn):
            table = table_of(model)
            connection().execute(update(table).values(version=table.c.version + 1))
        return read(self, kind, name, missing)

    monkeypatch.setattr(Loaded, "_from_database", read_too_late)
    assert ask(("calls", "answered"), ("outcome",))[1] == {("answered",): (2, 2)}
    assert listed() == ["a", "b"]
    assert shown_then(MONDAY + 600 * S) == 2


def shown_then(at):
    day = figures().selection({"from": ["2026-11-23"], "to": ["2026-11-23"]})
    return figures().at_moment(at, [], lambda then: then.ask(Question(day, ("calls",))).total.values[0])
