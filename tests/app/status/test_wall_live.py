"""What a browser that looks at the wall is sent."""

import os
import time
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from app.auth.models import User
from app.db import company_scope, db
from app.heartbeat import JOURNAL
from app.people.models import Employee, Group, GroupMember
from app.status.live import looking
from app.status.live.rooms import NAMESPACE, rooms
from app.status.wall import Made
from app.web.socketio import socketio


@pytest.fixture(autouse=True)
def no_task(monkeypatch):
    """The tests look for changes themselves; the task beside them would tell what they wait for."""
    monkeypatch.setattr(socketio, "start_background_task", lambda *task: None)


@pytest.fixture
def connect(app):
    made = []

    def connect(browser, **auth):
        made.append(socketio.test_client(app, NAMESPACE, flask_test_client=browser, auth=auth or None))
        return made[-1]

    yield connect
    for each in made:
        if each.is_connected(NAMESPACE):
            each.disconnect(NAMESPACE)


def got(browser, name):
    return [event["args"][0] for event in browser.get_received(NAMESPACE) if event["name"] == name]


def test_who_is_not_signed_in_is_turned_away(connect, visitor):
    assert not connect(visitor).is_connected(NAMESPACE)


def test_who_may_not_watch_is_turned_away(app, connect, client, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().role = "employee"
        db.session.commit()
    assert not connect(client).is_connected(NAMESPACE)


def test_the_whole_wall_is_sent_at_once(connect, client):
    (snapshot,) = got(connect(client), "snapshot")
    assert snapshot["seq"] == 0
    assert list(snapshot["state"]) == [
        "now",
        "figures",
        "lines",
        "hours",
        "says",
        "queues",
        "callers",
        "people",
        "missed",
        "health",
        "worst",
    ]
    assert {section: list(rows) for section, rows in snapshot["state"].items()} == snapshot["order"]
    assert len(snapshot["catalog"]) == 22


def test_only_what_changes_is_sent_and_numbered(connect, client, look):
    browser = connect(client)
    browser.get_received(NAMESPACE)
    look()
    assert got(browser, "patch") == []
    client.post("/settings/employees/new", data={"name": "Anna Adam", "extension": "141", "email": ""})
    look()
    (patch,) = got(browser, "patch")
    assert patch["seq"] == 1
    assert patch["changed"]["people"]["141"]["name"] == "Anna Adam"
    assert patch["order"]["people"] == ["141"]
    assert "lines" not in patch["changed"]


def test_after_a_gap_the_page_asks_for_everything(connect, client):
    browser = connect(client)
    (first,) = got(browser, "snapshot")
    browser.emit("snapshot", namespace=NAMESPACE)
    (second,) = got(browser, "snapshot")
    assert second | {"at": 0} == first | {"at": 0}


def test_each_beat_has_the_number_of_the_last_patch(app, connect, client):
    browser = connect(client)
    (snapshot,) = got(browser, "snapshot")
    with app.app_context():
        rooms().beat()
    (beat,) = got(browser, "beat")
    assert {name: beat[name] for name in ("epoch", "seq", "version")} == {
        name: snapshot[name] for name in ("epoch", "seq", "version")
    }


def test_somebody_in_groups_may_look_at_these_alone(app, connect, client, company_id, journal, ingest):
    client.post("/settings/employees/new", data={"name": "Olga Owner", "extension": "120", "email": ""})
    with app.app_context(), company_scope(company_id):
        employee = db.session.query(Employee).one()
        groups = [Group(name="sales", label="Sales"), Group(name="support", label="Support")]
        groups[0].members.append(GroupMember(employee=employee))
        db.session.add_all(groups)
        db.session.query(User).one().employee_id = employee.id
        db.session.commit()
    browser = connect(client)
    (whole,) = got(browser, "snapshot")
    assert (whole["you"]["views"], whole["you"]["extension"]) == (["all", "mine"], "120")
    assert list(whole["state"]["queues"]) == ["sales", "support"]
    browser.emit("view", "mine", namespace=NAMESPACE)
    browser.emit("snapshot", namespace=NAMESPACE)
    mine, again = got(browser, "snapshot")
    assert mine["you"]["view"] == again["you"]["view"] == "mine"
    assert list(again["state"]["queues"]) == ["sales"]


def test_all_that_is_said_has_its_age_once_the_worker_was_seen(app, config, connect, client):
    (unseen,) = got(connect(client), "snapshot")
    assert unseen["age"] == 0
    sign = config.run_dir / JOURNAL
    sign.parent.mkdir(parents=True, exist_ok=True)
    sign.touch()
    os.utime(sign, (time.time() - 60, time.time() - 60))
    browser = connect(client)
    (snapshot,) = got(browser, "snapshot")
    with app.app_context():
        rooms().beat()
    (beat,) = got(browser, "beat")
    assert min(snapshot["age"], beat["age"]) >= 60_000


def test_a_wall_that_cannot_be_made_anew_gets_no_beats_and_is_tried_again(app, connect, client, company_id):
    browser = connect(client)
    got(browser, "snapshot")
    with app.app_context():
        room = next(iter(rooms()._rooms.values()))
        make, rooms()._make = rooms()._make, broken
        rooms().wake(company_id)
        rooms().look()
        rooms().beat()
        assert got(browser, "beat") == []
        rooms()._make, room.sent_at = make, 0.0
        rooms().look()
        rooms().beat()
    assert len(got(browser, "beat")) == 1


def test_a_clock_that_was_set_back_by_a_day_shows_the_figures_of_that_day(app, connect, client):
    """Otherwise those of the day ahead would stay until that day has come once more."""
    browser = connect(client)
    got(browser, "snapshot")
    with app.app_context():
        room = next(iter(rooms()._rooms.values()))
        state, ahead = room.made.state, timedelta(days=1)
        tomorrow = {**state, "now": {"now": {**state["now"]["now"], "day": "tomorrow"}}}
        room.made = Made(room.made.at + ahead, tomorrow, room.made.next_turn + ahead)
        room.sent_at = 0.0
        rooms().look()
    (patch,) = got(browser, "patch")
    assert patch["changed"]["now"]["now"]["day"] == state["now"]["now"]["day"]


def broken(_sight):
    raise OperationalError("SELECT 1", {}, Exception("the database is away"))


def test_a_company_that_is_gone_is_looked_at_no_more(app, connect, client, company_id, look, monkeypatch):
    line = connect(client)
    monkeypatch.setattr(looking, "is_there", lambda company: company != company_id)
    look()
    assert not line.is_connected(NAMESPACE)
