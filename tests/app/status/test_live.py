"""What a canvas that shows live calls is sent."""

import time

import pytest
from flask.testing import FlaskClient

from app.auth.models import User
from app.db import company_scope, db
from app.status.events import live
from app.web.socketio import socketio
from designer.runtime.queue_events import Done, WrapUp
from switch.journal import Journal
from tests.app.journal_of_calls import NUMBER


@pytest.fixture(autouse=True)
def no_task(monkeypatch):
    """The tests look for changes themselves; the task beside them would tell what they wait for."""
    monkeypatch.setattr(socketio, "start_background_task", lambda task: None)


@pytest.fixture
def connect(app):
    """A browser's socket, with the cookies of a signed-in (or no) browser."""
    made = []

    def connect(browser: FlaskClient):
        made.append(socketio.test_client(app, flask_test_client=browser))
        return made[-1]

    yield connect
    for each in made:
        if each.is_connected():
            each.disconnect()


def sent(browser, name):
    return [event["args"][0] for event in browser.get_received() if event["name"] == name]


def last_calls(browser):
    found = sent(browser, "calls")
    return found[-1] if found else None


def tell(app):
    """What the background task does at each of its looks."""
    with app.app_context():
        live.of(app).push()


def test_who_is_not_signed_in_is_turned_away(connect, visitor):
    assert not connect(visitor).is_connected()


def test_who_may_not_watch_is_turned_away(app, connect, client, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().role = "employee"
        db.session.commit()
    assert not connect(client).is_connected()


def test_the_calls_in_progress_are_sent_at_once(connect, client, journal, ingest):
    journal.call("a", steps=3)
    journal.call("over")
    ingest()
    (call,) = last_calls(connect(client))
    assert (call["id"], call["number"], call["caller"], call["node"]) == ("a", NUMBER, "+4917012345", "sales")
    assert call["rings"] == ["101", "102"]


def test_changes_are_told(app, connect, client, journal, ingest):
    browser = connect(client)
    assert last_calls(browser) == []
    journal.call("a", steps=3)
    ingest()
    tell(app)
    assert [call["id"] for call in last_calls(browser)] == ["a"]
    journal.call("a")
    ingest()
    tell(app)
    assert last_calls(browser) == []


def test_who_rests_after_a_talk_is_told_to_their_own_company(app, config, connect, client, other_client, ingest):
    ours, theirs = connect(client), connect(other_client)
    config.journal_dir.mkdir(parents=True, exist_ok=True)
    queues = Journal(config.journal_dir, "node1")
    queues.queue("1001", Done(round(time.time() * 1000), "101"), (WrapUp("101", 1, 60_000),))
    queues.close()
    ingest()
    tell(app)
    told = {browser: sent(browser, "wrap_ups")[-1] for browser in (ours, theirs)}
    assert [each["extension"] for each in told[ours]] == ["101"]
    assert told[theirs] == []


def test_nothing_is_told_while_nothing_changes(app, connect, client, journal, ingest):
    journal.call("a", steps=3)
    ingest()
    browser = connect(client)
    tell(app)
    browser.get_received()
    tell(app)
    assert browser.get_received() == []


def test_a_company_is_told_of_its_own_calls_alone(app, connect, client, other_client, journal, ingest):
    ours, theirs = connect(client), connect(other_client)
    journal.call("a", steps=3)
    journal.call("b", steps=3, company="1002")
    ingest()
    tell(app)
    assert [call["id"] for call in last_calls(ours)] == ["a"]
    assert [call["id"] for call in last_calls(theirs)] == ["b"]
