"""A group, and one's availability, without a mouse; and what a change would break is said before it is made."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.auth.models import User
from app.db import db
from app.people.models import Employee, Group
from app.people.service.employees import add_employee
from app.people.service.groups import add_group
from tests.browser import axe
from tests.browser.drawings import add_flow, publish
from tests.browser.signing_in import EMAIL
from tests.browser.themes import THEMES
from tests.designer.drawing import flow, node

PEOPLE = {"701": "Ada", "702": "Bob", "703": "Cem"}


@pytest.fixture
def group(exchange):
    """Of Ada and Bob, who are there for this test alone; a number leads to it. Its id."""
    with exchange.in_company():
        people = [add_employee(extension, name)[0] for extension, name in PEOPLE.items()]
        made = add_group("Workshop", people[:2])
        db.session.commit()
        group_id, name = made.id, made.name
    outlets = ("no_answer", "busy", "unavailable")
    graph = flow(
        [node("workshop", "ring", who=f"group:{name}", record=False), node("end", "hangup")],
        *(("workshop", outlet, "end") for outlet in outlets),
    )
    publish(exchange, add_flow(exchange, graph))
    yield group_id
    with exchange.in_company():
        for each in db.session.scalars(select(Employee).where(Employee.extension.in_(PEOPLE))):
            db.session.delete(each)
        db.session.delete(db.session.get_one(Group, group_id))
        db.session.commit()


def names(page):
    return page.locator("[data-sortable] [data-name]").all_inner_texts()


@pytest.mark.parametrize("theme", THEMES)
def test_a_group_is_set_up_with_the_keyboard(browse, group, complaints, theme):
    complaints.expect("422", "409", "422")
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    page.goto(f"/settings/groups/{group}")
    page.get_by_label("Add an employee").focus()
    page.keyboard.type("cem")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Cem was added.")).to_be_attached()
    page.get_by_role("button", name="Up: Cem").press("Enter")
    expect(page.get_by_role("button", name="Up: Cem")).to_be_focused()
    assert names(page) == ["Ada", "Cem", "Bob"]
    page.get_by_label("Rings later by, in seconds, Cem").fill("999")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cem: write a delay from 0 to 120 seconds.")).to_be_visible()
    axe.check(page)
    page.get_by_label("Rings later by, in seconds, Cem").fill("9")
    for name in ("Ada", "Cem", "Bob"):
        page.get_by_role("button", name=f"Remove: {name}").press("Enter")
    expect(page.get_by_text("No members: nobody rings.")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("heading", name="This has consequences")).to_be_visible()
    expect(page.get_by_text("has a phone that could ring").first).to_be_visible()
    axe.check(page)
    page.get_by_role("button", name="Back to the form").press("Enter")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Workshop")
    assert names(page) == []
    page.get_by_role("link", name="Cancel").press("Enter")
    expect(page.get_by_role("row", name="Workshop")).to_contain_text("Ada, Bob")
    axe.check(page)


@pytest.mark.parametrize("theme", THEMES)
def test_ones_own_availability_is_set_up_with_the_keyboard(browse, exchange, group, theme):
    with exchange.in_company():
        ada = db.session.scalar(select(Employee.id).where(Employee.extension == "701"))
        db.session.scalars(select(User).where(User.email == EMAIL)).one().employee_id = ada
        db.session.commit()
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    page.goto("/me/availability")
    axe.check(page)
    choose(page, "Do not disturb")
    expect(page.get_by_text("Do not disturb: calls don't ring")).to_be_visible()
    axe.check(page)
    choose(page, "Free")
    expect(page.get_by_text("Do not disturb: calls don't ring")).to_be_hidden()
    busy = page.get_by_role("group", name="When busy")
    busy.get_by_label("Where to").select_option("To a colleague")
    busy.get_by_label("Extension of the colleague").fill("702")
    expect(busy.get_by_label("Number")).to_be_hidden()
    axe.check(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(page.get_by_role("group", name="When busy").get_by_label("Extension of the colleague")).to_have_value("702")


def choose(page, label):
    page.get_by_label("Change to").select_option(label)
    page.get_by_role("button", name="Change", exact=True).press("Enter")
