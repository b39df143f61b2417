"""The frame of all pages: it fits every screen, its bar saves, and nothing that was typed is lost unasked."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete

from app.calls.models import Call
from app.db import db, now
from tests.browser import axe
from tests.browser.drawings import add_flow, menu_and_message, publish
from tests.browser.every_page import every_page
from tests.browser.fitting import fits

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
WIDE = {"width": 1440, "height": 900}
LONG_NAME = "Wolkenstein-Trostburg, Maximiliane"
TAGS = ["VIP", "Reklamation Wärmepumpe"]
OUT_OF_SIGHT = """() => [...document.querySelectorAll('.card *')]
  .filter(each => each.checkVisibility() && !each.closest('.visually-hidden'))
  .filter(each => {
    const box = each.closest('.card').getBoundingClientRect();
    const place = each.getBoundingClientRect();
    return place.width > 0 && (place.right > Math.min(box.right, innerWidth) + 1 || place.left < box.left - 1);
  })
  .map(each => each.outerHTML.slice(0, 100))"""
MIDDLES = "all => all.map(each => each.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2)"
GAP = """() => {
  const count = document.querySelector('.frame-count');
  count.hidden = false;  // until the page is told next that nothing is unread
  const word = document.querySelector('.frame-messages .frame-words').getBoundingClientRect();
  return count.getBoundingClientRect().left - word.right;
}"""
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
            assert fits(page), (endpoint, screen)
        axe.check_both(page)


@pytest.fixture
def refused(exchange):
    """The ids of calls that were refused for every reason, with long names and tags, and of two that were missed."""
    usual = {"switch": "s", "program": "", "directory": "", "warnings": [], "tags": TAGS, "caller_name": LONG_NAME}
    ended = {"refused_403": 1, "refused_404": 1, "refused_488": 1, "refused_503": 37, "lost": 1, "caller_hung_up": 1}
    with exchange.in_company():
        for how, count in ended.items():
            outcome = "refused" if how.startswith("refused") else "missed"
            more = {"started_at": now(), "ended_at": now(), "outcome": outcome, "count": count, "ended": how}
            number = {"number": "+4930555010", "caller": "+4917012345678", "direction": "inbound"}
            db.session.add(Call(company_id=exchange.company_id, id=f"fits-{how}", **usual, **number, **more))
        db.session.commit()
    yield [f"fits-{how}" for how in ended]
    with exchange.in_company():
        db.session.execute(delete(Call).where(Call.id.startswith("fits-")))
        db.session.commit()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", ["en", "de"])
def test_refused_calls_fit_every_screen_and_are_accessible(browse, portal, refused, language):
    """In the list, how each call ended is in sight without scrolling sideways."""
    context = browse()
    context.add_cookies([{"name": "language", "value": language, "url": portal.url}])
    page = context.new_page()
    axe.bring(page)
    for path in ("/calls/", "/calls/?outcome=refused", *(f"/calls/{each}" for each in refused)):
        page.goto(path)
        for screen in (WIDE, PHONE):
            page.set_viewport_size(screen)
            assert fits(page), (path, screen)
            assert page.evaluate(OUT_OF_SIGHT) == [], (path, screen)
            if language == "de":  # the longer words
                axe.check_both(page)
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_buttons_of_the_search_stand_in_line(browse, portal, exchange, language):
    context = browse(viewport=WIDE)
    context.add_cookies([{"name": "language", "value": language, "url": portal.url}])
    page = context.new_page()
    page.goto("/calls/?outcome=refused")
    tools = page.locator(".call-tools")
    middles = tools.locator("> .seg, .input-icon, > .dropdown > .btn, > .btn").evaluate_all(MIDDLES)
    assert len(middles) == 4
    assert max(middles) - min(middles) < 2, middles


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
    page.locator("#main form").filter(has=page.get_by_label("Name")).get_by_role("button", name="Save").click()


def test_errors_are_told_in_the_frame(page, complaints):
    complaints.expect("404")
    page.goto("/calls/nobody-called")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    page.locator("#menu").get_by_role("link", name="Calls").click()
    expect(page.get_by_role("heading", name="Calls", level=1)).to_be_visible()


@pytest.mark.parametrize("name", ["company", "lists", "employees"])
def test_a_phone_shows_the_tab_of_the_page(browse, name):
    page = browse(viewport=PHONE).new_page()
    page.goto(f"/settings/{name}")
    expect(page.locator(".settings-tab.active")).to_be_in_viewport(ratio=0.9)


def test_the_count_of_messages_keeps_away_from_the_word(browse):
    page = browse(viewport=WIDE).new_page()
    page.goto("/")
    assert page.evaluate(GAP) >= 4
