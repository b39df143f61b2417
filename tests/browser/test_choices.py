"""Pauses as somebody at the portal takes them: the list of reasons, and one's choice on the page of availability."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.people.models import Employee, PauseReason
from tests.browser import axe
from tests.browser.fitting import fits
from tests.browser.phone_window import PhoneWindow

WHOLE_BROWSER = True
PAGES = ("/settings/pauses", "/settings/employees", "/settings/employees/{}/availability")


@pytest.fixture
def ben(exchange):
    """The id of 102, who is free again afterwards; the company has no list of reasons of its own then."""
    with exchange.in_company():
        yield db.session.scalar(select(Employee.id).where(Employee.extension == "102"))
        employee = db.session.scalar(select(Employee).where(Employee.extension == "102"))
        employee.chosen = "free"
        for reason in db.session.scalars(select(PauseReason)):
            db.session.delete(reason)
        db.session.commit()


def test_a_reason_is_added_and_chosen(page, ben):
    page.goto("/settings/pauses")
    page.get_by_label("Reason 5").fill("Training")
    page.locator("#main").get_by_role("button", name="Save").click()
    expect(page.get_by_label("Reason 5")).to_have_value("Training")
    page.goto(f"/settings/employees/{ben}/availability")
    page.get_by_label("Change to").select_option(label="Paused: Training")
    page.get_by_label("Until (optional)").fill("23:59")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_role("heading", name="Paused: Training until 23:59")).to_be_visible()
    page.goto("/settings/employees")
    expect(page.get_by_role("row", name="Employee 102")).to_contain_text("Paused: Training")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_pages_fit_and_are_accessible(browse, portal, ben, language, width):
    context = browse(viewport={"width": width, "height": 900})
    context.add_cookies([{"name": "language", "value": language, "url": portal.url}])
    axe.bring(context)
    page = context.new_page()
    for url in PAGES:
        page.goto(url.format(ben))
        axe.check_both(page)
        assert fits(page)


def test_the_phones_window_says_what_people_do_and_takes_a_choice(browse, exchange, phones):
    phones("101")
    context = browse(permissions=["microphone"], viewport={"width": 400, "height": 760})
    axe.bring(context)
    window = PhoneWindow(context).open().switch_on()
    choice = window.page.get_by_label("Change to")
    expect(choice).to_have_value("free")
    choice.select_option(label="Do not disturb")
    expect(window.page.locator(".my-state")).to_contain_text("Do not disturb")
    window.page.get_by_text("Your numbers and colleagues").click()
    exchange.work("follow the journal")
    window.page.get_by_text("Your numbers and colleagues").click()
    window.page.get_by_text("Your numbers and colleagues").click()
    expect(window.page.locator("#state-101")).to_contain_text("Free")
    expect(window.page.locator("#state-103")).to_contain_text("Not connected")
    axe.check_both(window.page)
    choice.select_option("free")
    expect(window.page.locator(".my-state")).not_to_contain_text("Do not disturb")
    window.page.close()
