"""What a canvas that shows live calls is sent."""

import pytest

from app.auth.models import User
from app.db import company_scope, db, now
from app.flows import service
from app.flows.models import FlowVersion
from app.status.live.rooms import NAMESPACE, rooms
from app.web.socketio import socketio
from tests.app.journal_of_calls import GRAPH, NUMBER
from tests.app.status.test_wall_live import got


@pytest.fixture(autouse=True)
def no_task(monkeypatch):
    """The tests look for changes themselves; the task beside them would tell what they wait for."""
    monkeypatch.setattr(socketio, "start_background_task", lambda *task: None)


@pytest.fixture
def flow_id(app, journal, company_id):
    """The flow through which the calls of the journal go."""
    with app.app_context(), company_scope(company_id):
        flow = service.add_flow("Main", GRAPH)
        values = {"version": 1, "graph": GRAPH, "program_sha": journal.program.sha, "author": "Olga"}
        db.session.add(FlowVersion(flow=flow, created_at=now(), **values))
        db.session.commit()
        return flow.id


@pytest.fixture
def connect(app, flow_id):
    """A canvas's socket, with the cookies of a signed-in (or no) browser."""
    made = []

    def connect(browser, flow=None):
        auth = {"flow": flow_id if flow is None else flow}
        made.append(socketio.test_client(app, NAMESPACE, flask_test_client=browser, auth=auth))
        return made[-1]

    yield connect
    for each in made:
        if each.is_connected(NAMESPACE):
            each.disconnect(NAMESPACE)


def test_who_is_not_signed_in_is_turned_away(connect, visitor):
    assert not connect(visitor).is_connected(NAMESPACE)


@pytest.mark.parametrize("flow", ["1", True, [1], {}])
def test_what_is_no_flow_is_turned_away(connect, client, flow):
    assert not connect(client, flow).is_connected(NAMESPACE)


def test_who_may_not_watch_is_turned_away(app, connect, client, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().role = "employee"
        db.session.commit()
    assert not connect(client).is_connected(NAMESPACE)


def test_the_calls_in_progress_are_sent_at_once(connect, client, journal, ingest):
    journal.call("a", steps=3)
    journal.call("over")
    ingest()
    (snapshot,) = got(connect(client), "snapshot")
    assert (snapshot["seq"], snapshot["order"]) == (0, {"calls": ["a"]})
    call = snapshot["state"]["calls"]["a"]
    assert (call["number"], call["caller"], call["rings"]) == (NUMBER, "+4917012345", ["101", "102"])
    assert [stop["block"] for stop in call["stops"]] == ["start", "menu", "sales"]


def test_changes_are_numbered_and_only_they_are_told(connect, client, journal, ingest, look):
    browser = connect(client)
    assert got(browser, "snapshot")[0]["state"] == {"calls": {}}
    journal.call("a", steps=2)
    ingest()
    look()
    journal.call("b", steps=3)
    ingest()
    look()
    look()
    first, second = got(browser, "patch")
    assert (first["seq"], list(first["changed"]["calls"])) == (1, ["a"])
    assert (second["seq"], list(second["changed"]["calls"]), second["order"]) == (2, ["b"], {"calls": ["b", "a"]})
    journal.call("a")
    ingest()
    look()
    (third,) = got(browser, "patch")
    assert (third["seq"], third["gone"], third["changed"]) == (3, {"calls": ["a"]}, {})


def test_a_beat_says_that_the_line_is_alive_and_a_gap_is_filled(app, connect, client, journal, ingest):
    browser = connect(client)
    (first,) = got(browser, "snapshot")
    with app.app_context():
        rooms().beat()
    (beat,) = got(browser, "beat")
    assert (beat["epoch"], beat["seq"]) == (first["epoch"], 0)
    browser.emit("view", "all", namespace=NAMESPACE)
    browser.emit("snapshot", namespace=NAMESPACE)
    (again,) = got(browser, "snapshot")
    assert again | {"at": 0} == first | {"at": 0}


def test_a_fault_in_one_picture_holds_up_no_other(app, connect, client, flow_id, journal, ingest, look, monkeypatch):
    broken, well = connect(client, flow_id + 1), connect(client)
    with app.app_context():
        real = rooms()._make

        def make(sight):
            if sight.flow == flow_id + 1:
                raise KeyError("a fault")
            return real(sight)

        monkeypatch.setattr(rooms(), "_make", make)
    journal.call("a", steps=3)
    ingest()
    look()
    (patch,) = got(well, "patch")
    assert list(patch["changed"]["calls"]) == ["a"]
    assert broken.is_connected(NAMESPACE)


def test_a_flow_shows_its_own_calls_alone(connect, client, flow_id, journal, ingest):
    journal.call("a", steps=3)
    ingest()
    (snapshot,) = got(connect(client, flow_id + 1), "snapshot")
    assert snapshot["state"] == {"calls": {}}


def test_a_company_is_told_of_its_own_calls_alone(connect, other_client, journal, ingest, look):
    theirs = connect(other_client)
    journal.call("a", steps=3)
    ingest()
    look()
    assert got(theirs, "snapshot")[0]["state"] == {"calls": {}}
    assert got(theirs, "patch") == []


@pytest.mark.parametrize(("group", "calls"), [("sales", ["a"]), ("nobody", [])])
def test_who_is_limited_to_groups_sees_the_calls_of_these(
    app, connect, client, company_id, journal, ingest, group, calls
):
    journal.call("a", steps=3)
    ingest()
    with app.app_context(), company_scope(company_id):
        user = db.session.query(User).one()
        user.role, user.groups = "supervisor", [group]
        db.session.commit()
    (snapshot,) = got(connect(client), "snapshot")
    assert snapshot["order"] == {"calls": calls}
