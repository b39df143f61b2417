"""Letters as people read and write them, in several browsers at once, and with the keyboard alone."""

from playwright.sync_api import expect
from sqlalchemy import select

from app.auth.models import User
from app.auth.service import add_user
from app.company.models import Company
from app.db import company_scope, db
from app.messages.addressing import reader
from app.messages.service import mark_all_read
from tests.browser import axe

PASSWORD = "another long password for tests"


def add_colleague(exchange, name):
    with exchange.app.app_context(), company_scope(exchange.company_id):
        company = db.session.get_one(Company, exchange.company_id)
        add_user(company, name, f"{name.lower()}@demo.example", "manager", PASSWORD)
        db.session.commit()


def read_all(exchange):
    """Nobody has anything left to read of what earlier tests made the exchange tell them."""
    with exchange.app.app_context(), company_scope(exchange.company_id):
        for user in db.session.scalars(select(User)):
            mark_all_read(reader(user))
        db.session.commit()


def test_a_message_is_written_and_answered_by_keyboard_and_counted_live(page, exchange, chromium, portal):
    add_colleague(exchange, "Mia")
    context = chromium.new_context(base_url=portal.url, locale="en-GB", reduced_motion="reduce")
    mia = context.new_page()
    axe.bring(mia)
    mia.goto("/messages/new")
    mia.keyboard.type("mia@demo.example")
    mia.keyboard.press("Tab")
    mia.keyboard.type(PASSWORD)
    mia.keyboard.press("Enter")
    expect(mia.get_by_role("heading", name="Write a message")).to_be_visible()

    read_all(exchange)
    page.goto("/settings/groups")
    count = page.locator(".frame-bar [data-unread]")
    expect(count).to_be_hidden()
    mia.get_by_label("To").focus()
    mia.keyboard.type("Olga")
    mia.keyboard.press("Tab")
    mia.keyboard.type("Lunch 🍕")
    mia.keyboard.press("Tab")
    mia.keyboard.type("At noon?")
    mia.keyboard.press("Tab")
    mia.keyboard.press("Enter")
    expect(mia.get_by_text("Your message was sent.")).to_be_visible()
    axe.check(mia)

    expect(count).to_have_text("1 unread")
    expect(page.locator("[data-unread-said]")).to_have_text("1 unread message")
    page.locator(".frame-messages").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Lunch").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("At noon?")).to_be_visible()
    expect(count).to_be_hidden()
    page.get_by_label("Message").focus()
    page.keyboard.type("Gladly")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(mia.locator(".frame-bar [data-unread]")).to_have_text("1 unread")
    mia.get_by_role("link", name="A new message has come").click()
    expect(mia.get_by_role("link", name="Re: Lunch")).to_be_visible()
    mia.get_by_role("button", name="Exit").focus()
    mia.keyboard.press("Enter")
    expect(mia.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    context.close()
