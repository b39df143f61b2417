"""The page of the phone in the browser, and the line that it is lent."""

import json

import pytest

from app.auth.models import User
from app.browser_phone.service import close_ended
from app.db import company_scope, db, now
from app.exchange import service as exchange
from app.people.models import Employee
from app.people.service import employees
from app.web.i18n import LANGUAGES

ACCOUNT = "1001-101-web"


@pytest.fixture
def me(app, company_id):
    """Changes who is signed in."""

    def change(**values):
        with app.app_context(), company_scope(company_id):
            user = db.session.query(User).one()
            for name, value in values.items():
                setattr(user, name, value)
            db.session.commit()

    return change


@pytest.fixture
def employee(app, company_id):
    """An employee who is nobody's account yet; returns the id."""

    def employee(extension, email):
        with app.app_context(), company_scope(company_id):
            made, _, _ = employees.add_employee(extension, "Olga", email)
            db.session.commit()
            return made.id

    return employee


def open_line(client, renews=""):
    return client.post("/phone/line", json={"line": renews}, headers={"Accept": "application/json"})


def entry(switch):
    return json.loads(switch.entries[f"a:{ACCOUNT}"])


def phones_of(switch, extension):
    return switch.directory()["employees"][extension]["phones"]


def test_an_owner_becomes_an_employee_by_one_press_and_only_once(client, switch, in_company):
    assert "Make me an employee" in client.get("/phone/").text
    for _ in range(2):
        page = client.post("/phone/employee", follow_redirects=True).text
        assert "Extension 101" in page
    (found,) = db.session.query(Employee).all()
    assert (found.name, found.email) == ("Olga Owner", "owner@1001.example")
    assert db.session.query(User).one().employee_id == found.id
    assert phones_of(switch, "101") == [ACCOUNT]


def test_the_extension_is_one_that_nothing_has(client, employee, app, company_id):
    employee("101", "")
    with app.app_context(), company_scope(company_id):
        exchange._set("x:1001:102", "{}")
        db.session.commit()
    assert "Extension 103" in client.post("/phone/employee", follow_redirects=True).text


@pytest.mark.parametrize("role", ["supervisor", "employee"])
def test_who_may_not_enter_employees_is_told_whom_to_ask(client, me, role):
    me(role=role)
    page = client.get("/phone/").text
    assert "Ask the owner" in page
    assert "owner@1001.example" in page
    assert "Make me an employee" not in page
    assert client.post("/phone/employee").status_code == 403


def test_an_employee_with_the_same_address_is_who_it_is(client, employee, in_company):
    found = employee("120", "Owner@1001.example")
    assert "Extension 120" in client.get("/phone/").text
    assert open_line(client).json["account"] == "1001-120-web"
    assert db.session.query(User).one().employee_id == found


@pytest.mark.parametrize("role", ["manager", "supervisor", "employee"])
def test_an_address_makes_nobody_an_employee_who_may_not_manage_accounts(client, employee, me, in_company, role):
    """Managers may write any address into the settings of any employee."""
    number = employee("102", "anna@demo.example")
    me(role="manager")
    data = {"name": "Anna", "email": "owner@demo.example", "skills": "", "revision": 1}
    me(email=data["email"])
    assert client.post(f"/settings/employees/{number}", data=data).status_code == 302
    me(role=role)
    assert open_line(client).status_code == 422
    assert db.session.query(User.employee_id).scalar() is None
    db.session.rollback()
    me(role="manager")
    answer = client.post("/phone/employee")
    assert answer.status_code == 409
    assert "Ask the owner to link your account" in answer.text
    assert db.session.query(User.employee_id).scalar() is None
    assert db.session.query(Employee).count() == 1


def test_two_with_the_same_address_are_nobody(client, employee):
    employee("120", "owner@1001.example")
    employee("121", "owner@1001.example")
    assert "Make me an employee" in client.get("/phone/").text


def test_somebody_elses_employee_is_nobody(client, employee, me, app, other_company_id):
    with app.app_context(), company_scope(other_company_id):
        other, _, _ = employees.add_employee("120", "Other", "")
        db.session.commit()
        other_id = other.id
    me(employee_id=other_id)
    assert "Make me an employee" in client.get("/phone/").text
    assert open_line(client).json["error"]["code"] == "no_employee"


def test_a_line_is_a_password_for_a_quarter_of_an_hour_and_makes_the_browser_a_phone(client, switch):
    client.post("/phone/employee")
    line = open_line(client).json
    assert line["account"] == ACCOUNT
    assert 890_000 < line["lasts_ms"] <= 900_000
    kept = entry(switch)
    assert kept["ha1"] == employees.ha1(ACCOUNT, "zentrale", line["password"])
    assert (kept["company"], kept["extension"], kept["line"]) == ("1001", "101", line["line"])
    assert 0 < kept["until_ms"] - now().timestamp() * 1000 <= 900_000
    assert line["password"] not in str(switch.entries)
    assert phones_of(switch, "101") == [ACCOUNT]


