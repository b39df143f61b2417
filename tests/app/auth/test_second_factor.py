import re
import time
from dataclasses import replace

import pyotp
import pytest

from app.auth.models import RecoveryCode, User
from app.auth.service import totp
from app.db import db
from tests.app.auth.conftest import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """It stands still, so that no step ends between two requests."""
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment)


def code(steps=0, secret=SECRET):
    """What the app shows now, or some steps of 30 s later."""
    return pyotp.TOTP(secret).at(int(time.time()) + 30 * steps)


def give_app(user):
    assert totp.set_up(user, SECRET, code())
    user.totp_step = None


@pytest.fixture
def with_app(anna_id, inside):
    """Anna has an app for codes."""
    with inside():
        give_app(db.session.get(User, anna_id))
        db.session.commit()


@pytest.fixture
def codes(with_app, annas_browser):
    """Her recovery codes."""
    page = annas_browser.post("/account/recovery-codes", follow_redirects=True).text
    return re.findall(r"<code>([a-z0-9-]+)</code>", page)


@pytest.fixture
def half(visitor, with_app, sign_in):
    """A browser in which she has shown her password, and no more."""
    assert sign_in(visitor, next="/flows/").location == "/sign-in/second-step?next=/flows/"
    return visitor


def show(browser, code):
    return browser.post("/sign-in/second-step?next=/flows/", data={"code": code})


def is_in(browser):
    return browser.get("/account").status_code == 200


def test_an_app_is_set_up_once_a_code_shows_that_it_works(annas_browser, anna, inside):
    page = annas_browser.get("/account/app").text
    secret = re.search(r'<code class="text-break">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")
    assert "<svg" in page
    wrong = annas_browser.post("/account/app", data={"code": "000000"})
    assert (wrong.status_code, anna().totp_sealed) == (422, None)
    right = annas_browser.post("/account/app", data={"code": code(secret=secret)})
    assert right.location == "/account/recovery-codes/new"
    shown = annas_browser.get(right.location).text
    assert len(re.findall(r"<code>[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}</code>", shown)) == 10
    assert annas_browser.get(right.location).status_code == 302  # they are shown once
    assert secret not in anna().totp_sealed
    with inside():
        assert totp.secret_of(anna()) == secret


def test_the_password_alone_opens_nothing(half):
    assert not is_in(half)
    assert "Type the code that your app shows now." in half.get("/sign-in/second-step").text
    assert show(half, "000000").status_code == 422
    assert not is_in(half)


def test_a_code_is_the_second_step_and_leads_on(half):
    answer = show(half, f" {code()[:3]} {code()[3:]} ")
    assert answer.location == "/flows/"
    assert is_in(half)


def test_a_code_is_taken_once(app, half, sign_in):
    now = code()
    show(half, now)
    other = app.test_client()
    sign_in(other)
    answer = show(other, now)
    assert "was used already" in answer.text
    assert show(other, code(-1)).status_code == 422  # nor one of before
    assert show(other, code(1)).status_code == 302


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 302), (1, 302), (2, 422)])
def test_clocks_may_differ_by_half_a_minute(half, steps, status):
    assert show(half, code(steps)).status_code == status


def test_guessing_codes_takes_ever_longer(half, sign_in):
    answers = [show(half, f"{n:06}").status_code for n in range(6)]
    assert answers == [422] * 5 + [429]
    sign_in(half)  # the password does not begin it anew
    assert show(half, code()).status_code == 429


def test_whoever_guesses_codes_keeps_nobody_out_of_a_browser_of_theirs(app, half, sign_in):
    assert show(half, code()).status_code == 302
    half.post("/sign-out")
    stranger = app.test_client()
    sign_in(stranger)
    assert [show(stranger, f"{n:06}").status_code for n in range(6)] == [422] * 5 + [429]
    sign_in(half)
    assert show(half, code(1)).status_code == 302


def test_the_second_step_does_not_wait_for_ever(half, anna_id, inside):
    with half.session_transaction() as session:
        session["half"] = [anna_id, int(time.time()) - 601, session["half"][2]]
    assert show(half, code()).location == "/sign-in?next=/flows/"


def test_a_new_password_ends_what_the_old_one_began(half, anna_id, inside):
    with inside():
        db.session.get(User, anna_id).password_hash = "$another"
        db.session.commit()
    assert show(half, code()).location == "/sign-in?next=/flows/"


