"""From an account with nothing in it to a heard call: the owner of a shop goes through the guide, by keyboard."""

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import delete, select

from app.auth.service import add_user
from app.company.models import Company
from app.db import Base, company_scope, db
from app.exchange import service as exchange_service
from app.flows import numbers
from app.people.models import Employee
from app.web.saving import live_warning
from tests.browser import axe
from tests.browser.fitting import fits
from tests.browser.phone_window import PhoneWindow
from tests.waiting import until

WHOLE_BROWSER = True
OWNER, PASSWORD = "rosa@flowers.example", "a long password for flowers"
NUMBER = "+4930666100"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
MOST_TABS = 60


@pytest.fixture
def shop(exchange):
    """The id of a new company with an owner and nothing else; it is gone after the test."""
    with exchange.app.app_context():
        company = Company(name="Rosa's Flowers", customer_number="2002", zone="Europe/Berlin")
        db.session.add(company)
        db.session.flush()
        company_id = company.id
        with company_scope(company_id):
            add_user(company, "Rosa Flora", OWNER, "owner", PASSWORD)
            db.session.commit()
    yield company_id
    with exchange.app.app_context():
        with company_scope(company_id):
            for number in numbers.list_numbers():
                numbers.delete_number(number)
            for employee in db.session.scalars(select(Employee)):
                for phone in employee.phones:
                    exchange_service.remove_phone(phone.account)
            db.session.commit()
            assert live_warning() is None
        for table in reversed(Base.metadata.sorted_tables):
            if "company_id" in table.columns:
                db.session.connection().execute(delete(table).where(table.c.company_id == company_id))
        db.session.execute(delete(Company).where(Company.id == company_id))
        db.session.commit()


@pytest.fixture
def give_number(exchange, shop):
    """As the operator does it."""

    def give():
        with exchange.app.app_context(), company_scope(shop):
            numbers.add_number(NUMBER)
            db.session.commit()
            assert live_warning() is None

    return give


@pytest.fixture
def browser(browse):
    """In which nobody is signed in yet, and whose microphone the portal may have."""
    return browse(permissions=["microphone"], storage_state=None, viewport=DESK)


class Keys:
    """Goes through a page as somebody does who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, place: Locator) -> None:
        expect(place).to_be_visible()
        for _ in range(MOST_TABS):
            if place.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {place}")

    def press(self, name: str) -> None:
        """A button of the page itself, not of the frame around it."""
        self.to(self.page.locator(".page-wrapper").get_by_role("button", name=name))
        self.page.keyboard.press("Enter")

    def follow(self, name: str) -> None:
        self.to(self.page.locator("#main").get_by_role("link", name=name))
        self.page.keyboard.press("Enter")

    def write(self, place: Locator, text: str) -> None:
        self.to(place)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)


def look(page: Page, title: str) -> None:
    """The page is there, fits a phone, and is accessible in the light and in the dark."""
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    page.set_viewport_size(PHONE)
    assert fits(page)
    page.set_viewport_size(DESK)
    axe.check_both(page)


def test_an_owner_with_nothing_comes_to_a_heard_call(browser, exchange, shop, give_number, complaints):
    complaints.expect("422", "422", "422", "422")
    axe.bring(browser)
    page = browser.new_page()
    keys = Keys(page)
    page.goto("/")
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    look(page, "First steps")
    expect(page.get_by_text("0 of 5 steps are done.")).to_be_visible()
    keys.follow("Begin: Your number")

    look(page, "Your number")
    expect(page.get_by_role("region", name="Ask your operator for a number")).to_contain_text("2002")
    keys.write(page.get_by_label("Number", exact=True), NUMBER)
    keys.press("Add the number")
    expect(page.get_by_text("given and taken by the operator")).to_be_visible()
    give_number()
    page.goto("/start/number")
    expect(page.get_by_role("region", name="This is where you are called")).to_contain_text(NUMBER)
    keys.follow("Go on: Who takes calls")

    look(page, "Who takes calls")
    me, ben = page.get_by_role("group", name="Person 1"), page.get_by_role("group", name="Person 2")
    expect(me.get_by_label("Name")).to_have_value("Rosa Flora")
    expect(me.get_by_label("That is me")).to_be_checked()
    keys.write(ben.get_by_label("Name"), "Ben 🌻 בן")
    keys.write(ben.get_by_label("Extension"), "101")
    keys.press("Add these people")
    expect(page.get_by_text("This extension is in another row, too.")).to_be_visible()
    expect(ben.get_by_label("Name")).to_have_value("Ben 🌻 בן")
    axe.check_both(page)
    keys.write(ben.get_by_label("Extension"), "102")
    keys.press("Add these people")

    look(page, "Your voice")
    expect(page.get_by_text("2 employees were entered.")).to_be_visible()
    text = page.get_by_label("What callers hear", exact=True)
    expect(text).to_have_value("Welcome to Rosa's Flowers. Thank you for calling.")
    keys.write(text, " ")
    keys.press("Save")
    expect(page.get_by_text("Write what callers are to hear.")).to_be_visible()
    keys.write(text, "Welcome to Rosa's Flowers.")
    keys.press("Save")

    look(page, "The way of a call")
    keys.to(page.get_by_role("radio", name="Everybody rings, then voicemail"))
    page.keyboard.press("ArrowDown")
    look(page, "The way of a call")
    keys.write(page.get_by_label("Key 1 is for"), "")
    page.keyboard.press("Delete")
    keys.press("Draw it")
    expect(page.get_by_text("Say in a word what the key is for.")).to_be_visible()
    keys.to(page.get_by_role("radio", name="Opening hours and a menu"))
    page.keyboard.press("ArrowDown")
    keys.press("Draw it")
    expect(page.get_by_text("nobody hears it yet")).to_be_visible()
    look(page, "The way of a call")
    expect(page.locator("#main")).to_contain_text("Please leave a message after the tone.")
    keys.press("Publish")

    look(page, "A first call")
    expect(page.get_by_text(f"whoever calls {NUMBER} goes this way.")).to_be_visible()
    keys.press("Ring my phone")
    expect(page.get_by_text("None of your phones is connected")).to_be_visible()
    keys.to(page.locator("#main").get_by_role("link", name="Open my phone"))
    with browser.expect_page() as opened:
        page.keyboard.press("Enter")
    phone = PhoneWindow(browser, opened.value)
    phone.switch_on()
    page.bring_to_front()
    expect(page.get_by_text("Your phone in the browser is on")).to_be_visible()
    keys.press("Ring my phone")
    expect(page.get_by_role("button", name="Answer")).to_be_visible()
    page.keyboard.press("Alt+a")
    expect(page.get_by_role("button", name="Hang up")).to_be_visible()
    assert until(lambda: "Welcome to Rosa's Flowers." in heard(exchange, page), 20)
    page.keyboard.press("Alt+x")
    assert until(lambda: "The call went through." in heard(exchange, page), 20)
    axe.check_both(page)
    phone.page.close(run_before_unload=True)

    keys.follow("To the overview")
    look(page, "First steps")
    expect(page.get_by_text("5 of 5 steps are done.")).to_be_visible()
    keys.press("To the start")
    expect(page.get_by_role("heading", name="Status", level=1)).to_be_visible()
    expect(page.get_by_text("Next:")).to_be_hidden()


def heard(exchange, page: Page) -> str:
    """The worker has read the journal, and the page shows by itself what it says of the call."""
    exchange.work("follow the journal")
    return page.locator("#heard").inner_text()
