"""A supervisor whose account is limited to groups sees the calls of these groups, and no others."""

import pytest

from app.auth.models import User
from app.calls.models import CallLeg
from app.db import company_scope, db
from app.db.groups import group_scope
from app.ports.calls import calls


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
    page = client.get("/calls/").text
    assert ("+49301111" in page, "+49302222" in page) == (True, False)
    assert client.get("/calls/a").status_code == 200
    assert client.get("/calls/b").status_code == 404


def test_without_a_limit_all_are_there(client, both):
    page = client.get("/calls/").text
    assert ("+49301111" in page, "+49302222" in page) == (True, True)


def test_the_live_list_has_the_calls_of_the_groups(in_company, journal, ingest):
    journal.call("a", steps=3)
    ingest()
    (call,) = calls().in_progress()
    assert call["id"] == "a"
    with group_scope(frozenset({"nobody"})):
        assert calls().in_progress() == []
