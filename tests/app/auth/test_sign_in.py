import re
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from app.audit.models import AuditEntry
from app.auth.models import FailedAttempts, User, UserSession
from app.auth.service import login_throttle
from app.db import db, now
from tests.app.auth.conftest import PASSWORD

SENTENCE = "This e-mail and password don&#39;t belong together."


@pytest.fixture
def later(app):
    """As if so much time had passed since the last guess."""

    def later(**time):
        with app.app_context():
            for row in db.session.query(FailedAttempts):
                row.last_at -= timedelta(**time)
            db.session.commit()

    return later


@pytest.fixture
def patient(app):
    """The limit for one address is out of the way."""
    from app.web.security import limiter

    limiter.enabled = False
    yield
    limiter.enabled = True


def told_to_wait_s(answer):
    return int(re.search(r"Too many attempts. Try again in (\d+) seconds?\.", answer.text)[1])


@pytest.fixture
def noted(inside):
    """(name, who) of entries of the audit log."""

    def noted(action):
        with inside():
            return [(each.name, each.who) for each in db.session.query(AuditEntry).filter_by(action=action)]

    return noted


def test_a_page_sends_visitors_to_sign_in_and_back(visitor, anna_id, sign_in):
    answer = visitor.get("/settings/employees?x=1")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=/settings/employees?x%3D1")
    assert sign_in(visitor, next="/settings/employees").location == "/settings/employees"


def test_the_api_tells_visitors_in_json(visitor):
    answer = visitor.get("/api/catalogue")
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "unauthorized")


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(visitor):
    there = {"HX-Request": "true", "HX-Current-URL": "http://localhost/recordings/?page=2"}
    answer = visitor.get("/recordings/1", headers=there)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/recordings/?page%3D2"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil"])
def test_signing_in_leads_to_no_other_site(visitor, anna_id, sign_in, target):
    assert sign_in(visitor, next=target).location == "/"


def test_a_wrong_password_and_an_unknown_address_are_told_alike(visitor, anna_id, sign_in, noted):
    wrong, unknown = sign_in(visitor, password="wrong"), sign_in(visitor, email="nobody@firm.example")
    assert wrong.status_code == unknown.status_code == 422
    plain = [re.sub(r'(nonce|content|value)="[^"]*"', "", each.text) for each in (wrong, unknown)]
    assert SENTENCE in plain[0]
    assert plain[0] == plain[1]
    assert 'value="nobody@firm.example"' in unknown.text  # what was typed is kept
    assert noted("refused") == [("Anna", "")]


def test_guessing_from_one_address_is_slowed_down(visitor):
    answers = [visitor.post("/sign-in", data={"email": ""}).status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]


@pytest.mark.parametrize("email", ["anna@firm.example", "nobody@firm.example"])
def test_guessing_one_password_takes_ever_longer(patient, visitor, anna_id, sign_in, later, email):
    answers = [sign_in(visitor, email, "wrong") for _ in range(login_throttle.STRICT.free + 1)]
    assert [each.status_code for each in answers] == [422] * login_throttle.STRICT.free + [429]
    assert 0 < told_to_wait_s(answers[-1]) <= 10
    later(seconds=10)
    assert sign_in(visitor, email, "wrong").status_code == 422
    assert 10 < told_to_wait_s(sign_in(visitor, email, "wrong")) <= 20
    assert sign_in(visitor, email.upper() + " ").status_code == 429  # right or wrong, and however it is written


def test_whoever_was_here_before_is_not_kept_out_by_the_guesses_of_others(patient, app, visitor, anna_id, sign_in):
    sign_in(visitor)
    visitor.post("/sign-out")
    stranger = app.test_client()
    assert [sign_in(stranger, password="wrong").status_code for _ in range(6)][-1] == 429
    assert sign_in(stranger).status_code == 429
    assert sign_in(visitor).status_code == 302


def test_the_delay_has_an_end_and_the_right_password_ends_it(patient, app, visitor, anna_id, sign_in, later):
    with app.app_context():
        db.session.add(
            FailedAttempts(about=login_throttle._key("password:anna@firm.example:127.0.0.1"), wrong=60, last_at=now())
        )
        db.session.commit()
    assert "Try again in 15 minutes." in sign_in(visitor).text
    later(minutes=16)
    assert sign_in(visitor).status_code == 302
    with app.app_context():
        assert db.session.query(FailedAttempts).count() == 0


def from_place(sign_in, browser, address, password="wrong"):
    browser.environ_base["REMOTE_ADDR"] = address
    return sign_in(browser, password=password).status_code


