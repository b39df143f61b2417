"""What is refused without a key; that keys work is shown in a browser (tests/browser/test_sign_in.py)."""

import pytest

from app.auth.models import Passkey
from app.db import db

JSON = {"Accept": "application/json"}


@pytest.fixture
def passkey(anna_id, company_id, inside):
    """Of Anna; nobody has its private half."""
    with inside():
        row = Passkey(company_id=company_id, user_id=anna_id, name="Blue", credential="AAAA", public_key=b"-")
        row.signatures = 0
        db.session.add(row)
        db.session.commit()
        return row.id


def options(browser, step="first"):
    return browser.post("/sign-in/passkey/options", json={"step": step}, headers=JSON).json


def show(browser, answer, step="first"):
    said = browser.post("/sign-in/passkey", json={"answer": answer, "step": step}, headers=JSON)
    return said.status_code, said.json["error"]["message"]


def answer(credential):
    return {"id": credential, "rawId": credential, "type": "public-key", "response": {}}


def test_visitors_learn_nothing_about_accounts(visitor, passkey):
    asked = options(visitor)
    assert (asked["allowCredentials"], asked["userVerification"]) == ([], "required")
    assert options(visitor, "second")["allowCredentials"] == []


def test_after_the_password_ones_own_passkeys_are_asked_for(visitor, passkey, sign_in):
    assert sign_in(visitor).location.startswith("/sign-in/second-step")
    assert [each["id"] for each in options(visitor, "second")["allowCredentials"]] == ["AAAA"]


@pytest.mark.parametrize("bad", [None, [], {}, "AAAA", {"id": 7}, {"id": "AAAA"}, answer("AAAA"), answer("BBBB")])
def test_what_is_no_answer_is_refused(visitor, passkey, bad):
    options(visitor)
    assert show(visitor, bad)[0] == 422
    assert visitor.get("/account").status_code == 302


def test_a_question_is_answered_once_even_with_an_old_cookie(visitor, passkey):
    options(visitor)
    old = visitor.get_cookie("challenge").value
    assert "not known here" in show(visitor, answer("BBBB"))[1]
    assert visitor.get_cookie("challenge") is None
    assert show(visitor, answer("BBBB"))[1] == "That did not work. Try again."  # nothing was asked
    visitor.set_cookie("challenge", old)
    assert "not known here" not in show(visitor, answer("BBBB"))[1]


def test_a_question_that_arrives_late_undoes_no_sign_in(visitor, sign_in):
    visitor.get("/sign-in")
    asked = visitor.post("/sign-in/passkey/options", json={"step": "first"}, headers=JSON)
    (sent,) = asked.headers.getlist("Set-Cookie")
    assert sent.startswith("challenge=")
    assert {"HttpOnly", "SameSite=Strict"} <= set(sent.split("; "))


def test_what_a_page_fetches_in_the_background_leaves_the_session_alone(visitor, anna_id, sign_in):
    sign_in(visitor)
    assert "zentrale=" in str(visitor.get("/account").headers)  # its forms' token
    for path in ("/account", "/calls/"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])


def test_a_question_for_a_new_passkey_is_none_for_signing_in(annas_browser, passkey):
    annas_browser.post("/account/passkeys/options", json={}, headers=JSON)
    assert show(annas_browser, answer("AAAA"))[1] == "That did not work. Try again."


def test_the_second_step_needs_the_first(visitor, passkey):
    options(visitor, "second")
    assert "Begin again with your password." in show(visitor, answer("AAAA"), "second")[1]


def test_nobody_touches_the_passkeys_of_others(other_client, annas_browser, passkey):
    for path in (f"/account/passkeys/{passkey}", f"/account/passkeys/{passkey}/remove"):
        assert other_client.get(path).status_code == 404
        assert other_client.post(path, data={"name": "Mine"}).status_code == 404
        assert annas_browser.get(path).status_code == 200
    assert annas_browser.post(f"/account/passkeys/{passkey}", data={"name": ""}).status_code == 422
    assert annas_browser.post(f"/account/passkeys/{passkey}/remove").status_code == 302
    assert "Blue" not in annas_browser.get("/account/second-factor").text
