"""A supervisor whose account is limited to groups sees the calls of these groups, and no others."""

from datetime import timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import aliased

from app.auth.models import User
from app.calls.models import Call, CallLeg, CallSteps, CallVisit, CallWait
from app.db import company_scope, db, every_company
from app.db.groups import UNDECLARED, NoScope, group_scope
from app.db.kept import NotKept
from app.people.service.groups import add_group
from app.ports.calls import calls
from app.recordings.models import Recording
from tests.app.calls.listed import listed
from tests.app.recordings.conftest import keep

__all__ = ["keep"]
DAY = timedelta(days=1)


@pytest.fixture
def supervisor(app, company_id):
    """Makes the one who is signed in a supervisor of these groups."""

    def limit(*groups):
        with app.app_context(), company_scope(company_id):
            user = db.session.query(User).one()
            user.role, user.groups = "supervisor", [*groups]
            db.session.commit()

    return limit


@pytest.fixture
def both(app, company_id, journal, ingest):
    """A call in which sales was called, and one in which support was, each with a leg of its own."""
    journal.call("a", caller="+49301111")
    journal.call("b", caller="+49302222")
    ingest()
    with app.app_context(), company_scope(company_id):
        for call, group in (("a", "sales"), ("b", "support")):
            for leg in db.session.query(CallLeg).filter_by(call=call):
                leg.group = group
        db.session.commit()


def test_the_list_has_the_calls_of_the_groups(client, both, supervisor):
    supervisor("sales")
    page = listed(client)
    assert ("+49301111" in page, "+49302222" in page) == (True, False)
    assert client.get("/calls/a").status_code == 200
    assert client.get("/calls/b").status_code == 404


@pytest.mark.parametrize("path", ["/calls/", "/status/", "/recordings/"])
@pytest.mark.parametrize(
    ("groups", "sentence"),
    [
        (["sales", "support"], "You see the calls of Sales and Support."),
        ([], "You see no calls: your account is limited to groups, and none is chosen."),
    ],
)
def test_a_limited_supervisor_reads_whose_calls_these_are(client, app, company_id, supervisor, path, groups, sentence):
    with app.app_context(), company_scope(company_id):
        for label in ("Sales", "Support"):
            add_group(label, [])
        db.session.commit()
    assert "You see" not in client.get(path).text
    supervisor(*groups)
    page = client.get(path).text
    assert sentence in page
    assert ("Publish a flow and call" in page, "Let a flow record" in page) == (False, False)
    if path != "/status/":
        assert ("No call yet" in page or "No recording yet" in page) is bool(groups)


def test_without_a_limit_all_are_there(client, both):
    page = listed(client)
    assert ("+49301111" in page, "+49302222" in page) == (True, True)


def test_the_replay_of_a_call_needs_the_call(in_company, both):
    assert calls().steps("b")
    with group_scope(frozenset({"sales"})):
        assert calls().steps("a")
        assert calls().steps("b") == []
        assert len(list(calls().steps_of_many(["a", "b"]))) == 1
        assert calls().path_of("b") is None


def test_the_steps_of_another_companys_call_are_not_there(app, other_company_id, both):
    with app.app_context(), company_scope(other_company_id):
        assert calls().steps("a") == []


def test_a_subquery_finds_the_calls_of_the_groups(in_company, both):
    count = select(func.count()).select_from(select(Call.id).subquery())
    assert db.session.scalar(count) == 2
    with group_scope(frozenset({"sales"})):
        assert db.session.scalar(count) == 1
        assert db.session.scalar(select(select(func.max(Call.caller)).scalar_subquery())) == "+49301111"
    with group_scope(UNDECLARED), pytest.raises(NoScope):
        db.session.execute(count)


@pytest.mark.parametrize("model", [CallLeg, CallVisit])
def test_what_belongs_to_a_call_is_that_of_its_groups(in_company, both, model):
    assert set(db.session.scalars(select(model.call))) == {"a", "b"}
    joined = select(model.call).join(Call, Call.id == model.call).join(CallLeg, CallLeg.call == Call.id)
    with group_scope(frozenset({"sales"})):
        assert set(db.session.scalars(select(model.call))) == {"a"}
        assert {row.call for row in db.session.scalars(select(model))} == {"a"}
        if model is CallVisit:
            assert set(db.session.scalars(joined)) == {"a"}


@pytest.mark.parametrize("model", [CallLeg, CallVisit, CallWait, CallSteps])
def test_what_belongs_to_a_call_needs_the_scope_of_its_groups(app, both, model):
    with app.app_context(), every_company(), group_scope(UNDECLARED), pytest.raises(NoScope):
        db.session.scalars(select(model))


def test_steps_are_read_of_calls_that_were_found(in_company, both):
    with pytest.raises(NotKept, match="CallSteps"):
        db.session.scalars(select(CallSteps))


def test_a_call_belongs_to_the_group_that_got_its_message(in_company, both, keep):
    keep("m", kind="message", owner="group:billing", employee=None, call="b")
    keep("t", kind="call", owner="group:billing", employee="101", call="a")
    with group_scope(frozenset({"billing"})):
        assert list(db.session.scalars(select(Call.id))) == ["b"]
        assert set(db.session.scalars(select(CallVisit.call))) == {"b"}


@pytest.fixture
def plans(in_company):
    """Tells how SQLite would run the statement for supervisors of sales: a line for each table."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by the size of the tables, and these are small")

    def plans(statement):
        given = []
        listen = lambda _connection, _cursor, sql, values, *_how: given.append((sql, values))  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        with group_scope(frozenset({"sales", "support"})):
            db.session.execute(statement).all()
        event.remove(db.engine, "before_cursor_execute", listen)
        ((sql, values),) = given
        return [row[3] for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]

    return plans


AGAIN, LEG_AGAIN = aliased(Call), aliased(CallLeg)


@pytest.mark.parametrize(
    "statement",
    [
        select(Call.id).order_by(Call.started_at.desc()).limit(50),
        select(AGAIN.id).order_by(AGAIN.started_at.desc()).limit(50),
        select(CallVisit.block).where(CallVisit.call == "a"),
        select(CallLeg.extension).where(CallLeg.call == "a"),
        select(LEG_AGAIN.extension).where(LEG_AGAIN.call == "a"),
        select(Recording.id).order_by(Recording.began_at.desc()).limit(50),
    ],
)
def test_the_groups_of_a_call_are_looked_up_by_the_call(plans, statement):
    lines = plans(statement)
    assert sum("(call=?" in line for line in lines) >= 3
    assert [line for line in lines if line.startswith(("SCAN", "LIST", "MATERIALIZE"))] == []


def test_an_alias_has_the_calls_of_the_groups(in_company, both):
    with group_scope(frozenset({"sales"})):
        assert list(db.session.scalars(select(AGAIN.id))) == ["a"]
        assert set(db.session.scalars(select(LEG_AGAIN.call))) == {"a"}