def test_guesses_from_one_place_keep_nobody_out_elsewhere(patient, app, visitor, anna_id, sign_in):
    stranger = app.test_client()
    answers = [from_place(sign_in, stranger, "203.0.113.7") for _each in range(40)]
    assert answers == [422] * 5 + [429] * 35
    assert from_place(sign_in, visitor, "198.51.100.1", PASSWORD) == 302


def test_whoever_has_a_network_of_addresses_is_one_place(patient, visitor, anna_id, sign_in):
    answers = [from_place(sign_in, visitor, f"2001:db8:1:1::{host:x}") for host in range(1, 7)]
    assert answers == [422] * 5 + [429]
    assert from_place(sign_in, visitor, "2001:db8:1:2::1") == 422
    assert from_place(sign_in, visitor, "::ffff:203.0.113.7") == 422


def test_guesses_from_many_places_are_slowed_down_for_short(patient, app, visitor, anna_id, sign_in, later):
    everywhere = login_throttle._key("password:anna@firm.example:new")
    places = [f"203.0.113.{host}" for host in range(1, 32)]
    answers = [from_place(sign_in, visitor, place) for place in places]
    assert answers == [422] * 30 + [429]
    with app.app_context():
        db.session.get(FailedAttempts, everywhere).wrong = 1000
        db.session.commit()
    later(minutes=2)
    assert from_place(sign_in, visitor, "198.51.100.1", PASSWORD) == 302
    with app.app_context():
        assert db.session.get(FailedAttempts, everywhere) is None


def test_signing_in_renews_the_session_and_signing_out_ends_it(visitor, anna_id, sign_in, noted):
    visitor.get("/sign-in")
    with visitor.session_transaction() as before:
        before["planted"] = "by somebody else"
    sign_in(visitor)
    with visitor.session_transaction() as after:
        assert "planted" not in after
        stolen = dict(after)
    assert visitor.get("/settings/employees").status_code == 200
    visitor.post("/sign-out")
    with visitor.session_transaction() as again:
        again.update(stolen)
    assert visitor.get("/settings/employees").status_code == 302  # the cookie alone is worth nothing
    assert noted("signed in") == noted("signed out") == [("Anna", "Anna")]


def test_a_session_ends_by_itself(annas_browser, anna_id, inside):
    assert annas_browser.get("/account").status_code == 200
    with inside():
        visit = db.session.query(UserSession).filter_by(user_id=anna_id).one()
        visit.seen_at = now() - timedelta(hours=13)
        db.session.commit()
    assert annas_browser.get("/account").status_code == 302


def test_a_new_browser_is_told_by_mail_and_a_known_one_is_not(visitor, anna_id, sign_in, mails):
    sign_in(visitor)
    visitor.post("/sign-out")
    sign_in(visitor)
    assert [subject for subject, _text in mails()] == ["New sign-in to your account"]
    assert "http://127.0.0.1:8080/account" in mails()[0][1]


def test_ones_language_comes_along(visitor, anna_id, sign_in, inside):
    with inside():
        db.session.get(User, anna_id).language = "de"
        db.session.commit()
    sign_in(visitor)
    assert "Mein Konto" in visitor.get("/account").text


def test_a_form_of_another_session_is_not_done_and_leads_back_to_its_page(app, annas_browser, visitor):
    app.config["WTF_CSRF_ENABLED"] = True
    there = {"Referer": "http://localhost/settings/company"}
    for browser, place in ((annas_browser, "/settings/company"), (visitor, "/sign-in?next=/settings/company")):
        answer = browser.post("/settings/company", data={"name": "X"}, headers=there)
        assert (answer.status_code, answer.location) == (303, place)
        assert browser.get_cookie("kept").value == "/settings/company"
    evil = annas_browser.post("/settings/company", data={"name": "X"}, headers={"Referer": "https://evil.example/x"})
    assert evil.location == "/"
    assert visitor.post("/sign-in", data={"email": "a"}).location == "/sign-in"
    answer = annas_browser.post("/phone/line", json={}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "bad_request")


def test_the_password_is_kept_as_argon2id(anna):
    assert anna().password_hash.startswith("$argon2id$")


def test_a_hash_that_is_too_weak_by_now_is_made_anew_as_somebody_signs_in(app, visitor, anna, sign_in):
    before = anna().password_hash
    app.config["PASSWORD_HASHER"] = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    assert sign_in(visitor).status_code == 302
    assert "t=1" in before
    assert "t=2" in anna().password_hash
    assert sign_in(app.test_client()).status_code == 302


def test_a_program_whose_token_is_of_another_session_is_told_so(app, client):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/settings/voice/new", data={}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "bad_request")
