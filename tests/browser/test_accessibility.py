"""axe finds nothing that breaks WCAG 2.2 AA, in whatever state the editor is."""

import pytest

from tests.browser import axe
from tests.browser.conftest import SCREEN
from tests.browser.drawings import add_flow, menu_and_message, publish, save_draft, save_test, with_another_end
from tests.browser.editor import Editor
from tests.browser.fitting import fits
from tests.browser.themes import THEMES
from tests.exchange import TONES
from tests.waiting import until

PHONE = {"width": 390, "height": 780}


@pytest.mark.parametrize("theme", THEMES)
def test_the_editor_is_accessible(browse, exchange, theme):
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    assert page.locator("html").get_attribute("data-bs-theme") == theme
    axe.check(page)
    editor.choose("Message")
    editor.set("Prompt", "Choose …")
    editor.rename("Opening words")
    editor.badge("Opening words").wait_for()
    editor.problems.click()
    axe.check(page)
    page.get_by_role("button", name="Publish").click()
    axe.check(page)
    page.keyboard.press("Escape")
    editor.wire("Menu", "Opening words").click(force=True)
    page.locator(".react-flow__pane").dblclick(position={"x": 300, "y": 600})
    page.get_by_role("dialog", name="Add a block here").wait_for()
    axe.check(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keyboard shortcuts").wait_for()
    axe.check(page)


PAGES_BESIDE_THE_WALK = ("/calls/?text=nobody", "/calls/?day=tomorrow", "/nowhere")
PAGES_OF_A_FLOW = ("versions", "tests", "replay", "replay?from=2026-01-01&to=2026-01-02")
"""What `test_frame.test_every_page_fits_every_screen_and_is_accessible` does not come by."""


@pytest.mark.parametrize("theme", THEMES)
def test_pages_in_odd_states_are_accessible(browse, exchange, complaints, theme):
    complaints.expect("422", "404")
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    flow_id = add_flow(exchange, menu_and_message())
    for path in (*PAGES_BESIDE_THE_WALK, *(f"/flows/{flow_id}/{each}" for each in PAGES_OF_A_FLOW)):
        page.goto(path)
        assert page.locator("html").get_attribute("data-bs-theme") == theme
        axe.check(page)


@pytest.fixture
def other_draft(exchange, caller):
    """A flow whose draft sends the one call that there was elsewhere, with a test that passes and one that fails."""
    flow_id = add_flow(exchange, menu_and_message())
    number = publish(exchange, flow_id)
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("1")
    assert call.wait("ended")
    assert until(lambda: exchange.ended(number))
    exchange.work("follow the journal")
    save_draft(exchange, flow_id, with_another_end())
    save_test(exchange, flow_id, "As before", ["menu", "welcome"])
    save_test(exchange, flow_id, "As now", ["menu", "closed"])
    return flow_id


def test_tests_and_the_replay_are_accessible(page, other_draft):
    axe.bring(page)
    page.goto(f"/flows/{other_draft}/tests")
    page.get_by_text("Step by step").click()
    check_wide_and_narrow(page)
    page.goto(f"/flows/{other_draft}/replay")
    page.get_by_role("button", name="Replay").click()
    went_elsewhere = page.get_by_role("region", name="Calls that would go elsewhere")
    went_elsewhere.wait_for()
    check_wide_and_narrow(page)
    went_elsewhere.get_by_role("link").first.click()
    page.get_by_role("region", name="With the draft").wait_for()
    check_wide_and_narrow(page)


def check_wide_and_narrow(page):
    axe.check_both(page)
    page.set_viewport_size(PHONE)
    axe.check_both(page)
    assert fits(page)
    page.set_viewport_size(SCREEN)


@pytest.mark.parametrize("theme", THEMES)
def test_the_sign_in_page_is_accessible_with_its_message(chromium, portal, theme):
    context = chromium.new_context(base_url=portal.url, color_scheme=theme, locale="en-GB")
    axe.bring(context)
    page = context.new_page()
    page.goto("/sign-in")
    axe.check(page)
    page.get_by_label("E-mail").fill("nobody@demo.example")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    axe.check(page)
    context.close()
