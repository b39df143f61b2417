"""Calls on the wall: who waits, what was missed, and what is there again after the line was cut."""

from urllib.parse import parse_qs, urlsplit

import pytest

from app.auth.models import User
from app.calls.listing import call_list
from app.db import company_scope, db
from app.db.groups import group_scope
from app.people.models import Group
from app.status import sums
from app.status.live.rooms import LEAST_S, NAMESPACE, rooms
from app.web.socketio import socketio
from tests.app.status import queue_flow
from tests.app.status.test_wall_live import got


@pytest.fixture(autouse=True)
def no_task(monkeypatch):
    """The tests look for changes themselves, and as often as they want."""
    monkeypatch.setattr(socketio, "start_background_task", lambda *task: None)
    monkeypatch.setattr(sums.Kept, "due", lambda _self, at: at)


@pytest.fixture(autouse=True)
def sales(app, company_id, journal):
    queue_flow.use(journal)
    with app.app_context(), company_scope(company_id):
        db.session.add_all([Group(name="sales", label="Sales"), Group(name="support", label="Support")])
        db.session.commit()


@pytest.fixture
def connect(app):
    return lambda browser: socketio.test_client(app, NAMESPACE, flask_test_client=browser)


@pytest.fixture
def look(app, company_id, ingest):
    """What the worker and the background task do."""

    def look():
        ingest()
        with app.app_context():
            rooms().wake(company_id)
            for room in rooms()._rooms.values():
                room.sent_at = 0.0
            rooms().look()

    return look


def changed(browser, section):
    return [row for patch in got(browser, "patch") for row in patch["changed"].get(section, {}).values()]


def test_a_caller_who_waits_is_shown_at_once(connect, client, journal, look):
    line = connect(client)
    queue_flow.waits(journal, "a", queue_flow.today())
    look()
    (patch,) = got(line, "patch")
    row = patch["changed"]["callers"]["a"]
    assert (row["group"], row["position"], row["caller"], row["shown"]) == ("sales", 1, "+4917012345", "+49 17012345")
    assert patch["changed"]["queues"]["sales"]["waiting"] == 1
    assert patch["changed"]["figures"]["waiting"]["value"] == 1
    assert patch["changed"]["worst"]["sales"]["level"] == "act"
    assert patch["order"]["callers"] == ["a"]


def test_callers_are_in_the_order_in_which_they_joined(connect, client, journal, look):
    line = connect(client)
    queue_flow.waits(journal, "b", queue_flow.today(5))
    queue_flow.waits(journal, "a", queue_flow.today(50))
    look()
    (patch,) = got(line, "patch")
    assert patch["order"]["callers"] == ["a", "b"]
    queue_flow.waits(journal, "a", queue_flow.today(50), steps=None)
    look()
    patches = got(line, "patch")
    assert [key for patch in patches for key in patch["gone"].get("callers", [])] == ["a"]
    assert [row["position"] for patch in patches for row in patch["changed"].get("callers", {}).values()] == [1]


def test_what_happened_while_the_line_was_cut_is_there_when_it_is_back(connect, client, journal, look):
    """The wall was opened in a quiet hour, and the line is cut for a while."""
    line = connect(client)
    (before,) = got(line, "snapshot")
    assert before["state"]["figures"]["abandoned"]["value"] == 0
    line.disconnect(NAMESPACE)
    queue_flow.waits(journal, "a", queue_flow.today(90), steps=None)
    look()
    back = connect(client)
    (snapshot,) = got(back, "snapshot")
    assert snapshot["state"]["figures"]["abandoned"]["value"] == 1
    assert snapshot["epoch"] != before["epoch"]
    queue_flow.waits(journal, "b", queue_flow.today())
    look()
    assert [row["call"] for row in changed(back, "callers")] == ["b"]


