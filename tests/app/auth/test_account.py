import re
from datetime import timedelta

import pytest

from app.auth.models import Invitation, OneTimeLink, User, UserSession
from app.auth.service import links
from app.auth.service.sessions import sign_out_everywhere
from app.db import company_scope, db, now
from app.people.models import Employee
from tests.app.auth.conftest import PASSWORD, link

NEW = "two blue umbrellas"


@pytest.fixture
def stale(inside):
    """It is a while since she showed who she is."""

    def stale():
        with inside():
            for user_session in db.session.query(UserSession):
                user_session.authenticated_at = now() - timedelta(minutes=11)
            db.session.commit()

    return stale


@pytest.fixture
def forgotten(app, visitor):
    """Somebody says that they have forgotten the password of an address; what the page says."""

    def forgotten(email="anna@firm.example"):
        page = visitor.post("/forgotten-password", data={"email": email}).text
        with app.app_context():
            links.answer_requests()
        return page

    return forgotten


def test_name_and_language(annas_browser, anna):
    assert annas_browser.post("/account", data={"name": "Anna Berg 🎉", "language": "de"}).status_code == 302
    assert (anna().name, anna().language) == ("Anna Berg 🎉", "de")
    assert "Mein Konto" in annas_browser.get("/account").text
    wrong = annas_browser.post("/account", data={"name": "", "language": "tlh"})
    assert wrong.status_code == 422
    assert wrong.text.count("-faults") >= 2


def test_a_new_password_needs_the_old_one_and_ends_all_other_sessions(app, annas_browser, anna, sign_in, mails):
    elsewhere = app.test_client()
    sign_in(elsewhere)
    wrong = annas_browser.post("/account/password", data={"old": "wrong", "password": NEW})
    assert (wrong.status_code, "This is not your password." in wrong.text) == (422, True)
    weak = annas_browser.post("/account/password", data={"old": PASSWORD, "password": "short"})
    assert (weak.status_code, 'id="password-faults"' in weak.text) == (422, True)
    assert annas_browser.post("/account/password", data={"old": PASSWORD, "password": NEW}).status_code == 302
    assert annas_browser.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    assert mails()[-1][0] == "Your password was changed"
    assert sign_in(elsewhere, password=PASSWORD).status_code == 422
    assert sign_in(elsewhere, password=NEW).status_code == 302


def test_the_old_password_is_not_to_be_guessed(annas_browser, anna_id):
    answers = [annas_browser.post("/account/password", data={"old": "no", "password": NEW}) for _ in range(6)]
    assert [each.status_code for each in answers] == [422] * 5 + [429]
    assert "Too many attempts." in answers[-1].text


def test_sessions_are_listed_and_ended(app, annas_browser, other_client, sign_in, inside):
    phone = app.test_client()
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
    phone.environ_base["HTTP_USER_AGENT"] = agent
    sign_in(phone)
    page = annas_browser.get("/account").text
    assert "Safari, iPhone" in page
    assert page.count("this browser") == 1
    with inside():
        session_id = db.session.query(UserSession).filter_by(agent=agent).one().id
    assert other_client.post(f"/account/sessions/{session_id}/end").status_code == 404
    assert phone.get("/account").status_code == 200
    annas_browser.post(f"/account/sessions/{session_id}/end")
    assert phone.get("/account").status_code == 302
    sign_in(phone)
    annas_browser.post("/account/sessions/end")
    assert phone.get("/account").status_code == 302
    assert annas_browser.get("/account").status_code == 200


def test_an_address_is_changed_once_it_is_confirmed(app, annas_browser, visitor, anna, mails):
    annas_browser.post("/account/address", data={"email": "Anna@New.example"})
    assert mails()[-1][0] == "Your address is to be changed"
    (mail,) = mails("anna@new.example")
    assert visitor.get(link(mail)).status_code == 200
    assert anna().email == "anna@firm.example"
    assert visitor.post(link(mail)).status_code == 302
    assert anna().email == "anna@new.example"
    assert mails()[-1][0] == "Your address was changed"
    assert visitor.post(link(mail)).status_code == 410


@pytest.mark.parametrize("email", ["owner@1002.example", "nonsense"])
def test_an_address_that_is_used_or_no_address_is_refused_beside_its_field(annas_browser, email):
    answer = annas_browser.post("/account/address", data={"email": email})
    assert answer.status_code == 422
    assert 'id="email-faults"' in answer.text
    assert f'value="{email}"' in answer.text


def shown(page):
    """The page without its tokens, which have the time in them."""
    return re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", page.split("<main")[1])


def test_a_forgotten_password_is_chosen_anew_once(forgotten, visitor, annas_browser, anna, sign_in, mails):
    known, unknown = forgotten(), forgotten("nobody@firm.example")
    assert shown(known).replace("anna@", "nobody@") == shown(unknown)
    assert mails("nobody@firm.example") == []
    path = link(mails()[-1])
    assert "anna@firm.example" in visitor.get(path).text
    assert visitor.post(path, data={"password": "short"}).status_code == 422
    assert visitor.post(path, data={"password": NEW}).status_code == 302
    assert visitor.post(path, data={"password": "three red umbrellas"}).status_code == 410
    assert annas_browser.get("/account").status_code == 302
    assert sign_in(visitor, password=NEW).status_code == 302


def test_a_link_is_no_longer_taken_after_an_hour(forgotten, visitor, anna_id, mails, inside):
    forgotten()
    with inside():
        row = db.session.query(OneTimeLink).one()
        assert row.token_hash not in mails()[-1][1]
        row.expires_at = now() - timedelta(seconds=1)
        db.session.commit()
    assert visitor.get(link(mails()[-1])).status_code == 410


