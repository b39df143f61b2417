"""Signing in as people do it: by keyboard, with codes, with passkeys; and what is typed when a session ends."""

import re
from collections.abc import Callable, Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import delete, select

from app.auth.models import User, UserSession
from app.auth.service import add_user
from app.company.models import Company
from app.db import company_scope, db
from tests.browser import axe
from tests.browser.complaints import Complaints
from tests.browser.conftest import LIMIT_MS
from tests.browser.portal import Portal
from tests.browser.signing_in import EMAIL
from tests.browser.signing_in import PASSWORD as OWNERS_PASSWORD
from tests.browser.themes import THEMES
from tests.exchange import Exchange

PASSWORD = "seven small boats"
DOORS = ("/sign-in", "/forgotten-password", "/invitation/nonsense")
PAGES = (
    "/account",
    "/account/address",
    "/account/password",
    "/account/second-factor",
    "/account/app",
    "/account/app/remove",
    "/account/passkeys/new",
    "/account/recovery-codes",
    "/outgoing-mail/",
)
CONSENTING = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def come(chromium: Browser, portal: Portal, complaints: Complaints) -> Iterator[Callable[..., BrowserContext]]:
    """Browsers in which nobody is signed in, at a name, as passkeys need one."""
    made: list[BrowserContext] = []

    def come(**how) -> BrowserContext:
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", "locale": "en-GB", **how}
        context = chromium.new_context(base_url=portal.url.replace("127.0.0.1", "localhost"), **options)
        context.set_default_timeout(LIMIT_MS)
        complaints.watch(context)
        made.append(context)
        return context

    yield come
    for context in made:
        context.close()
    complaints.check()
    assert "Traceback" not in portal.log(), portal.log()[-3000:]


@pytest.fixture
def account(exchange: Exchange, request: pytest.FixtureRequest) -> str:
    """The address of somebody of this test alone."""
    email = f"{re.sub('[^a-z]+', '-', request.node.name)}@demo.example"
    with exchange.app.app_context(), company_scope(exchange.company_id):
        company = db.session.get_one(Company, exchange.company_id)
        add_user(company, "Petra Probe", email, "owner", PASSWORD).language = "en"
        db.session.commit()
    return email


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in?next=/account")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Exit").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def press(page: Page, name: str) -> None:
    """By keyboard: from where the focus is to the control of this name, and Enter."""
    for _step in range(60):
        focused = page.evaluate("() => document.activeElement?.innerText?.trim() ?? ''")
        if focused == name:
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard reaches no {name!r}")


def end_sessions(exchange: Exchange, email: str) -> None:
    with exchange.app.app_context(), company_scope(exchange.company_id):
        user = db.session.scalars(select(User).where(User.email == email)).one()
        db.session.execute(delete(UserSession).where(UserSession.user_id == user.id))
        db.session.commit()


@pytest.mark.parametrize("theme", THEMES)
def test_codes_of_an_app_by_keyboard_alone_and_all_pages_with_axe(come, account, complaints, theme):
    page = come(color_scheme=theme).new_page()
    axe.bring(page)
    complaints.expect("410")
    for path in DOORS:
        page.goto(path)
        axe.check(page)
    sign_in(page, account)
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    press(page, "Set up")
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    press(page, "Set up an app")
    expect(page.get_by_role("heading", name="Set up an app")).to_be_visible()
    page.get_by_text("I can't scan it").click()
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_role("textbox", name="Code").fill(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    axe.check(page)
    codes = page.locator("ol code").all_inner_texts()
    assert len(set(codes)) == 10
    for path in PAGES:
        page.goto(path)
        axe.check(page)
    sign_out(page)
    sign_in(page, account)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    axe.check(page)
    page.keyboard.type(codes[0])
    page.keyboard.press("Enter")
    expect(page.get_by_text("9 recovery codes")).to_be_visible()


class Device:
    """A phone or computer with passkeys; *consents* to whatever it is asked, or leaves it waiting."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self._session = context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        made = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": CONSENTING})
        self._id = made["authenticatorId"]

    def consent(self, is_on: bool) -> None:
        told = {"authenticatorId": self._id, "enabled": is_on}
        self._session.send("WebAuthn.setAutomaticPresenceSimulation", told)


def test_a_passkey_is_added_used_in_all_ways_renamed_and_removed(come, account, complaints):
    context = come()
    page = context.new_page()
    device = Device(context, page)
    sign_in(page, account)
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    page.goto("/account/passkeys/new")
    page.get_by_label("Name").fill("Blue key")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    press(page, "I have kept them")
    expect(page.get_by_text("never used yet")).to_be_visible()

    # the browser offers it in the e-mail's field, and it is enough
    page.get_by_role("button", name="Exit").click()
    expect(page.get_by_role("button", name="Exit")).to_be_visible()
    page.goto("/account/second-factor")
    expect(page.get_by_text("last used")).to_be_visible()

    # after the password it is the second step
    device.consent(False)
    sign_out(page)
    sign_in(page, account)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    device.consent(True)
    press(page, "Show the passkey")
    expect(page.get_by_role("heading", name="My account")).to_be_visible()

    page.goto("/account/second-factor")
    page.get_by_role("link", name="Rename Blue key").click()
    page.get_by_label("Name").fill("Green key")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Remove Green key").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The passkey opens nothing here any more.")).to_be_visible()
    complaints.expect("422")
    sign_out(page)
    expect(page.get_by_text("This passkey is not known here.")).to_be_visible()
    device.consent(False)
    sign_in(page, account)
    expect(page.get_by_role("heading", name="My account")).to_be_visible()


def test_what_was_typed_is_there_again_when_the_session_ended_meanwhile(come, exchange, account, complaints):
    complaints.expect("422")
    context = come()
    page = context.new_page()
    sign_in(page, account)
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    page.goto("/settings/employees/new")
    page.get_by_label("Name").fill("مريم 🎉 Müller")
    page.get_by_label("Extension").fill("177")
    end_sessions(exchange, account)
    page.get_by_label("Extension").press("Enter")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("E-mail").fill(account)
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This e-mail and password don't belong together.")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("This was not saved yet")).to_be_visible()
    assert page.get_by_label("Name").input_value() == "مريم 🎉 Müller"
    assert page.get_by_label("Extension").input_value() == "177"

    # signed in anew in another tab, with another CSRF token
    end_sessions(exchange, account)
    other = context.new_page()
    sign_in(other, account)
    expect(other.get_by_role("heading", name="My account")).to_be_visible()
    page.get_by_label("Extension").press("Enter")
    expect(page.get_by_text("This was not saved yet")).to_be_visible()
    assert page.get_by_label("Extension").input_value() == "177"

    # what was typed by one is not given to another
    page.get_by_label("Extension").fill("178")
    end_sessions(exchange, account)
    page.get_by_label("Extension").press("Enter")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(OWNERS_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sign in")).to_have_count(0)
    assert page.get_by_label("Extension").input_value() != "178"
