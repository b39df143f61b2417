"""The operator makes companies, gives them numbers, and enters their accounts, which they can read."""

import re

import pytest
from sqlalchemy import select

from app.auth.models import Invitation, User
from app.company.models import Company
from app.db import company_scope, db, every_company
from app.flows.models import Number
from app.gateways.kamailio import Memory
from app.outbox.models import OutgoingMail

NEW = {
    "name": "Bäckerei Süß",
    "zone": "Europe/Berlin",
    "country": "DE",
    "customer_number": "2001",
    "owner_name": "Bea Süß",
    "owner_email": "Bea@suess.example",
    "number": "+49 30 555-020",
}


@pytest.fixture
def operator(app, company_id):
    """A browser in which the operator of the installation is signed in."""
    with app.app_context(), company_scope(company_id):
        db.session.add(User(name="Otto", email="otto@operator.example", role="operator", password_hash="-"))
        db.session.commit()
        user = db.session.query(User).filter_by(role="operator").one()
    return app.test_client(user=user)


@pytest.fixture
def made(operator, app):
    answer = operator.post("/companies/new", data=NEW)
    assert answer.status_code == 302
    with app.app_context():
        return db.session.query(Company).filter_by(customer_number="2001").one().id


def test_a_new_company_has_a_number_an_invited_owner_and_a_directory(app, made, switch):
    with app.app_context(), company_scope(made):
        assert [each.number for each in db.session.query(Number)] == ["+4930555020"]
        invitation = db.session.query(Invitation).one()
        assert (invitation.email, invitation.role) == ("bea@suess.example", "owner")
    with app.app_context(), every_company():
        assert db.session.query(OutgoingMail).one().to == "bea@suess.example"
    assert switch.get("c:2001")


