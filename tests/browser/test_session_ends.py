"""A session that ends while pages are open: they say so at once, and what was typed waits."""

from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Page, expect

from app.auth.models import User
from app.db import company_scope, db
from tests.browser import axe
from tests.browser.drawings import add_flow, menu_and_message
from tests.browser.editor import Editor
from tests.browser.portal import Portal
from tests.browser.test_sign_in import PASSWORD, account, come, end_sessions, sign_in  # noqa: F401 - fixtures
from tests.browser.themes import THEMES
from tests.exchange import Exchange

EMPLOYEE = "/settings/employees/1"


def ended(page: Page):
    return page.get_by_role("alert").filter(has_text="You have been signed out")


def sign_in_here(page: Page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("theme", THEMES)
def test_every_open_page_says_that_the_session_has_ended(come, account, exchange: Exchange, theme):  # noqa: F811
    context = come(color_scheme=theme)
    page = context.new_page()
    axe.bring(page)
    sign_in(page, account)
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    live = context.new_page()
    live.goto("/status/")
    expect(live.locator("[data-link=there]")).to_be_visible()
    page.goto(EMPLOYEE)
    expect(page.locator("[data-save]")).to_be_visible()
    name = page.get_by_label("Name", exact=True)
    before = name.input_value()
    name.fill("Ada Lovelace")
    end_sessions(exchange, account)
    expect(ended(live)).to_be_visible()
    expect(live.locator("[data-link=stale]")).to_be_visible()
    expect(live.get_by_text("Figures are hidden until you sign in again.")).to_be_visible()
    expect(ended(page)).to_be_visible()
    axe.check(page)
    page.get_by_role("link", name="Sign in again").press("Enter")
    sign_in_here(page, account)
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada Lovelace")
    assert urlsplit(page.url).path == EMPLOYEE
    expect(page.get_by_text("What you typed is here again")).to_be_visible()
    expect(page.locator("[data-save]")).to_be_enabled()
    expect(ended(page)).to_be_hidden()
    page.get_by_label("Name", exact=True).fill(before)
    # the other page is told of it when one comes back to it
    live.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(ended(live)).to_be_hidden()
    expect(live.locator("[data-link=there]")).to_be_visible()


def test_another_role_ends_what_is_open(come, account, exchange: Exchange):  # noqa: F811
    page = come().new_page()
    sign_in(page, account)
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/live/reasons")):
        page.goto("/status/")
    expect(page.locator("[data-link=there]")).to_be_visible()
    with exchange.app.app_context(), company_scope(exchange.company_id):
        db.session.query(User).filter_by(email=account).one().role = "employee"
        db.session.commit()
    expect(page.locator("[data-link=stale]")).to_be_visible()


def test_the_editor_keeps_its_drawing_while_one_signs_in_beside_it(come, account, exchange: Exchange):  # noqa: F811
    page = come().new_page()
    sign_in(page, account)
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/verify")):
        editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    end_sessions(exchange, account)
    expect(ended(page)).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in again").click()
    sign_in_here(opened.value, account)
    expect(opened.value).to_have_url(page.url)  # the heading is gone before the server has answered
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(ended(page)).to_be_hidden()
    editor.wait()


def test_a_portal_without_a_proxy_believes_no_forwarded_header(portal: Portal):
    claimed = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
    answer = requests.get(f"{portal.url}/sign-in", headers=claimed, timeout=5)
    assert "Strict-Transport-Security" not in answer.headers
    assert "Secure" not in answer.headers["Set-Cookie"]