def test_a_line_is_renewed_until_another_browser_takes_it_over(client, switch):
    client.post("/phone/employee")
    first = open_line(client).json
    again = open_line(client, first["line"]).json
    assert again["line"] == first["line"]
    assert again["password"] != first["password"]
    other = open_line(client).json
    refused = open_line(client, first["line"])
    assert (refused.status_code, refused.json["error"]["code"]) == (409, "line_taken")
    assert entry(switch)["line"] == other["line"]
    client.post("/phone/line/close", json={"line": first["line"]})
    assert entry(switch)["line"] == other["line"]
    client.post("/phone/line/close", json={"line": other["line"]})
    assert f"a:{ACCOUNT}" not in switch.entries
    assert open_line(client, other["line"]).status_code == 409


@pytest.mark.parametrize("body", ["", "[]", '{"line": 5}', "{"])
def test_what_is_no_line_takes_the_phone_over(client, body):
    client.post("/phone/employee")
    answer = client.post("/phone/line", data=body, content_type="application/json")
    assert answer.json["account"] == ACCOUNT


def test_while_the_switch_is_away_one_is_told_so(client, switch):
    client.post("/phone/employee")
    switch.is_down = True
    answer = open_line(client)
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "switch_down")
    switch.is_down = False
    assert open_line(client).status_code == 200


def test_the_phone_in_the_browser_is_among_an_employees_phones_and_has_no_password(client, in_company):
    client.post("/phone/employee")
    open_line(client)
    (me,) = db.session.query(Employee).all()
    (phone,) = me.phones
    page = client.get(f"/settings/employees/{me.id}/phones").text
    assert "Phone in the browser" in page
    assert f"/settings/employees/{me.id}/phones/{phone.id}/password" not in page
    said = client.post(f"/settings/employees/{me.id}/phones/{phone.id}/password", follow_redirects=True).text
    assert "A phone in the browser needs no password." in said
    client.post(f"/settings/employees/{me.id}/phones/{phone.id}/delete")
    assert exchange.entry(f"a:{ACCOUNT}") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_window_can_be_installed(client, language):
    page = client.get("/phone/", headers={"Accept-Language": language}).text
    url = f"/static/phone.{language}.webmanifest"
    assert f'rel="manifest" href="{url}"' in page
    with client.get(url) as answer:
        assert answer.mimetype == "application/manifest+json"
        manifest = answer.json
    assert f"<title>{manifest['short_name']} ·" in page
    assert client.get(manifest["start_url"]).status_code == 200
    for icon in manifest["icons"]:
        with client.get(f"/static/{icon['src']}") as answer:
            assert answer.mimetype == icon["type"]


def test_the_page_says_whom_one_can_call(client, employee, app, company_id, config):
    employee("120", "")
    with app.app_context(), company_scope(company_id):
        exchange._set("n:+49301", '{"company":"1001","program":"x"}')
        exchange._set("n:+49302", '{"company":"1002","program":"x"}')
        db.session.commit()
    page = client.post("/phone/employee", follow_redirects=True).text
    assert 'data-number="120"' in page
    assert 'data-number="+49301"' in page
    assert "+49302" not in page
    assert f'data-socket="ws://127.0.0.1:{config.phone_port}"' in page


@pytest.fixture
def work(app):
    """What the worker does again and again."""

    def work():
        with app.app_context():
            close_ended()

    return work


def is_open(switch):
    return bool(switch.entries.get(f"a:{ACCOUNT}"))


def test_a_line_lasts_as_long_as_its_session(client, switch, work):
    client.post("/phone/employee")
    open_line(client)
    work()
    assert is_open(switch)
    client.post("/sign-out")
    assert is_open(switch)
    work()
    assert not is_open(switch)
    work()


def test_a_line_that_another_session_has_taken_over_stays(app, client, switch, company_id, work):
    client.post("/phone/employee")
    open_line(client)
    with app.app_context(), company_scope(company_id):
        user = db.session.query(User).one()
    other = app.test_client(user=user)
    open_line(other)
    client.post("/sign-out")
    work()
    assert is_open(switch)
    other.post("/account/sessions/end")
    work()
    assert is_open(switch)


def test_whoever_loses_access_loses_the_line(app, client, switch, company_id, work):
    client.post("/phone/employee")
    open_line(client)
    with app.app_context(), company_scope(company_id):
        db.session.delete(db.session.query(User).one())
        db.session.commit()
    work()
    assert not is_open(switch)


def test_what_the_switch_did_not_hear_it_hears_later(client, switch, app, work, company_id):
    client.post("/phone/employee")
    open_line(client)
    client.post("/sign-out")
    switch.is_down = True
    work()
    assert is_open(switch)
    with app.app_context(), company_scope(company_id):
        assert exchange.entry(f"a:{ACCOUNT}") is None  # the repair brings it to the switch
