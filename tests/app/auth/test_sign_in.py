import pytest

from app.account.models import Company
from app.auth import service
from app.db import company_scope, db


@pytest.fixture
def anna(app, company_id):
    with app.app_context(), company_scope(company_id):
        service.add_user(db.session.get(Company, company_id), "Anna", "Anna@Firm.example", "owner", "correct horse")
        db.session.commit()


def sign_in(browser, email="anna@firm.example", password="correct horse", **query):
    return browser.post("/sign-in", data={"email": email, "password": password}, query_string=query)


def test_a_page_sends_visitors_to_sign_in_and_back(visitor, anna):
    answer = visitor.get("/settings/employees?x=1")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=/settings/employees?x%3D1")
    assert sign_in(visitor, next="/settings/employees").location == "/settings/employees"


def test_the_api_tells_visitors_in_json(visitor):
    answer = visitor.get("/api/catalogue")
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "unauthorized")


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil"])
def test_signing_in_leads_to_no_other_site(visitor, anna, target):
    assert sign_in(visitor, next=target).location == "/"


def test_a_wrong_password_and_an_unknown_address_are_told_alike(visitor, anna):
    wrong, unknown = sign_in(visitor, password="wrong"), sign_in(visitor, email="nobody@firm.example")
    assert wrong.status_code == unknown.status_code == 422
    sentence = "This e-mail and password don&#39;t belong together."
    assert sentence in wrong.text
    assert sentence in unknown.text


def test_guessing_is_slowed_down(visitor, anna):
    answers = [sign_in(visitor, email="", password="").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_signing_out_ends_the_session(visitor, anna):
    sign_in(visitor)
    assert visitor.get("/settings/employees").status_code == 200
    visitor.post("/sign-out")
    assert visitor.get("/settings/employees").status_code == 302


def test_the_password_is_kept_as_argon2id(app, anna):
    from app.auth.models import User
    from app.db import every_company

    with app.app_context(), every_company():
        user = db.session.query(User).filter_by(email="anna@firm.example").one()
        assert user.password_hash.startswith("$argon2id$")
