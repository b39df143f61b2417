"""The guide leads whoever has an empty account to a first call, remembers what was skipped, and sees what is done."""

import pytest

from app.auth.models import User
from app.db import company_scope, db
from tests.app.journal_of_calls import NUMBER


def following(client):
    page = client.get("/start/").text
    return page.partition('aria-current="step"')[2].partition("<h2")[2].partition("</h2>")[0].partition(".")[2].strip()


def test_an_empty_account_begins_with_the_guide(client):
    assert client.get("/").location == "/start/"
    assert "0 of 5 steps are done." in client.get("/start/").text
    assert "Next: Your number" in client.get("/status/").text


def test_each_step_is_seen_to_be_done(client, alone, journal, ingest):
    assert following(client) == "Your number"
    client.post("/numbers", data={"number": NUMBER, "flow": "0"})
    assert following(client) == "Who takes calls"
    client.post("/settings/employees/new", data={"extension": "101", "name": "Anna Berg"})
    assert following(client) == "Your voice"
    journal.call("a")
    ingest()
    page = client.get("/start/").text
    assert "3 of 5 steps are done." in page


def test_who_puts_it_away_is_left_alone_and_finds_it_again(client):
    assert client.post("/start/dismiss").location == "/status/"
    assert client.get("/").location == "/status/"
    assert "Next:" not in client.get("/status/").text
    assert 'href="/start/"' in client.get("/settings/company").text
    assert client.get("/start/").status_code == 200


def test_what_is_skipped_stays_so_until_it_is_done(client, alone):
    assert client.post("/start/skip/number").location == "/start/employees"
    assert client.post("/start/skip/employees").location == "/start/voice"
    assert following(client) == "Your voice"
    assert client.get("/start/").text.count("skipped") == 2
    client.post("/start/number", data={"number": NUMBER})
    assert client.get("/start/").text.count("skipped") == 1
    for name in ("voice", "flow", "call"):
        client.post(f"/start/skip/{name}")
    assert following(client) == ""
    assert client.get("/").location == "/status/"
    assert client.post("/start/skip/nonsense").status_code == 404


@pytest.mark.parametrize("role", ["employee", "supervisor"])
def test_who_may_set_nothing_up_is_not_led(app, client, company_id, role):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().role = role
        db.session.commit()
    assert client.get("/").location != "/start/"
    assert client.get("/start/").status_code == 403
