"""Letters that come by mail, too: to whom, once, and only of the kinds that they wish."""

from datetime import timedelta

import pytest

from app.db import now
from app.messages.mailing import mail_messages
from app.outbox.sending import send_due
from config import Config
from tests.app.gateways.mail_server import MailServer

HELLO = {"to": "employee:101", "title": "Lunch", "text": "At noon? 🍕"}


@pytest.fixture
def mails(app, config):
    """A mail server that the installation knows; its newest mails last."""
    with MailServer() as server:
        variables = {"ZENTRALE_HOME": str(config.home), "ZENTRALE_PUBLIC_URL": "https://exchange.example"}
        app.config["ZENTRALE"] = Config.from_env(variables | server.environment())
        yield server.mails


@pytest.fixture
def work(app):
    """What the worker does now and then; returns how many messages it mailed."""

    def work():
        with app.app_context():
            count = mail_messages()
            send_due()
        return count

    return work


@pytest.fixture
def people(team, sign_in):
    return {name: sign_in(name, extension) for name, extension in (("Anna", "101"), ("Ben", "102"))}


def test_a_message_is_mailed_once_to_who_wishes_so(mails, work, people):
    assert people["Anna"].post("/messages/mail", data={"kinds": ["colleague"]}).status_code == 302
    people["Ben"].post("/messages/new", data=HELLO)
    assert work() == 1
    assert work() == 0
    (mail,) = mails
    text = mail.get_body(("plain",)).get_content()
    assert (mail["To"], "Lunch" in mail["Subject"]) == ("anna@1001.example", True)
    assert "At noon? 🍕" in text
    assert "https://exchange.example/messages/" in text


def test_who_wishes_nothing_or_another_kind_gets_no_mail(mails, work, people):
    people["Ben"].post("/messages/new", data=HELLO)
    assert work() == 0
    people["Anna"].post("/messages/mail", data={"kinds": ["missed"]})
    people["Ben"].post("/messages/new", data=HELLO)
    assert work() == 0
    assert mails == []


def test_what_came_before_the_wish_is_not_mailed(mails, work, people):
    people["Ben"].post("/messages/new", data=HELLO)
    people["Anna"].post("/messages/mail", data={"kinds": ["colleague"]})
    assert work() == 0


def test_what_a_flow_tells_is_mailed(mails, work, people, call):
    people["Anna"].post("/messages/mail", data={"kinds": ["note"]})
    call("c1", "Please call back", at=now() + timedelta(minutes=1))
    assert work() == 1
    assert "Please call back" in mails[0].get_body(("plain",)).get_content()