def test_somebody_limited_to_a_group_sees_its_calls_alone(app, connect, client, company_id, journal, look):
    with app.app_context(), company_scope(company_id):
        user = db.session.query(User).one()
        user.role, user.groups = "supervisor", ["support"]
        db.session.commit()
    queue_flow.waits(journal, "a", queue_flow.today())
    queue_flow.waits(journal, "old", queue_flow.today(90), steps=None)
    look()
    (snapshot,) = got(connect(client), "snapshot")
    state = snapshot["state"]
    assert list(state["queues"]) == ["support"]
    assert (state["callers"], state["missed"], state["worst"], state["health"]) == ({}, {}, {}, {})
    assert (state["figures"]["load"]["value"], state["figures"]["abandoned"]["value"]) == (0, 0)
    assert "4917012345" not in str(snapshot)


def test_another_company_sees_nothing_of_it(connect, other_client, journal, look):
    line = connect(other_client)
    queue_flow.waits(journal, "a", queue_flow.today())
    look()
    assert got(line, "patch") == []


def test_a_wall_is_not_made_again_before_its_time(app, connect, client, company_id, journal, ingest, monkeypatch):
    """At most ten times a second; here, at most once a minute."""
    assert LEAST_S == 0.1
    monkeypatch.setattr("app.status.live.rooms.LEAST_S", 60.0)
    line = connect(client)
    for name in ("a", "b"):
        queue_flow.waits(journal, name, queue_flow.today())
        ingest()
        with app.app_context():
            rooms().wake(company_id)
            rooms().look()
            is_left_for_later = rooms()._stale == {company_id}
    assert is_left_for_later
    (patch,) = got(line, "patch")
    assert list(patch["changed"]["callers"]) == ["a"]


def test_two_who_see_the_same_share_one_computation(app, connect, client, journal, look, monkeypatch):
    made = []
    with app.app_context():
        make = rooms()._make
        monkeypatch.setattr(rooms(), "_make", lambda sight: made.append(sight) or make(sight))
    lines = [connect(client), connect(client)]
    assert len(made) == 1
    queue_flow.waits(journal, "a", queue_flow.today())
    look()
    assert len(made) == 2
    assert [len(changed(line, "callers")) for line in lines] == [1, 1]


def test_the_sums_of_the_day_are_those_of_statistics(connect, client, journal, look):
    for place in range(3):
        queue_flow.waits(journal, f"a{place}", queue_flow.today(60 + place), steps=None)
    look()
    (snapshot,) = got(connect(client), "snapshot")
    state = snapshot["state"]
    assert state["figures"]["abandoned"]["value"] == 3
    assert state["lines"]["group:sales"]["abandoned"] == 3
    assert sum(row["abandoned"] for row in state["hours"].values()) == 3
    assert state["figures"]["longest_wait"]["value"] == pytest.approx(20)


def test_each_figure_that_counts_calls_opens_exactly_these(app, company_id, connect, client, journal, look):
    for name, ago, steps in (("a", 50, queue_flow.JOINED), ("b", 40, queue_flow.JOINED), ("over", 90, None)):
        queue_flow.waits(journal, name, queue_flow.today(ago), steps=steps)
    look()
    (snapshot,) = got(connect(client), "snapshot")
    counting = [each["name"] for each in snapshot["catalog"] if each["unit"] in ("calls", "channels")]
    shown = {name: snapshot["state"]["figures"][name] for name in counting}
    opened = {name: row for name, row in shown.items() if row["href"]}
    assert {"load", "waiting", "in_menu", "channels", "recordings", "answered", "abandoned"} <= opened.keys()
    assert (opened["load"]["value"], opened["waiting"]["value"], opened["abandoned"]["value"]) == (2, 2, 1)
    for name, row in opened.items():
        assert client.get(row["href"]).status_code == 200, name
        with app.app_context(), company_scope(company_id):
            listed = call_list(parse_qs(urlsplit(row["href"]).query))
            if name != "peak":
                assert listed.found.total == row["value"], name


def test_callers_who_went_on_to_other_groups_do_not_wait_for_those_who_see_one(app, company_id, journal, ingest):
    queue_flow.waits(journal, "a", queue_flow.today(50))
    ingest()
    waiting = {"period": ["30d"], "now": ["waiting"]}
    with app.app_context(), company_scope(company_id):
        with group_scope(frozenset({"sales"})):
            assert call_list(waiting).found.calls == ["a"]
        with group_scope(frozenset({"support"})):
            assert call_list(waiting).found.total == 0
