"""The frame of all pages: it fits every screen, its bar saves, and nothing that was typed is lost unasked."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.drawings import add_flow, menu_and_message, publish
from tests.browser.every_page import every_page

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
SMALL = """() => [...document.querySelectorAll('.frame-bar a, .frame-bar button, #menu a, #menu button')]
  .filter(each => each.checkVisibility() && !each.closest('.visually-hidden'))
  .filter(each => each.getBoundingClientRect().width < 24 || each.getBoundingClientRect().height < 24)
  .map(each => each.outerHTML)"""


@pytest.mark.timeout(300)
def test_every_page_fits_every_screen_and_is_accessible(page, exchange):
    publish(exchange, add_flow(exchange, menu_and_message()))
    axe.bring(page)
    for endpoint in every_page(page, exchange.app):
        for screen in (DESK, PHONE):
            page.set_viewport_size(screen)
            assert page.evaluate(TOO_WIDE) <= 0, (endpoint, screen)
        axe.check_both(page)


def test_the_bar_and_the_menu_are_for_thumbs(browse, exchange):
    page = browse(viewport=PHONE).new_page()
    axe.bring(page)
    page.goto("/settings/groups")
    expect(page.get_by_role("button", name="Exit")).to_be_in_viewport()
    page.get_by_role("button", name="Open the menu").click()
    expect(page.locator("#menu").get_by_text("Customer number")).to_be_visible()
    expect(page.locator("#menu").get_by_role("button", name="DE", exact=True)).to_be_visible()
    expect(page.locator("#menu")).not_to_have_class("collapsing")
    assert page.evaluate(SMALL) == []
    axe.check(page)
    page.locator("#menu").get_by_role("link", name="Calls").click()
    expect(page.get_by_role("heading", name="Calls", level=1)).to_be_visible()


def test_save_in_the_bar_saves_what_was_changed(page, exchange):
    page.goto("/settings/company")
    bar = page.locator(".frame-bar")
    save = bar.get_by_role("button", name="Save")
    expect(bar).to_contain_text("Customer number 1001")
    expect(save).to_be_disabled()
    name = page.get_by_label("Name")
    before = name.input_value()
    name.fill("Firm with another name")
    expect(save).to_be_enabled()
    name.fill(before)
    expect(save).to_be_disabled()
    name.fill("Firm with another name")
    save.click()
    expect(bar).to_contain_text("Firm with another name")
    expect(save).to_be_disabled()
    name.fill(before)
    page.keyboard.press("Control+s")
    expect(bar).to_contain_text(before)


def test_what_is_not_saved_is_not_left_without_a_question(page, exchange):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto("/settings/company")
    page.get_by_label("Name").fill("Not saved")
    page.locator("#menu").get_by_role("link", name="Calls").click()
    page.wait_for_function("() => true")
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Name")).to_have_value("Not saved")
    page.get_by_label("Name").fill("")
    page.locator("#main").get_by_role("button", name="Save").click()


def test_errors_are_told_in_the_frame(page, complaints):
    complaints.expect("404")
    page.goto("/calls/nobody-called")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    page.locator("#menu").get_by_role("link", name="Calls").click()
    expect(page.get_by_role("heading", name="Calls", level=1)).to_be_visible()
