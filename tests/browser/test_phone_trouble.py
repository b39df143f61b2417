"""What the phone in the browser says when something is in its way; and everybody can use it."""

import pytest
from playwright.sync_api import expect

from app.auth.service import add_user
from app.company.service import own_company
from app.db import db
from tests.browser import axe
from tests.browser.drawings import add_flow, publish, ring_owner
from tests.browser.fitting import fits
from tests.browser.phone_window import PhoneWindow
from tests.browser.signing_in import PASSWORD
from tests.browser.themes import THEMES

WHOLE_BROWSER = True
CHECK = 'new BroadcastChannel("zentrale-phone").postMessage({ to: "phone", command: "check" })'
ELSEWHERE = "The phone is in another window or browser now."


@pytest.fixture
def open_phone(browse):
    """Opens the window in a browser of its own, or in one that is there."""

    def open_phone(browser=None):
        return PhoneWindow(browser or browse(permissions=["microphone"])).open()

    return open_phone


def test_a_refused_microphone_is_explained(browse):
    mine = PhoneWindow(browse()).open()
    mine.button("Switch on").click()
    expect(mine.page.get_by_role("alert").get_by_text("may not use the microphone")).to_be_visible()
    expect(mine.status).to_have_text("Switched off")
    mine.page.context.grant_permissions(["microphone"])
    mine.switch_on()
    mine.button("Switch off").click()
    expect(mine.status).to_have_text("Switched off")


def test_an_exchange_that_is_away_is_tried_again(open_phone, running, complaints):
    complaints.expect_to_go_offline()
    mine = open_phone().switch_on()
    running.parts.stop("kamailio")
    try:
        expect(mine.status).to_have_text("The exchange does not answer. Trying again …")
        expect(mine.button("Dial")).to_be_disabled()
    finally:
        running.parts.start_kamailio()
    expect(mine.status).to_have_text("Ready", timeout=20_000)


def test_the_newer_window_has_the_phone_unless_there_is_a_call_in_the_older(open_phone, exchange, caller):
    older = open_phone().switch_on()
    newer = open_phone(older.page.context)
    expect(newer.status).to_have_text("Ready")  # as it was on when the last window was closed
    expect(older.page.get_by_role("heading", name=ELSEWHERE)).to_be_visible()
    call = caller.call(publish(exchange, add_flow(exchange, ring_owner(exchange))))
    newer.answer("+4917012345")
    older.button("Use it here").click()
    expect(older.page.get_by_text("There is a call in another window.")).to_be_visible()
    call.hang_up()
    expect(newer.page.get_by_text("is over")).to_be_visible()
    older.switch_on()
    expect(newer.page.get_by_role("heading", name=ELSEWHERE)).to_be_visible()


def test_another_browser_takes_the_phone_over(open_phone, complaints):
    complaints.expect("409")
    older = open_phone().switch_on()
    open_phone().switch_on()
    older.page.evaluate(CHECK)
    expect(older.page.get_by_role("heading", name=ELSEWHERE)).to_be_visible()


def test_who_signs_out_can_not_be_called_any_more(browse, running, complaints):
    complaints.expect("400")
    with running.in_company():
        add_user(own_company(), "Paul Partner", "paul@demo.example", "manager", PASSWORD)
        db.session.commit()
    browser = browse(permissions=["microphone"], storage_state=None)
    mine = PhoneWindow(browser)
    mine.page.goto("/phone/")
    mine.page.get_by_label("E-mail").fill("paul@demo.example")
    mine.page.get_by_label("Password").fill(PASSWORD)
    mine.button("Sign in").click()
    mine.button("Make me an employee").click()
    mine.switch_on()
    page = browser.new_page()
    page.goto("/flows/")
    page.get_by_role("button", name="Exit").click()
    expect(mine.page.get_by_role("heading", name="You have been signed out.")).to_be_visible()
    mine.button("Use it here").click()
    expect(mine.page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
def test_the_phone_is_accessible(browse, exchange, caller, theme):
    browser = browse(permissions=["microphone"], color_scheme=theme, viewport={"width": 390, "height": 760})
    axe.bring(browser)
    mine = PhoneWindow(browser).open()
    axe.check(mine.page)
    mine.switch_on()
    axe.check(mine.page)
    page = browser.new_page()
    page.goto("/calls/")
    call = caller.call(publish(exchange, add_flow(exchange, ring_owner(exchange))))
    expect(page.get_by_role("region", name="Call")).to_be_visible()
    for each in (mine.page, page):
        axe.check(each)
    mine.answer("+4917012345")
    for each in (mine.page, page):
        axe.check(each)
        assert fits(each)
    call.hang_up()
    expect(mine.page.get_by_text("is over")).to_be_visible()
    axe.check(mine.page)
