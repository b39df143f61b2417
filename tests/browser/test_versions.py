"""Versions beside the canvas: what is different in one, going back to it, and what is known of a draft beforehand."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.conftest import SCREEN
from tests.browser.drawings import (
    add_flow,
    menu_and_message,
    publish,
    publish_again,
    save_draft,
    save_test,
    with_another_end,
)
from tests.browser.editor import Editor
from tests.browser.themes import THEMES
from tests.exchange import TONES


@pytest.fixture
def two_versions(exchange):
    """(flow, number): version 2 has another end; the draft is version 2."""
    flow_id = add_flow(exchange, menu_and_message())
    number = publish(exchange, flow_id)
    save_draft(exchange, flow_id, with_another_end())
    publish_again(exchange, flow_id, "For the holidays")
    return flow_id, number


def open_versions(page: Page) -> Any:
    page.get_by_role("button", name="Versions", exact=True).click()
    return page.get_by_role("region", name="Versions", exact=True)


def test_a_version_shows_what_is_different_on_the_canvas(page, two_versions):
    editor = Editor(page).open(two_versions[0])
    panel = open_versions(page)
    expect(panel).to_contain_text("The draft is the same as version 2, which is in force.")
    expect(panel.get_by_role("button", name="Version 2")).to_contain_text("For the holidays")
    expect(panel.get_by_role("button", name="Version 2")).to_contain_text(f"In use by {two_versions[1]}")

    panel.get_by_role("button", name="Version 2").click()
    expect(editor.block("Second end").locator(".block-mark")).to_have_text("New")
    expect(editor.block("Message").locator(".block-mark")).to_have_text("Changed")
    expect(editor.block("Menu").locator(".block-mark")).to_have_count(0)
    expect(editor.wire("Message", "End")).to_have_count(1)
    expect(editor.wire("Message", "Second end")).to_have_count(1)
    expect(page.get_by_text("This is only to look at.")).to_be_visible()

    panel.get_by_role("radio", name="As it was").check(force=True)
    expect(page.locator(".block-mark")).to_have_count(0)
    expect(editor.wire("Message", "End")).to_have_count(0)
    panel.get_by_label("Compared with").select_option(label="Draft")
    expect(panel).to_contain_text("Nothing that a caller notices.")

    panel.get_by_role("button", name="Version 1").click()
    expect(panel).to_contain_text("there is none before it")
    expect(editor.block("Second end")).to_have_count(0)
    page.get_by_role("button", name="Back to drawing").click()
    expect(editor.block("Second end")).to_be_visible()
    expect(page.locator(".block-mark")).to_have_count(0)
    expect(page.get_by_role("button", name="Versions", exact=True)).to_be_focused()


def rgb(colour):
    """#1b7a43 as a browser computes it."""
    return "rgb({}, {}, {})".format(*bytes.fromhex(colour.removeprefix("#")))


def test_one_goes_from_change_to_change_by_key(page, two_versions):
    editor = Editor(page).open(two_versions[0])
    panel = open_versions(page)
    panel.get_by_role("button", name="Version 2").click()
    here = panel.locator(".change[aria-current=true]")
    expect(panel.locator(".change").first).to_contain_text("“Second end” (Hang up) is new")
    page.keyboard.press("Alt+ArrowDown")
    expect(here).to_contain_text("“Second end” (Hang up) is new")
    expect(page.locator(".react-flow__node.selected")).to_contain_text("Second end")
    expect(page.get_by_role("status").filter(has_text=re.compile("^Change 1 of 4: “Second end”"))).to_have_count(1)
    ring = editor.block("Second end").locator(".block").evaluate("block => getComputedStyle(block).boxShadow")
    added = page.locator(".editor").evaluate("editor => getComputedStyle(editor).getPropertyValue('--editor-added')")
    assert rgb(added) in ring
    page.keyboard.press("Alt+ArrowUp")
    expect(here).to_contain_text("leads to “Second end” now, to “End” before")
    panel.get_by_role("button", name="Next change").click()
    expect(here).to_contain_text("“Second end” (Hang up) is new")
    page.keyboard.press("Delete")
    page.get_by_role("button", name="Back to drawing").click()
    expect(editor.block("Second end")).to_be_visible()


def test_unsaved_work_is_compared_and_going_back_lets_callers_hear_the_old_again(page, two_versions, caller):
    flow_id, number = two_versions
    editor = Editor(page).open(flow_id)
    editor.choose("Message")
    editor.rename("Opening words")
    panel = open_versions(page)
    expect(panel.get_by_role("button", name="Draft Drawn, but not published yet")).to_be_visible()
    expect(panel.locator(".change")).to_have_text(["“Message” is called “Opening words” now"])
    expect(editor.state).to_have_text("Saved")

    panel.get_by_role("button", name="Version 1").click()
    panel.get_by_role("button", name="Go back to this version").click()
    dialog = page.get_by_role("dialog", name="Go back to version 1?")
    expect(dialog).to_contain_text(number)
    dialog.get_by_role("button", name="Go back").click()
    expect(editor.messages).to_contain_text(f"Version 1 is live on {number}.")
    expect(panel.get_by_role("button", name="Version 1")).to_contain_text("In force")
    expect(panel.get_by_role("button", name="Version 1")).to_be_focused()
    expect(editor.block("Second end")).to_have_count(0)
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("1")
    assert call.rtp.wait_for_prompt(TONES["welcome"])
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Fit to screen").click()
    expect(editor.block("Opening words")).to_be_visible()
    expect(editor.block("Second end")).to_be_visible()


