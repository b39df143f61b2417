"""TV screens: a link of its own, which shows the wall without numbers and can do nothing else."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.auth.models import User
from app.db import company_scope, db, every_company
from app.ports.waking import ACCOUNTS
from app.status import healthy, screens
from app.status.for_screen import for_screen, short, veiled
from app.status.live.rooms import NAMESPACE, rooms
from app.status.models import TvScreen
from app.status.wall import wall_of
from app.web.socketio import socketio
from tests.app.status import queue_flow
from tests.app.status.pictures import leg, picture, waiting
from tests.app.status.test_wall_live import got

WANTED = {"name": "Hall", "language": "en", "groups": [], "figures": ["waiting", "load"]}


@pytest.fixture(autouse=True)
def no_task(monkeypatch):
    """The tests look for changes themselves."""
    monkeypatch.setattr(socketio, "start_background_task", lambda *task: None)


@pytest.fixture
def sales(client):
    client.post("/settings/groups/new", data={"label": "Sales", "name": "sales"})


@pytest.fixture
def screen(client):
    answer = client.post("/status/screens", json=WANTED)
    assert answer.status_code == 201
    return answer.json


def look_at(app, screen, browser=None):
    token = screen["link"].rpartition("/")[2]
    return socketio.test_client(app, NAMESPACE, flask_test_client=browser, auth={"tv": token})


def test_a_screen_needs_nothing_but_its_link(app, visitor, screen):
    line = look_at(app, screen, visitor)
    (snapshot,) = got(line, "snapshot")
    assert list(snapshot["state"]["figures"]) == ["waiting", "load"]
    assert [each["name"] for each in snapshot["catalog"]] == ["load", "waiting"]
    assert snapshot["you"] | {"choice": None} == {
        "choice": None,
        "view": "all",
        "views": ["all"],
        "extension": "",
        "may": [],
        "screen": {"name": "Hall", "seconds_a_page": 10},
    }
    page = visitor.get("/tv/" + screen["link"].rpartition("/")[2])
    assert (page.status_code, "Hall" in page.text) == (200, True)


def test_the_link_is_shown_once_and_kept_as_a_hash(app, client, screen):
    assert "link" not in client.get("/status/screens").json["screens"][0]
    with app.app_context(), every_company():
        (kept,) = db.session.scalars(select(TvScreen))
        assert kept.token_hash not in screen["link"]


def test_it_can_do_nothing_else(visitor, screen):
    token = screen["link"].rpartition("/")[2]
    visitor.get(f"/tv/{token}")
    for path in ("/status/", "/status/screens", "/calls/", "/status/choice"):
        assert visitor.get(path).status_code in (302, 401, 405)


def test_one_that_is_ended_goes_blank_at_once(app, client, company_id, visitor, screen):
    line = look_at(app, screen, visitor)
    assert line.is_connected(NAMESPACE)
    assert client.delete(f"/status/screens/{screen['id']}").status_code == 204
    with app.app_context():
        rooms().wake(company_id)
        for room in rooms()._rooms.values():
            room.sent_at = 0.0
        rooms().look()
    assert not line.is_connected(NAMESPACE)
    assert not look_at(app, screen, visitor).is_connected(NAMESPACE)
    assert visitor.get("/tv/" + screen["link"].rpartition("/")[2]).status_code == 404


def test_somebody_signed_in_sees_by_a_link_what_it_shows_and_no_more_once_it_is_ended(app, client, screen):
    """The link ends, and before the line is cut the page asks for the view of a user."""
    line = look_at(app, screen, client)
    assert len(got(line, "snapshot")) == 1
    with app.app_context():
        (browser,) = rooms().browsers
        line.emit("view", "all", namespace=NAMESPACE)
        rooms().leave(browser)
        line.emit("view", "all", namespace=NAMESPACE)
        line.emit("snapshot", "all", namespace=NAMESPACE)
    assert got(line, "snapshot") == []


def demote(user):
    user.role = "employee"


def limit(user):
    user.role, user.groups = "supervisor", ["sales"]


def remove(user):
    db.session.delete(user)


@pytest.mark.parametrize("happens", [demote, limit, remove])
def test_a_link_ends_with_the_right_of_whoever_made_it(app, client, company_id, visitor, screen, happens):
    """They have seen the link, and would go on looking at the company by it."""
    line = look_at(app, screen, visitor)
    assert line.is_connected(NAMESPACE)
    with app.app_context(), company_scope(company_id):
        happens(db.session.query(User).one())
        db.session.commit()
        rooms()._hear(ACCOUNTS)
        for room in rooms()._rooms.values():
            room.sent_at = 0.0
        rooms().look()
    assert not line.is_connected(NAMESPACE)
    assert not look_at(app, screen, visitor).is_connected(NAMESPACE)
    assert visitor.get("/tv/" + screen["link"].rpartition("/")[2]).status_code == 404
    with app.app_context(), company_scope(company_id):
        (kept,) = screens.all_screens(None)
        assert screens.to_json(kept)["is_allowed"] is False


def test_it_says_how_the_exchange_is_if_its_maker_may_see_that(app, client, company_id, sales, visitor, screen):
    assert got(look_at(app, screen, visitor), "snapshot")[0]["state"]["health"] == {}
    with app.app_context(), every_company():
        db.session.query(User).filter_by(company_id=company_id).one().role = "operator"
        db.session.commit()
        healthy.look("en")
    (snapshot,) = got(look_at(app, screen, visitor), "snapshot")
    parts = snapshot["state"]["health"]
    assert parts
    assert {(row["said"], row["to_do"]) for row in parts.values()} == {("", "")}
    limited = client.post("/status/screens", json=WANTED | {"groups": ["sales"]}).json
    assert got(look_at(app, limited, visitor), "snapshot")[0]["state"]["health"] == {}


def test_it_says_how_many_missed_calls_nobody_has_called_back(app, journal, ingest, visitor, screen):
    queue_flow.use(journal)
    at = queue_flow.today(300)
    queue_flow.waits(journal, "a", at, steps=None)
    ingest()
    (snapshot,) = got(look_at(app, screen, visitor), "snapshot")
    now = snapshot["state"]["now"]["now"]
    assert (now["missed"], now["missed_since"]) == (1, round(at.timestamp() * 1000))
    assert snapshot["state"]["missed"] == {}


def test_no_word_is_no_screen(app, visitor):
    for token in ("", "x", None, 7):
        assert not socketio.test_client(app, NAMESPACE, flask_test_client=visitor, auth={"tv": token}).is_connected(
            NAMESPACE
        )


def test_another_company_can_neither_see_nor_end_it(client, other_client, screen):
    assert other_client.get("/status/screens").json == {"screens": []}
    assert other_client.delete(f"/status/screens/{screen['id']}").status_code == 404
    assert other_client.put(f"/status/screens/{screen['id']}", json=WANTED).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "Hall\0"},
        {"language": "fr"},
        {"language": ["en"]},
        {"language": {"en": 1}},
        {"groups": ["gone"]},
        {"figures": []},
        {"figures": ["load", "load"]},
        {"more": 1},
    ],
)
def test_bad_settings_are_refused_with_a_sentence(client, wrong):
    answer = client.post("/status/screens", json=WANTED | wrong, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "bad_screen")


def test_somebody_limited_to_groups_makes_screens_of_these_alone(app, client, company_id, sales, screen):
    with app.app_context(), company_scope(company_id):
        user = db.session.query(User).one()
        user.role, user.groups = "supervisor", ["sales"]
        db.session.commit()
    assert client.get("/status/screens").json == {"screens": []}
    assert client.post("/status/screens", json=WANTED).status_code == 422
    assert client.delete(f"/status/screens/{screen['id']}").status_code == 404
    assert client.post("/status/screens", json=WANTED | {"groups": ["sales"]}).status_code == 201


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Lea Brandt", "Lea B."),
        ("Lea", "Lea"),
        ("", ""),
        ("+49 30 23125", ""),
        ("030/23125", ""),
        ("+49\u201130\u201123\u201112", ""),
        ("12\u202212\u202234", ""),
        ("Lea 0\u200b3\u200b0", ""),
        ("Anna Maria von Au", "Anna A."),
    ],
)
def test_names_are_shortened_and_numbers_are_no_names(name, shown):
    assert short(name) == shown


def test_no_number_reaches_a_screen(app, client, company_id, journal, ingest, visitor, screen):
    client.post("/settings/employees/new", data={"name": "Anna Adam", "extension": "101", "email": ""})
    journal.call("a", steps=3)
    ingest()
    line = look_at(app, screen, visitor)
    assert "4917012345" not in json.dumps(got(line, "snapshot"))


def test_no_number_of_a_phone_that_rings_and_of_no_tag_reaches_a_screen(in_company):
    """An employee whose calls go to a mobile phone, and a tag in which somebody wrote down a number."""
    call = waiting("a", 20, caller="+4930555", legs=(leg("", number="+491701234567", answered_at=None),))
    seen = picture(calls=[replace(call, tags=("VIP", "Order 4711", "0170 / 76 54 32 1"))])
    (row,) = for_screen(wall_of(veiled(seen), {}, {}), ())["callers"].values()
    assert (row["rings"], row["tags"]) == ([], ["VIP", "Order 4711"])