def test_nobodys_mailbox_is_filled_by_others(forgotten, anna_id, mails):
    for _attempt in range(5):
        forgotten()
    assert len(mails()) == links.MOST


def test_a_link_for_an_address_sets_no_password(annas_browser, visitor, mails):
    annas_browser.post("/account/address", data={"email": "anna@new.example"})
    token = link(mails("anna@new.example")[0]).rpartition("/")[2]
    assert visitor.get(f"/new-password/{token}").status_code == 410


@pytest.mark.parametrize(
    "path", ["address", "app", "app/remove", "passkeys/new", "recovery-codes"], ids=lambda path: path.replace("/", " ")
)
def test_after_ten_minutes_they_show_again_who_they_are(annas_browser, stale, path):
    assert annas_browser.get("/account/reauthenticate").status_code == 302  # just now it was shown
    stale()
    answer = annas_browser.get(f"/account/{path}")
    assert answer.location == f"/account/reauthenticate?next=/account/{path}"
    wrong = annas_browser.post(answer.location, data={"password": "wrong"})
    assert (wrong.status_code, "This is not your password." in wrong.text) == (422, True)
    assert annas_browser.post(answer.location, data={"password": PASSWORD}).location == f"/account/{path}"
    assert annas_browser.get(f"/account/{path}").status_code in (200, 302)


def test_a_script_is_told_that_they_must_show_it_again(annas_browser, stale):
    stale()
    answer = annas_browser.post("/account/passkeys/options", json={}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "reauthenticate")


def test_an_operator_in_another_companys_account_has_their_own(app, anna, anna_id, other_company_id, inside):
    with inside():
        db.session.get(User, anna_id).role = "operator"
        db.session.commit()
    browser = app.test_client(user=anna())
    browser.post(f"/companies/{other_company_id}/enter")
    page = browser.get("/account")
    assert "anna@firm.example" in page.text
    assert "this browser" in page.text
    assert browser.post("/account/password", data={"old": PASSWORD, "password": NEW}).status_code == 302
    assert "Other AG" in browser.get("/settings/company").text


@pytest.mark.parametrize("remedy", ["password", "others", "owner"])
def test_no_link_that_a_thief_asked_for_survives_the_remedy(
    app, annas_browser, anna, anna_id, sign_in, mails, visitor, inside, remedy
):
    thief = annas_browser
    assert thief.post("/account/address", data={"email": "thief@evil.example"}).status_code == 302
    if remedy == "owner":
        with inside():
            sign_out_everywhere(db.session.get(User, anna_id))
            db.session.commit()
    else:
        anna_herself = app.test_client()
        sign_in(anna_herself)
        path, data = {
            "password": ("/account/password", {"old": PASSWORD, "password": NEW}),
            "others": ("/account/sessions/end", {}),
        }[remedy]
        assert anna_herself.post(path, data=data).status_code == 302
    assert thief.get("/account").status_code == 302
    visitor.post(link(mails("thief@evil.example")[-1]))
    assert anna().email == "anna@firm.example"


def test_a_link_for_a_new_password_ends_with_the_password_and_the_address(
    annas_browser, anna, mails, visitor, forgotten
):
    for change in ("password", "address"):
        forgotten()
        old = link(mails()[-1])
        if change == "password":
            annas_browser.post("/account/password", data={"old": PASSWORD, "password": NEW})
        else:
            annas_browser.post("/account/address", data={"email": "anna@new.example"})
            visitor.post(link(mails("anna@new.example")[-1]))
            assert anna().email == "anna@new.example"
        assert visitor.post(old, data={"password": "thief was here 12"}).status_code != 302


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/settings/employees/{}/access/invitation", {"email": "thief@evil.example", "role": "owner"}),
        ("/settings/employees/{}/access/role", {"role": "owner"}),
    ],
)
def test_who_gives_access_to_others_shows_again_who_they_are(annas_browser, stale, inside, company_id, path, data):
    """A session that was left open lets nobody in for good."""
    with inside(), company_scope(company_id):
        employee = Employee(extension="55", name="Eva", email="")
        db.session.add(employee)
        db.session.commit()
        path = path.format(employee.id)
    stale()
    page = path.rpartition("/")[0]
    answer = annas_browser.post(path, data=data, headers={"Referer": f"http://localhost{page}"})
    assert (answer.status_code, answer.location) == (303, f"/account/reauthenticate?next={page}")
    assert annas_browser.get_cookie("kept").value == page
    with inside():
        assert db.session.query(Invitation).count() == 0


def test_an_import_that_gives_roles_asks_who_they_are(annas_browser, stale):
    table = "extension;name;email;role\n60;Thea;thief@evil.example;owner\n"
    page = annas_browser.post("/settings/employees/import", data={"text": table}).location
    stale()
    answer = annas_browser.post(page, headers={"Referer": f"http://localhost{page}"})
    assert (answer.status_code, answer.location) == (303, f"/account/reauthenticate?next={page}")
    assert annas_browser.post(page).status_code == 303  # and as long as they have not


def test_an_import_that_changes_no_role_does_not(annas_browser, anna_id, stale, inside, company_id):
    with inside(), company_scope(company_id):
        employee = Employee(extension="61", name="Tom", email="")
        db.session.add(employee)
        db.session.flush()
        db.session.get(User, anna_id).employee_id = employee.id
        db.session.commit()
    table = "extension;name;role\n61;Tim;owner\n"
    page = annas_browser.post("/settings/employees/import", data={"text": table}).location
    stale()
    assert annas_browser.post(page).location == "/settings/employees"