def test_a_draft_is_looked_at_before_it_is_published_with_a_note(page, exchange, two_versions):
    flow_id, number = two_versions
    save_test(exchange, flow_id, "Key 1", ["menu", "closed"])
    editor = Editor(page).open(flow_id)
    editor.choose("Message")
    editor.rename("Opening words")
    page.get_by_role("button", name="Publish").click()
    dialog = page.get_by_role("dialog", name="Publish this drawing")
    review = dialog.get_by_role("region", name="Before you publish")
    expect(review).to_contain_text("1 change since version 2")
    expect(review).to_contain_text("“Message” is called “Opening words” now")
    expect(review).to_contain_text("The test passes.")
    expect(review.get_by_role("region", name="All that can happen")).to_contain_text("“Menu”: ")
    expect(review.get_by_role("region", name="Calls of the last 7 days")).to_contain_text("Nobody called")
    dialog.get_by_label("What did you change?").fill("A better name")
    dialog.get_by_role("button", name="Publish").click()
    expect(editor.messages).to_contain_text(f"Version 3 is live on {number}.")
    expect(open_versions(page).get_by_role("button", name="Version 3")).to_contain_text("A better name")


def test_red_tests_hold_publishing_up_and_say_why(page, exchange, two_versions):
    flow_id, _number = two_versions
    save_test(exchange, flow_id, "Key 1", ["menu", "welcome"])
    editor = Editor(page).open(flow_id)
    page.get_by_role("button", name="Publish").click()
    dialog = page.get_by_role("dialog", name="Publish this drawing")
    expect(dialog.get_by_role("region", name="Saved tests")).to_contain_text("The test fails.")
    expect(dialog.locator(".review-red")).to_contain_text("Key 1")
    expect(dialog.get_by_role("button", name="Publish")).to_be_disabled()
    expect(dialog.locator("footer")).to_contain_text("A test fails.")
    page.keyboard.press("Escape")
    expect(editor.block("Message")).to_be_visible()


def test_a_server_that_is_gone_is_said_where_it_is_missed(page, two_versions, complaints):
    editor = Editor(page).open(two_versions[0])
    panel = open_versions(page)
    expect(panel.get_by_role("button", name="Version 2")).to_be_visible()
    complaints.expect_to_go_offline()
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    panel.get_by_role("button", name="Version 2").click()
    expect(panel.get_by_role("alert")).to_contain_text("The server cannot be reached.")
    page.context.set_offline(False)
    panel.get_by_role("button", name="Version 2").click()
    expect(editor.block("Second end").locator(".block-mark")).to_have_text("New")
    expect(panel.get_by_role("alert")).to_have_count(0)


def test_a_panel_that_can_not_be_fetched_leaves_the_drawing_and_is_tried_again(
    chromium, portal, signed_in, two_versions
):
    context = chromium.new_context(base_url=portal.url, storage_state=signed_in, locale="en-GB", viewport=SCREEN)
    page = context.new_page()
    page.route("**/VersionsPanel-*.js", lambda route: route.abort())
    editor = Editor(page).open(two_versions[0])
    panel = open_versions(page)
    expect(panel.get_by_role("alert")).to_contain_text("This part could not be loaded.")
    expect(editor.block("Message")).to_be_visible()
    page.unroute_all()
    panel.get_by_role("button", name="Try again").click()
    expect(panel.get_by_role("button", name="Version 2")).to_be_visible()
    context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_versions_and_the_review_are_accessible(browse, exchange, two_versions, theme):
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    flow_id, _number = two_versions
    save_test(exchange, flow_id, "Key 1", ["menu", "welcome"])
    Editor(page).open(flow_id)
    assert page.locator("html").get_attribute("data-bs-theme") == theme
    panel = open_versions(page)
    panel.get_by_role("button", name="Version 2").click()
    panel.locator(".change").first.click()
    axe.check(page)
    page.set_viewport_size({"width": 390, "height": 780})
    note, canvas = page.locator(".canvas-note").bounding_box(), page.locator(".canvas").bounding_box()
    assert canvas["x"] <= note["x"]
    assert note["x"] + note["width"] <= canvas["x"] + canvas["width"]
    axe.check(page)
    page.set_viewport_size(SCREEN)
    panel.get_by_role("button", name="Version 1").click()
    panel.get_by_role("button", name="Go back to this version").click()
    page.get_by_role("dialog").wait_for()
    axe.check(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Publish").click()
    page.locator(".review-red").wait_for()
    axe.check(page)