def test_without_room_what_was_typed_is_there_with_the_sentence(operator, switch):
    switch.shared = Memory(1_000_000, 990_000)
    answer = operator.post("/companies/new", data=NEW)
    assert answer.status_code == 507
    assert "There is no room for this" in answer.text
    assert [typed for typed in ("Bäckerei Süß", "2001", "Bea Süß") if f'value="{typed}"' not in answer.text] == []
    assert "Bäckerei Süß" not in operator.get("/companies/").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"customer_number": "1002"}, "Another company has the customer number 1002."),
        ({"customer_number": "abc"}, "Three to twelve digits"),
        ({"owner_email": "nobody"}, "This is no e-mail address."),
        ({"owner_email": "owner@1002.example"}, "belongs to somebody else already"),
        ({"number": "03"}, "The number is too short."),
        ({"zone": "Mars/Olympus"}, "Not a valid choice"),
        ({"country": "XX"}, "Not a valid choice"),
        ({"country": ""}, "This field is required"),
        ({"name": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(app, operator, wrong, sentence):
    answer = operator.post("/companies/new", data={**NEW, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Bea Süß" in answer.text
    with app.app_context(), every_company():
        assert db.session.query(Company).count() == 2
        assert db.session.query(OutgoingMail).count() == 0


def test_without_a_country_the_number_is_not_at_fault(operator):
    answer = operator.post("/companies/new", data={**NEW, "country": "", "number": "030 555020"})
    assert ('id="country-faults"' in answer.text, 'id="number-faults"' in answer.text) == (True, False)


def test_a_number_belongs_to_one_company(operator, made, app):
    url = f"/companies/{made}/numbers"
    assert operator.post(url, data={"number": "+49 30 555020"}).status_code == 422
    assert operator.post(url, data={"number": "+4930555021"}).status_code == 302
    page = operator.get(f"/companies/{made}").text
    assert "+4930555021" in page
    with app.app_context(), company_scope(made):
        number_id = db.session.query(Number.id).filter_by(number="+4930555021").scalar()
    assert operator.post(f"{url}/{number_id}/take").status_code == 302
    assert operator.post(f"{url}/{number_id}/take").status_code == 404


def test_entering_is_seen_by_the_owner_and_shows_that_company_alone(operator, other_client, other_company_id):
    operator.post("/settings/employees/new", data={"name": "Home Hanna", "extension": "101"})
    other_client.post("/settings/employees/new", data={"name": "Other Olaf", "extension": "101"})
    operator.post(f"/companies/{other_company_id}/enter")
    page = operator.get("/settings/employees").text
    assert "Other Olaf" in page
    assert "Home Hanna" not in page
    assert "You are in the account of Other AG" in page
    operator.post("/settings/employees/new", data={"name": "Helped Heinz", "extension": "102"})
    operator.post("/companies/leave")
    assert "Home Hanna" in operator.get("/settings/employees").text
    log = other_client.get("/audit/").text
    assert "Otto" in log
    assert "entered" in log
    assert "Helped Heinz" in log


def test_nobody_else_enters_by_a_forged_session(client, other_company_id):
    with client.session_transaction() as session:
        session["entered_company"] = other_company_id
    assert "Other AG" not in client.get("/settings/company").text


def test_the_list_is_searched(operator, made):
    assert "Bäckerei" in operator.get("/companies/?text=555020").text
    page = operator.get("/companies/?text=zürich").text
    assert "No company is like that" in page


def test_an_invitation_is_sent_again_with_another_link(operator, made, app):
    with app.app_context(), company_scope(made):
        first = db.session.query(Invitation).one()
        invitation_id, old = first.id, first.token_hash
    assert operator.post(f"/companies/{made}/invitations/{invitation_id}/again").status_code == 302
    with app.app_context(), company_scope(made):
        assert db.session.query(Invitation).one().token_hash != old


def test_nobody_becomes_an_employee_of_a_company_that_was_only_entered(operator, other_company_id):
    operator.post(
        "/settings/employees/new", data={"name": "Otto", "extension": "101", "email": "otto@operator.example"}
    )
    operator.post(f"/companies/{other_company_id}/enter")
    operator.post(
        "/settings/employees/new", data={"name": "Otto", "extension": "101", "email": "otto@operator.example"}
    )
    assert operator.post("/phone/employee").status_code == 409
    assert operator.post("/phone/line", json={}).status_code == 422


def test_a_form_of_the_company_of_before_changes_nothing(app, operator, company_id, other_company_id):
    """Two tabs: the operator has entered another company meanwhile."""
    app.config["WTF_CSRF_ENABLED"] = True

    def token(path):
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', operator.get(path).text)[1]

    operator.post(f"/companies/{company_id}/enter", data={"csrf_token": token("/account")})
    before = token("/settings/company")
    page = operator.get("/settings/company").text
    operator.post(f"/companies/{other_company_id}/enter", data={"csrf_token": token("/account")})
    sent = {"csrf_token": before, "name": "Changed", "zone": "Europe/Berlin", "country": "DE"}
    assert operator.post("/settings/company", data=sent).status_code == 303
    with app.app_context(), every_company():
        assert "Changed" not in db.session.scalars(select(Company.name)).all()
    other = operator.get("/settings/company").text
    account = re.compile(r'<meta name="account" content="([^"]+)"')
    assert account.search(page)[1] != account.search(other)[1]  # so no kept form comes back there
    sent["csrf_token"] = token("/settings/company")
    assert operator.post("/settings/company", data=sent).status_code == 302


def test_back_in_a_company_its_open_forms_count_again(app, operator, other_company_id):
    """So the operator's own phone goes on after they have looked into another account."""
    app.config["WTF_CSRF_ENABLED"] = True

    def token():
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', operator.get("/account").text)[1]

    own = token()
    assert operator.post(f"/companies/{other_company_id}/enter", data={"csrf_token": own}).status_code == 302
    sent = {"name": "Otto", "language": "en"}
    assert operator.post("/account", data={**sent, "csrf_token": own}).status_code == 303
    assert operator.post("/companies/leave", data={"csrf_token": token()}).status_code == 302
    assert operator.post("/account", data={**sent, "csrf_token": own}).status_code == 302
