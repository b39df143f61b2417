"""Who asks, and how, with and without web servers before the portal."""

from dataclasses import replace

import pytest

from app import create_app
from app.auth.models import UserSession
from app.db import db
from app.web.proxies import UNBELIEVED
from tests.app.auth.conftest import PASSWORD
from tests.app.prepared import QUICK_HASHER

SIGN_IN = {"email": "anna@firm.example", "password": PASSWORD}


@pytest.fixture
def behind(app, config):
    """A browser of an installation with so many trusted proxies."""

    def behind(count):
        other = create_app(replace(config, trusted_proxies=count), testing=True)
        other.config.update(WTF_CSRF_ENABLED=False, PASSWORD_HASHER=QUICK_HASHER)
        return other.test_client()

    return behind


def forwarded(*addresses, scheme="https", **more):
    return {"X-Forwarded-For": ", ".join(addresses), "X-Forwarded-Proto": scheme, **more}


def cookies(answer):
    return {each.partition("=")[0]: "Secure" in each for each in answer.headers.getlist("Set-Cookie")}


def address(inside):
    with inside():
        return db.session.query(UserSession.address).order_by(UserSession.id.desc()).limit(1).scalar()


def test_without_a_trusted_proxy_nothing_that_is_forwarded_counts(behind, anna_id, inside):
    answer = behind(0).post("/sign-in", data=SIGN_IN, headers=forwarded("203.0.113.7", **{"X-Forwarded-Host": "evil"}))
    assert answer.status_code == 302
    assert cookies(answer) == {"zentrale": False, "known": False, "language": False}
    assert "Strict-Transport-Security" not in answer.headers
    assert address(inside) == "127.0.0.1"


def test_a_trusted_proxy_says_who_asks_and_by_which_scheme(behind, anna_id, inside):
    browser = behind(1)
    answer = browser.post("/sign-in", data=SIGN_IN, headers=forwarded("203.0.113.7"))
    assert cookies(answer) == {"__Host-zentrale": True, "known": True, "language": True}
    assert "Strict-Transport-Security" in answer.headers
    assert address(inside) == "203.0.113.7"


@pytest.mark.parametrize(("count", "seen"), [(1, "192.0.2.1"), (2, "203.0.113.7")])
def test_what_a_browser_claims_itself_is_left_of_what_is_believed(behind, anna_id, inside, count, seen):
    behind(count).post("/sign-in", data=SIGN_IN, headers=forwarded("198.51.100.9", "203.0.113.7", "192.0.2.1"))
    assert address(inside) == seen


def test_one_address_that_asks_too_often_keeps_no_other_waiting(behind):
    browser = behind(1)

    def ask(address):
        sent = {"email": "nobody@firm.example"}
        return browser.post("/forgotten-password", data=sent, headers=forwarded(address)).status_code

    assert [ask("203.0.113.7") for _each in range(6)] == [200] * 5 + [429]
    assert ask("203.0.113.8") == 200


@pytest.mark.parametrize(
    ("url", "count", "warned"), [("https://a.example", 0, 1), ("https://a.example", 1, 0), ("", 0, 0)]
)
def test_a_proxy_that_is_not_counted_is_told_to_whoever_starts_the_portal(config, caplog, url, count, warned):
    create_app(replace(config, public_url=url, trusted_proxies=count), testing=True)
    assert [record.message for record in caplog.records if "TRUSTED_PROXIES" in record.message] == [UNBELIEVED] * warned
