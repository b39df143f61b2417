"""Which parts of an open page are told to be brought again."""

import pytest

from app.auth.models import User
from app.db import company_scope, db, now
from app.exports.making import make_next
from app.exports.models import Export
from app.exports.service import order
from app.page_parts.events import NAMESPACE, _parts
from app.people.models import Employee
from app.ports.exports import CallTable
from app.ports.figures import figures
from app.web.socketio import socketio
from tests.app.journal_of_calls import MORNING


@pytest.fixture(autouse=True)
def no_task(monkeypatch):
    """The tests look for changes themselves; the task beside them would tell what they wait for."""
    monkeypatch.setattr(socketio, "start_background_task", lambda *task: None)


@pytest.fixture
def page(app):
    """An open page that shows these parts; with what the answer said."""
    made = []

    def page(browser, *parts):
        line = socketio.test_client(app, NAMESPACE, flask_test_client=browser)
        made.append(line)
        return line, line.emit("look", list(parts), namespace=NAMESPACE, callback=True)

    yield page
    for line in made:
        if line.is_connected(NAMESPACE):
            line.disconnect(NAMESPACE)


@pytest.fixture
def push(app):
    """What the background task does once it is woken."""

    def push():
        with app.app_context():
            _parts().push()

    return push


def told(line):
    return [event["args"][0] for event in line.get_received(NAMESPACE) if event["name"] == "changed"]


def test_who_is_not_signed_in_is_turned_away(app, visitor):
    assert not socketio.test_client(app, NAMESPACE, flask_test_client=visitor).is_connected(NAMESPACE)


def test_the_page_of_a_call_is_told_when_the_call_goes_on_and_of_no_other_call(page, client, journal, ingest, push):
    journal.call("a", steps=3)
    journal.call("b", steps=3, at=MORNING)
    ingest()
    line, seen = page(client, "call:a")
    assert seen == ["call:a"]
    push()
    assert told(line) == []
    journal.call("b", at=MORNING)
    ingest()
    push()
    assert told(line) == []
    journal.call("a")
    ingest()
    push()
    push()
    assert told(line) == ["call:a"]


def test_a_list_of_those_who_wait_is_told_when_somebody_has_talked_with_one_of_them(
    page, client, journal, ingest, push
):
    for name, caller in (("a", "+4917012345"), ("b", "+4917099999")):
        journal.call(name, steps=3, at=now(), caller=caller)
    ingest()
    line, seen = page(client, "talked:a", "talked:a,b", "talked:b", "talked:a,gone", "talked:")
    assert seen == ["talked:a", "talked:a,b", "talked:b"]
    journal.call("other", at=now(), caller="+4917055555")
    ingest()
    push()
    assert told(line) == []
    journal.call("again", at=now(), caller="+4917012345")
    ingest()
    push()
    push()
    assert sorted(told(line)) == ["talked:a", "talked:a,b"]


def test_another_companys_and_unknown_parts_are_not_watched(app, page, other_client, journal, ingest, push):
    journal.call("a", steps=3)
    ingest()
    line, seen = page(other_client, "call:a", "call:gone", "nothing:1", "call", "", 7, "person:101", "recording:x")
    assert seen == []
    journal.call("a")
    ingest()
    push()
    assert told(line) == []


@pytest.mark.parametrize("group", ["sales", "nobody"])
def test_who_is_limited_to_groups_watches_the_calls_of_these(app, page, client, company_id, journal, ingest, group):
    journal.call("a", steps=3)
    ingest()
    with app.app_context(), company_scope(company_id):
        user = db.session.query(User).one()
        user.role, user.groups = "supervisor", [group]
        db.session.commit()
    _line, seen = page(client, "call:a")
    assert seen == (["call:a"] if group == "sales" else [])


def test_somebody_is_told_of_their_own_state_alone(app, page, client, company_id, push):
    for extension in ("120", "121"):
        client.post("/settings/employees/new", data={"name": f"P {extension}", "extension": extension, "email": ""})
    with app.app_context(), company_scope(company_id):
        mine = db.session.query(Employee).filter_by(extension="120").one()
        db.session.query(User).one().employee_id = mine.id
        db.session.commit()
    line, seen = page(client, "person:120", "person:121")
    assert seen == ["person:120"]
    with app.app_context(), company_scope(company_id):
        db.session.query(Employee).filter_by(extension="120").one().chosen = "away"
        db.session.commit()
    push()
    assert told(line) == ["person:120"]


def test_whoever_ordered_a_file_is_told_how_far_it_is(app, page, client, other_client, company_id, push):
    with app.app_context(), company_scope(company_id):
        selection = figures().selection({"period": ["today"]})
        made = order(CallTable(selection, "calls"), "csv", db.session.query(User).one(), "en")
        export, db_id = f"export:{made.id}", made.id
        db.session.commit()
    assert page(other_client, export)[1] == []
    line, seen = page(client, export)
    assert seen == [export]
    with app.app_context():
        while make_next():
            pass
    push()
    assert told(line) == [export]
    with app.app_context(), company_scope(company_id):
        assert db.session.get(Export, db_id).state == "ready"


def test_a_page_that_shows_something_else_is_told_of_that_alone(page, client, journal, ingest, push):
    journal.call("a", steps=3)
    journal.call("b", steps=3, at=MORNING)
    ingest()
    line, _seen = page(client, "call:a")
    assert line.emit("look", ["call:b"], namespace=NAMESPACE, callback=True) == ["call:b"]
    journal.call("a")
    journal.call("b", at=MORNING)
    ingest()
    push()
    assert told(line) == ["call:b"]
