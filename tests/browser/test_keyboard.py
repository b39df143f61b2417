"""Everything can be drawn without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.drawings import add_flow, add_number, menu_and_message, start_alone
from tests.browser.editor import Editor
from tests.exchange import TONES

MOST_TABS = 60


@pytest.fixture
def keys(page):
    return page.keyboard


def tab_to(place):
    """Press Tab until *place* has the focus."""
    for _ in range(MOST_TABS):
        if place.evaluate("element => element === document.activeElement"):
            return
        place.page.keyboard.press("Tab")
    raise AssertionError(f"not reached by Tab: {place}")


def add(editor, search):
    """Find a block in the palette and add it: after the selected one, and wired to it."""
    editor.page.keyboard.press("/")
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.type(search)
    tab_to(editor.page.locator(".palette-block"))
    editor.page.keyboard.press("Enter")


def pick(place, option):
    """Choose in a list by typing the beginning of an option."""
    tab_to(place)
    place.page.keyboard.type(option)
    expect(place.locator("option:checked")).to_contain_text(option)


def test_a_flow_is_drawn_by_keyboard_and_called(page, keys, exchange, caller):
    flow_id = add_flow(exchange, start_alone())
    number = add_number(exchange, flow_id)
    editor = Editor(page).open(flow_id)
    tab_to(editor.block("Start"))
    keys.press("Enter")
    add(editor, "menu")
    expect(editor.wire("Start", "Menu")).to_have_count(1)
    keys.press("F2")
    pick(editor.inspector.get_by_label("Prompt"), "Menu")
    keys.press("Escape")
    add(editor, "play")
    keys.press("F2")
    pick(editor.inspector.get_by_label("Prompt"), "Welcome")
    keys.press("Escape")
    add(editor, "hang")
    expect(editor.wire("Play a message", "Hang up")).to_have_count(1)
    tab_to(editor.block("Menu"))
    keys.press("Enter")
    keys.press("F2")
    for outlet in ("No key pressed", "Wrong key"):
        pick(editor.leads_to(outlet), "Hang up")
    expect(editor.problems).to_have_text("No problems")
    keys.press("Control+s")
    expect(editor.state).to_have_text("Saved")
    tab_to(page.get_by_role("button", name="Publish"))
    keys.press("Enter")
    tab_to(page.get_by_role("dialog").get_by_role("button", name="Publish"))
    keys.press("Enter")
    expect(editor.messages).to_contain_text(f"is live on {number}.")

    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("1")
    assert call.rtp.wait_for_prompt(TONES["welcome"])


def test_blocks_are_moved_doubled_and_deleted_by_keyboard(page, keys, exchange):
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    before = {node["id"]: node["position"] for node in editor.kept()["nodes"]}
    tab_to(editor.block("Message"))
    keys.press("Enter")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    keys.press("Control+d")
    expect(editor.block("Message 2")).to_be_visible()
    keys.press("Control+s")
    expect(editor.state).to_have_text("Saved")
    moved = {node["id"]: node["position"] for node in editor.kept()["nodes"]}
    assert moved["message"]["y"] - before["message"]["y"] == 20
    assert moved["message"]["x"] - before["message"]["x"] == 10
    keys.press("Delete")
    expect(editor.block("Message 2")).to_have_count(0)
    keys.press("Control+a")
    keys.press("Delete")
    expect(editor.block("Start")).to_be_visible()
    expect(page.locator(".react-flow__node")).to_have_count(1)


def test_escape_leads_from_the_inspector_back_to_its_block(page, keys, exchange):
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    tab_to(editor.block("Message"))
    keys.press("Enter")
    keys.press("F2")
    expect(editor.inspector.get_by_label("Name", exact=True)).to_be_focused()
    keys.press("Escape")
    expect(editor.block("Message")).to_be_focused()
    keys.press("Escape")
    expect(editor.inspector).to_contain_text("Choose a block to see its settings.")


def test_the_list_of_keys_is_a_key_away(page, keys, exchange):
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    keys.press("?")
    shown = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(shown).to_contain_text("Save draft")
    keys.press("Escape")
    expect(shown).to_have_count(0)
    keys.press("p")
    expect(page.locator("#editor-problems")).to_be_visible()
    expect(editor.problems).to_have_attribute("aria-expanded", "true")