def test_a_recovery_code_works_once(app, codes, visitor, sign_in, mails):
    sign_in(visitor)
    assert show(visitor, codes[0].upper().replace("-", " ")).status_code == 302
    assert is_in(visitor)
    assert "9 of them are left" in dict(mails())["A recovery code was used"]
    other = app.test_client()
    sign_in(other)
    assert show(other, codes[0]).status_code == 422
    assert show(other, codes[1]).status_code == 302


def test_new_recovery_codes_end_the_old_ones(codes, annas_browser, visitor, sign_in, inside):
    annas_browser.post("/account/recovery-codes")
    with inside():
        assert db.session.query(RecoveryCode).count() == 10
        assert codes[0] not in {each.code_hash for each in db.session.query(RecoveryCode)}
    sign_in(visitor)
    assert show(visitor, codes[0]).status_code == 422


def test_without_the_app_the_password_is_enough_and_codes_are_gone(codes, annas_browser, visitor, sign_in, inside):
    assert annas_browser.post("/account/app/remove").status_code == 302
    with inside():
        assert db.session.query(RecoveryCode).count() == 0
    assert sign_in(visitor).location == "/"
    assert is_in(visitor)


def test_a_company_may_demand_a_second_factor(annas_browser, company, anna_id, inside):
    company(requires_second_factor=True)
    assert annas_browser.get("/flows/").location == "/account/second-factor"
    assert "demands a second factor" in annas_browser.get("/account/second-factor").text
    api = annas_browser.get("/api/catalogue", headers={"Accept": "application/json"})
    assert (api.status_code, api.json["error"]["code"]) == (403, "forbidden")
    part = annas_browser.get("/flows/", headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == "/account/second-factor"
    for role, status in (("supervisor", 200), ("manager", 302)):
        with inside():
            db.session.get(User, anna_id).role = role
            db.session.commit()
        assert annas_browser.get("/flows/").status_code == status
    with inside():
        give_app(db.session.get(User, anna_id))
        db.session.commit()
    assert annas_browser.get("/flows/").status_code == 200


def test_secrets_are_in_no_audit_entry(annas_browser):
    page = annas_browser.get("/account/app").text
    secret = re.search(r'<code class="text-break">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")
    annas_browser.post("/account/app", data={"code": code(secret=secret)})
    annas_browser.post("/account/password", data={"old": PASSWORD, "password": "two blue umbrellas"})
    entries = annas_browser.get("/audit/").text
    assert entries.count("•••") >= 3
    assert secret not in entries
    assert "argon2id" not in entries


@pytest.fixture
def another_key(app):
    """The installation's secret key is another one from now on; cookies of before are worth nothing either."""

    def change():
        app.config["ZENTRALE"] = replace(app.config["ZENTRALE"], secret_key="k" * 40)
        app.secret_key = "k" * 40

    return change


def test_with_another_secret_key_a_recovery_code_opens_and_the_app_is_set_up_again(
    app, codes, another_key, anna, inside, sign_in
):
    another_key()
    browser = app.test_client()
    assert sign_in(browser).location == "/sign-in/second-step?next=/"
    assert "Type a recovery code." in browser.get("/sign-in/second-step").text
    assert show(browser, code()).status_code == 422
    assert not is_in(browser)
    assert show(browser, codes[0]).status_code == 302
    page = browser.get("/account/second-factor").text
    assert "Set the app up again." in page
    secret = re.search(r'<code class="text-break">([A-Z2-7 ]+)</code>', browser.get("/account/app").text)[1]
    browser.post("/account/app", data={"code": code(secret=secret.replace(" ", ""))})
    assert "Set the app up again." not in browser.get("/account/second-factor").text
    with inside():
        assert not totp.is_lost(anna())


def test_a_sealed_secret_is_of_no_use_in_another_row(with_app, anna, inside):
    with inside():
        stolen = User(id=anna().id + 1, totp_sealed=anna().totp_sealed)
        assert (totp.secret_of(anna()), totp.secret_of(stolen)) == (SECRET, None)


def test_who_has_the_cookie_cannot_read_the_secrets_that_wait_in_it(annas_browser, anna):
    page = annas_browser.get("/account/app").text
    secret = re.search(r'<code class="text-break">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")
    with annas_browser.session_transaction() as session:
        assert secret not in str(dict(session))
    annas_browser.post("/account/app", data={"code": code(secret=secret)})
    with annas_browser.session_transaction() as session:
        waiting = str(dict(session))
    codes = re.findall(r"[a-z0-9]{4,}-[a-z0-9]{4,}", annas_browser.get("/account/recovery-codes/new").text)
    assert codes
    assert not [each for each in codes if each in waiting or each.replace("-", "") in waiting]
