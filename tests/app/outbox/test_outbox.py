import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import text

from app.db import db, every_company, now
from app.outbox import service
from app.outbox.models import OutgoingMail
from app.outbox.sending import AGAIN, _claim, look_after
from config import Config
from tests.app.gateways.mail_server import MailServer

LINK = "https://phone.example/x"


@pytest.fixture
def server():
    with MailServer() as server:
        yield server


@pytest.fixture
def mailing(app, server, config):
    """The installation has a mail server."""
    found = Config.from_env({"ZENTRALE_HOME": str(config.home), **server.environment()})
    app.config["ZENTRALE"] = replace(config, **{name: getattr(found, name) for name in SMTP})


SMTP = ("smtp_host", "smtp_port", "smtp_tls", "mail_from")


@pytest.fixture
def queue(app, company_id):
    def queue(to="anna@firm.example", **how):
        with app.app_context():
            mail = service.queue(company_id, to, "Hello\nAnna", f"Hello <Anna>,\n\n{LINK}", **how)
            db.session.commit()
            return mail.id

    return queue


@pytest.fixture
def row(app):
    def row(mail_id):
        with app.app_context(), every_company():
            return db.session.get(OutgoingMail, mail_id)

    return row


@pytest.fixture
def work(app):
    """What the worker does every few seconds; *later* after a time."""

    def work(later=None):
        with app.app_context(), every_company():
            if later:
                for mail in db.session.query(OutgoingMail):
                    mail.not_before -= later
                db.session.commit()
            look_after()

    return work


def test_a_mail_is_sent_once_and_its_words_are_wiped_out(mailing, server, queue, row, work):
    mail_id = queue()
    work()
    work(later=timedelta(days=1))
    assert [mail["To"] for mail in server.mails] == ["anna@firm.example"]
    assert server.text() == f"Hello <Anna>,\n\n{LINK}\n"
    html = server.mails[0].get_body(("html",)).get_content()
    assert f'<a href="{LINK}">' in html
    assert "Hello &lt;Anna&gt;" in html
    kept = row(mail_id)
    assert (kept.state, kept.subject, kept.text, kept.html) == ("sent", "Hello Anna", "", "")


def test_two_workers_do_not_send_it_twice(app, mailing, queue):
    mail_id = queue()
    with app.app_context(), every_company():
        assert [_claim(mail_id), _claim(mail_id)] == [True, False]


def test_a_mail_that_a_killed_worker_held_is_sent_after_a_while(app, mailing, server, queue, row, work):
    mail_id = queue()
    with app.app_context(), every_company():
        assert _claim(mail_id)
    work()
    assert server.mails == []
    work(later=timedelta(minutes=11))
    assert row(mail_id).state == "sent"
    assert len(server.mails) == 1


def test_trouble_is_tried_again_ever_later_until_it_has_failed(mailing, server, queue, row, work):
    server.refusals["anna@firm.example"] = "451 greylisted"
    mail_id = queue()
    waits = []
    for _attempt in range(len(AGAIN) + 1):
        work(later=timedelta(days=2))
        waits.append(row(mail_id).not_before - now())
    assert all(before < after for before, after in pairwise(waits[:-1]))
    failed = row(mail_id)
    assert (failed.state, failed.trouble) == ("failed", "451 greylisted")
    assert failed.tries == len(AGAIN) + 1


def test_what_is_refused_fails_at_once_and_can_be_tried_again(mailing, server, client, queue, row, work):
    server.refusals["anna@firm.example"] = "550 nobody here"
    mail_id = queue()
    work()
    assert row(mail_id).state == "failed"
    assert "The mail server said: 550 nobody here" in client.get("/outgoing-mail/").text
    server.refusals.clear()
    client.post(f"/outgoing-mail/{mail_id}/again")
    work()
    assert row(mail_id).state == "sent"


def test_one_bad_address_does_not_keep_others_waiting(mailing, server, queue, work):
    server.refusals["anna@firm.example"] = "451 later"
    queue()
    queue("ben@firm.example")
    work()
    assert [mail["To"] for mail in server.mails] == ["ben@firm.example"]


def test_without_a_mail_server_the_link_is_shown_to_whoever_looks_after_accounts(client, queue, row, work):
    shown, hidden = queue(by_hand=True), queue("ben@firm.example")
    work()
    assert row(shown).state == row(hidden).state == "pending"
    page = client.get("/outgoing-mail/").text
    assert page.count(LINK) == 1
    assert "no mail server yet" in page


def test_what_is_no_longer_true_is_not_sent(mailing, server, queue, row, work):
    mail_id = queue(by_hand=True, not_after=now() - timedelta(seconds=1))
    work()
    assert server.mails == []
    assert (row(mail_id).state, row(mail_id).text) == ("expired", "")


def test_another_company_sees_no_mail(client, other_client, queue):
    mail_id = queue(by_hand=True)
    assert LINK not in other_client.get("/outgoing-mail/").text
    assert other_client.post(f"/outgoing-mail/{mail_id}/again").status_code == 404
    assert re.search(r"Hello Anna", client.get("/outgoing-mail/").text)


def test_a_mail_belongs_to_its_transaction(app, company_id):
    with app.app_context():
        service.queue(company_id, "anna@firm.example", "Hello", "Hello")
        db.session.rollback()
        with every_company():
            assert db.session.query(OutgoingMail).count() == 0


def stored(app):
    with app.app_context():
        return db.session.execute(text("SELECT text, html FROM outgoing_mails")).one()


def test_links_in_mails_that_wait_are_sealed_in_the_database(app, queue):
    queue()
    assert not any(LINK in column or "Anna" in column for column in stored(app))


def test_words_that_cannot_be_read_are_not_sent_empty(app, mailing, server, client, queue, row, work):
    mail_id = queue(by_hand=True)
    app.config["ZENTRALE"] = replace(app.config["ZENTRALE"], secret_key="k" * 40)
    work()
    assert server.mails == []
    assert (row(mail_id).state, row(mail_id).text) == ("failed", None)
    assert "has another secret key" in client.get("/outgoing-mail/").text
