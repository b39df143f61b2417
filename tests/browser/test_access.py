"""The page about an employee's access: whoever becomes a supervisor, and whose calls they see, is chosen knowingly."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.auth.models import User
from app.auth.service import add_user
from app.company.service import own_company
from app.db import db
from app.people.models import Employee
from tests.browser import axe
from tests.browser.signing_in import PASSWORD

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def ben(exchange):
    """Employee 102 has no access yet; returns the address of the page about it."""
    with exchange.in_company():
        employee_id = db.session.scalars(select(Employee.id).filter_by(extension="102")).one()
    yield f"/settings/employees/{employee_id}/access"
    with exchange.in_company():
        for user in db.session.scalars(select(User).filter_by(employee_id=employee_id)):
            db.session.delete(user)
        db.session.commit()


@pytest.fixture
def supervisor(exchange, ben):
    """Employee 102 is a supervisor who sees the calls of no group."""
    with exchange.in_company():
        user = add_user(own_company(), "Ben", "ben@demo.example", "supervisor", PASSWORD)
        user.employee_id, user.groups = int(ben.split("/")[3]), []
        db.session.commit()
    return ben


def test_groups_are_asked_for_when_a_supervisor_is_invited_and_nobody_else(page, ben):
    page.goto(ben)
    choice = page.get_by_role("group", name="Calls and recordings that a supervisor sees")
    expect(choice).to_be_hidden()
    page.get_by_label("Role").select_option("supervisor")
    expect(choice).to_be_visible()
    expect(choice.get_by_role("radio", checked=True)).to_have_count(0)
    page.get_by_label("Role").select_option("employee")
    expect(choice).to_be_hidden()


@pytest.mark.parametrize("screen", [PHONE, {"width": 1440, "height": 900}])
def test_to_tick_a_group_is_to_mean_it_alone(browse, supervisor, screen):
    page = browse(viewport=screen).new_page()
    axe.bring(page)
    page.goto(supervisor)
    expect(page.get_by_text("At the moment they see no calls")).to_be_visible()
    axe.check_both(page)
    every, only = page.get_by_label("Of all groups"), page.get_by_label("Of these groups only")
    every.check()
    page.get_by_label("Sales", exact=True).check()
    expect(only).to_be_checked()
    every.check()
    expect(page.get_by_label("Sales", exact=True)).not_to_be_checked()
    page.get_by_label("Sales", exact=True).check()
    page.locator("form", has=only).get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(only).to_be_checked()
    expect(page.get_by_label("Sales", exact=True)).to_be_checked()
    axe.check_both(page)
