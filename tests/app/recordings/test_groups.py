"""A supervisor whose account is limited to groups sees the recordings of these groups, and no others."""

import pytest

from app.auth.models import User
from app.calls.models import CallLeg
from app.db import company_scope, db
from app.db.groups import UNDECLARED, NoScope, group_scope
from app.ports.recordings import recordings
from app.recordings.models import Recording


@pytest.fixture
def limit(app, company_id):
    """Makes the one who is signed in a supervisor of some groups; None: of all."""

    def limit(groups, role="supervisor"):
        with app.app_context(), company_scope(company_id):
            user = db.session.query(User).one()
            user.role, user.groups = role, groups
            db.session.commit()

    return limit


@pytest.fixture
def messages(keep):
    keep("m-sales", kind="message", owner="group:sales", employee=None, caller="+49301111", call="a")
    keep("m-support", kind="message", owner="group:support", employee=None, caller="+49302222", call="b")


def seen(client):
    page = client.get("/recordings/").text
    return [number for number in ("+49 30 1111", "+49 30 2222") if number in page]


@pytest.mark.parametrize(
    ("groups", "role", "shown"),
    [
        (None, "supervisor", ["+49 30 1111", "+49 30 2222"]),
        (["sales"], "supervisor", ["+49 30 1111"]),
        (["support", "sales"], "supervisor", ["+49 30 1111", "+49 30 2222"]),
        ([], "supervisor", []),
        (["sales"], "owner", ["+49 30 1111", "+49 30 2222"]),
    ],
)
def test_the_list_has_the_recordings_of_the_groups(client, messages, limit, groups, role, shown):
    limit(groups, role)
    assert seen(client) == shown


def test_those_of_others_are_not_there_by_their_address(client, keep, messages, limit):
    limit(["sales"])
    assert client.get("/recordings/m-sales").status_code == 200
    for page in ("", "/sound.wav"):
        assert client.get(f"/recordings/m-support{page}").status_code == 404


def test_a_view_that_declares_no_groups_gets_none(in_company, messages):
    with group_scope(UNDECLARED), pytest.raises(NoScope, match="Recording"):
        db.session.query(Recording).all()
    with group_scope(frozenset({"sales"})):
        assert [each["id"] for each in recordings().recordings_of("a")] == ["m-sales"]
        assert recordings().recordings_of("b") == []


def test_a_message_is_not_of_the_other_groups_of_its_call(client, app, company_id, journal, ingest, keep, limit):
    """The call rang sales; then a message was left to support, and one to an employee. The talk is of sales."""
    journal.call("a")
    ingest()
    with app.app_context(), company_scope(company_id):
        for leg in db.session.query(CallLeg):
            leg.group = "sales"
        db.session.commit()
    for name, kind, owner in (
        ("talk", "call", "employee:101"),
        ("theirs", "message", "group:support"),
        ("private", "message", "employee:101"),
    ):
        keep(name, kind=kind, owner=owner, call="a")
    limit(["sales"])
    there = {name: client.get(f"/recordings/{name}").status_code for name in ("talk", "theirs", "private")}
    assert there == {"talk": 200, "theirs": 404, "private": 404}
    limit(["support"])
    assert client.get("/recordings/theirs").status_code == 200
    assert client.get("/calls/a").status_code == 200
