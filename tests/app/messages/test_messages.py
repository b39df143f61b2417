"""Messages from flows to employees."""

from datetime import timedelta

from app.config import config
from app.db import db
from app.journal import service
from app.journal.rebuilding import rebuild
from app.messages.models import Message
from designer.drawing.compiler import compile_flow
from tests.app.journal_of_calls import MORNING
from tests.app.messages.conftest import count, telling
from tests.designer.drawing import KNOWN


def in_order(page, *parts):
    places = [page.index(part) for part in parts]
    return places == sorted(places)


def test_who_has_none_is_told_how_to_get_one(client):
    assert "No message yet" in client.get("/messages/").text


def test_messages_are_listed_newest_first(client, call):
    client.post("/settings/employees/new", data={"extension": "101", "name": "Anna Berg"})
    call("a", "{caller} has called.", "Again: {number}", caller="+4911111")
    call("b", "Later <b>", at=MORNING + timedelta(hours=1))
    page = client.get("/messages/").text
    assert in_order(page, "Later &lt;b&gt;", "Again: +4930555010", "+4911111 has called.")
    assert "To Anna Berg (101)" in page
    assert 'href="/calls/a"' in client.get("/messages/a:0:00").text


def test_the_menu_counts_what_was_not_read(client, call):
    call("a", "One", "Two", "Three")
    message = "a:0:01"
    assert count(client) == 3
    assert client.post(f"/messages/{message}/read").status_code == 302
    assert client.post(f"/messages/{message}/read").status_code == 302
    assert count(client) == 2
    client.post(f"/messages/{message}/unread")
    assert count(client) == 3
    client.post("/messages/read")
    assert count(client) == 0
    assert "Mark all as read" not in client.get("/messages/").text


def stored(app):
    with app.app_context():
        return db.session.connection().execute(db.select(Message.__table__).order_by(Message.__table__.c.id)).all()


def test_deriving_again_gives_the_same_and_what_was_read_stays_so(client, call, app):
    call("a", "One", "Two")
    client.post("/messages/a:0:01/read")
    before = stored(app)
    with app.app_context():
        rebuild(config().journal_dir)
    assert stored(app) == before
    assert [(each.id, each.text) for each in before] == [("a:0:00", "One"), ("a:0:01", "Two")]
    assert count(client) == 1


def test_another_companys_messages_are_not_there(client, other_client, call):
    call("a", "Secret")
    assert "Secret" not in other_client.get("/messages/").text
    assert count(other_client) == 0
    assert other_client.post("/messages/a:0:00/read").status_code == 404
    other_client.post("/messages/read")
    assert count(client) == 1


def test_there_are_pages(client, call):
    call("a", *(f"Message {number}." for number in range(60)))
    first, second = client.get("/messages/").text, client.get("/messages/?page=2").text
    assert "Page 1 of 2" in first
    assert "Message 5." not in first
    assert "Message 5." in second


def test_a_message_of_a_call_that_nobody_knows_is_passed_over(app, journal, client):
    journal.program = compile_flow(telling("One"), KNOWN).program
    journal.call("a", company="9999")
    with app.app_context():
        service.ingest()
    assert "No message yet" in client.get("/messages/").text


def test_visitors_have_to_sign_in(visitor):
    page = visitor.get("/messages/", follow_redirects=True)
    assert page.status_code == 200
    assert "No message yet" not in page.text
