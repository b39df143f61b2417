"""Messages between people, from the operator, and from the exchange to one person."""

import pytest

from app.auth.models import User
from app.db import company_scope, db, every_company
from app.messages.models import Message
from app.ports.messages import Notification, notify
from tests.app.messages.conftest import count

HELLO = {"to": "employee:101", "title": "Hello", "text": "Lunch? 🍕\nעברית"}


@pytest.fixture
def people(team, sign_in):
    return {name: sign_in(name, extension) for name, extension in (("Anna", "101"), ("Ben", "102"), ("Clara", "103"))}


def newest(app):
    with app.app_context(), every_company():
        return db.session.scalar(db.select(Message.id).order_by(Message.at.desc()))


def test_a_message_reaches_who_it_is_for_and_nobody_else(app, client, people):
    assert people["Ben"].post("/messages/new", data=HELLO).status_code == 302
    message_id = newest(app)
    assert [count(people[name]) for name in ("Anna", "Ben", "Clara")] == [1, 0, 0]
    page = people["Anna"].get(f"/messages/{message_id}").text
    assert "Lunch? 🍕\nעברית" in page
    assert count(people["Anna"]) == 0
    for other in (people["Clara"], client):
        for path in ("", "/sound.wav"):
            assert other.get(f"/messages/{message_id}{path}").status_code == 404
        for what in ("read", "unread", "archive", "restore", "delete"):
            assert other.post(f"/messages/{message_id}/{what}").status_code == 404
        assert other.post(f"/messages/{message_id}", data={"text": "Mine"}).status_code == 404


def test_a_message_to_a_group_or_to_everybody_is_read_by_each_for_themselves(app, people):
    people["Clara"].post("/messages/new", data={**HELLO, "to": "group:sales"})
    assert [count(people[name]) for name in ("Anna", "Ben", "Clara")] == [1, 1, 0]
    people["Anna"].post("/messages/read")
    assert [count(people[name]) for name in ("Anna", "Ben")] == [0, 1]
    people["Clara"].post("/messages/new", data={**HELLO, "to": "company"})
    assert [count(people[name]) for name in ("Anna", "Ben", "Clara")] == [1, 2, 0]
    assert "Hello" in people["Clara"].get("/messages/?folder=sent").text


def test_an_answer_goes_back_to_who_wrote(app, people):
    people["Ben"].post("/messages/new", data=HELLO)
    message_id = newest(app)
    people["Anna"].post(f"/messages/{message_id}", data={"text": "At noon"})
    page = people["Ben"].get("/messages/").text
    assert "Re: Hello" in page
    answer = people["Ben"].get(f"/messages/{newest(app)}").text
    assert "At noon" in answer
    assert "In answer to" in answer


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": "  "}, "Write something first."),
        ({"text": "x" * 5001}, "5000"),
        ({"text": "\x00"}, "no text (U+0000)"),
        ({"to": "employee:999"}, "Not a valid choice"),
        ({"to": "user:1000"}, "Not a valid choice"),
        ({"to": "companies"}, "Not a valid choice"),
        ({"title": "x" * 121}, "120"),
    ],
)
def test_a_message_that_can_not_be_sent_stays_as_it_was_typed(app, people, wrong, said):
    answer = people["Ben"].post("/messages/new", data={**HELLO, **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert ("Hello" in answer.text) or "title" in wrong
    assert newest(app) is None


def test_an_empty_answer_is_told_beside_the_field(app, people):
    people["Ben"].post("/messages/new", data=HELLO)
    answer = people["Anna"].post(f"/messages/{newest(app)}", data={"text": ""})
    assert answer.status_code == 422
    assert "Write something first." in answer.text


def test_an_answer_to_somebody_who_left_is_kept(app, people):
    people["Ben"].post("/messages/new", data=HELLO)
    message_id = newest(app)
    with app.app_context(), every_company():
        db.session.delete(db.session.query(User).filter_by(name="Ben").one())
        db.session.commit()
    page = people["Anna"].get(f"/messages/{message_id}").text
    assert "Lunch?" in page
    answer = people["Anna"].post(f"/messages/{message_id}", data={"text": "At noon"})
    assert answer.status_code == 422
    assert "not there any more" in answer.text


def test_what_is_archived_or_deleted_is_so_for_oneself_alone(app, people):
    people["Clara"].post("/messages/new", data={**HELLO, "to": "group:sales"})
    message_id = newest(app)
    people["Anna"].post(f"/messages/{message_id}/archive")
    assert "Hello" not in people["Anna"].get("/messages/").text
    assert "Hello" in people["Anna"].get("/messages/?folder=archive").text
    people["Anna"].post(f"/messages/{message_id}/restore")
    assert "Hello" in people["Anna"].get("/messages/").text
    people["Anna"].post(f"/messages/{message_id}/delete")
    assert people["Anna"].get(f"/messages/{message_id}").status_code == 404
    assert "Hello" in people["Ben"].get("/messages/").text
    assert "Hello" in people["Clara"].get("/messages/?folder=sent").text


def test_unread_ones_come_first_and_are_found_by_word_and_kind(app, people):
    for title in ("One 100%", "Two"):
        people["Ben"].post("/messages/new", data={**HELLO, "title": title})
    people["Anna"].post(f"/messages/{newest(app)}/read")
    page = people["Anna"].get("/messages/").text
    assert page.index("One 100%") < page.index("Two")
    assert "Two" not in people["Anna"].get("/messages/?text=0%25").text
    assert "One 100%" in people["Anna"].get("/messages/?text=100%25+one").text
    assert "No message is like that" in people["Anna"].get("/messages/?kind=missed").text
    assert people["Anna"].get("/messages/?folder=nowhere").status_code == 404


def test_the_exchange_writes_to_one_person(app, company_id, people):
    with app.app_context(), company_scope(company_id):
        anna = db.session.query(User).filter_by(name="Anna").one()
        notify(Notification(company_id, anna.id, "security", "New sign-in", "From Mars", "/messages/mail"))
        db.session.commit()
    assert [count(people[name]) for name in ("Anna", "Ben")] == [1, 0]
    page = people["Anna"].get(f"/messages/{newest(app)}").text
    assert "From Mars" in page
    assert 'href="/messages/mail"' in page


def test_the_operator_writes_to_a_company_or_to_all_and_gets_answers(
    app, sign_in, client, other_client, other_company_id
):
    operator = sign_in("Otto", role="operator")
    operator.post("/messages/new", data={**HELLO, "to": f"company:{other_company_id}", "title": "Just you"})
    assert [count(each) for each in (client, other_client)] == [0, 1]
    operator.post("/messages/new", data={**HELLO, "to": "companies", "title": "All of you"})
    assert [count(each) for each in (client, other_client)] == [1, 2]
    page = other_client.get("/messages/?kind=operator").text
    assert "Otto, Demo GmbH" in page
    with app.app_context(), every_company():
        message_id = db.session.scalar(db.select(Message.id).where(Message.title == "Just you"))
    other_client.post(f"/messages/{message_id}", data={"text": "Thank you"})
    assert "Olga Owner, Other AG" in operator.get("/messages/").text
    assert count(client) == 1
