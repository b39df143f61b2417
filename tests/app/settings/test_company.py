"""The company's own page, and what it means for drawings."""

import re

import pytest

from app.company.models import Company
from app.company.service import own_company
from app.db import db
from app.flows.numbers import add_number
from app.hours.models import Calendar
from app.hours.special_days import closed_on
from app.people.service.employees import add_employee, delete_phone
from app.people.service.groups import add_group
from app.ports.directory import KINDS, known
from app.settings.emergency import DialsEmergency
from app.settings.service import change_company
from tests.app.settings.test_pages import directory

FORM = {"name": "New GmbH", "zone": "Europe/Vienna", "country": "AT", "requires_consent": "y"}


def test_what_is_changed_goes_to_the_switch(client, switch, app):
    client.post("/settings/employees/new", data={"extension": "101", "name": "Anna"})
    client.post("/settings/company", data=FORM)
    assert directory(switch)["name"] == "New GmbH"
    assert list(directory(switch)["zones"]) == ["Europe/Vienna"]
    assert directory(switch)["numbering"]["code"] == "43"
    assert 'value="New GmbH"' in client.get("/settings/company").text


@pytest.mark.parametrize("change", [{"zone": "Mars/Olympus"}, {"name": ""}, {"country": "XX"}, {"country": ""}])
def test_a_faulty_form_changes_nothing(client, app, change):
    assert client.post("/settings/company", data={**FORM, **change}).status_code == 422
    with app.app_context():
        assert {each.name for each in db.session.query(Company)} == {"Demo GmbH", "Other AG"}


def test_one_company_changes_itself_alone(client, app):
    client.post("/settings/company", data=FORM)
    with app.app_context():
        other = db.session.query(Company).filter_by(customer_number="1002").one()
        assert (other.name, other.zone, other.requires_consent) == ("Other AG", "Europe/Zurich", False)


def test_a_country_whose_emergency_numbers_the_company_uses_is_refused(client, app):
    client.post("/settings/employees/new", data={"extension": "133", "name": "Anna"})
    page = client.post("/settings/company", data=FORM)
    assert page.status_code == 409
    assert "There, 133 would be emergency numbers." in page.text
    with app.app_context():
        assert {each.country for each in db.session.query(Company)} == {"DE", "CH"}


def test_a_country_is_refused_for_forwards_and_numbers_of_colleagues_too(in_company):
    add_number("144")
    anna = add_employee("101", "Anna")[0]
    anna.forward_busy = "outside:0133"
    db.session.flush()
    with pytest.raises(DialsEmergency, match="There, 0133, 144 would be"):
        change_company("New GmbH", "Europe/Vienna", "AT", False, False)


def test_the_checks_know_who_has_no_phone(in_company):
    anna, phone, _password = add_employee("101", "Anna")
    ben = add_employee("102", "Ben")[0]
    add_group("Mixed", [anna, ben])
    add_group("Alone", [anna])
    add_group("Empty", [])
    assert known()["phoneless"] == {"group:empty"}
    delete_phone(phone)
    assert known()["phoneless"] == {"employee:101", "group:alone", "group:empty"}


def test_the_checks_know_hours_that_overlap(in_company):
    week = [[] for _ in range(7)]
    days = {"fine": [[540, 720], [720, 780]], "torn": [[700, 800], [540, 720]]}
    for name, hours in days.items():
        db.session.add(Calendar(name=name, label=name, week=[hours, *week[1:]]))
    torn = {**closed_on("2026-12-24"), "hours": days["torn"]}
    db.session.add(Calendar(name="day", label="Day", week=week, special_days=[torn]))
    db.session.flush()
    assert known()["overlapping"] == {"torn", "day"}


def test_the_checks_know_whether_consent_is_required(in_company):
    assert known()["rule"] == set()
    own_company().requires_consent = True
    assert known()["rule"] == {"consent"}


def test_the_checks_know_the_short_and_the_emergency_numbers_of_the_country(in_company):
    assert {"110", "112", "0112", "+49112", "+490112", "0049112"} <= known()["emergency"]
    assert "911" not in known()["emergency"]
    assert [bool(re.fullmatch(*known()["short"], each)) for each in ("22922", "101")] == [True, False]
    own_company().country = "US"
    assert {"911", "1911", "112", "+49112"} <= known()["emergency"]
    own_company().country = ""
    assert known()["short"] == set()


def test_the_checks_get_every_kind_of_name(in_company):
    assert set(KINDS) <= known().keys()
    assert known()["variable"] == set()
