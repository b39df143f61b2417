"""The drawing as a list: read, and drawn by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.drawings import add_flow, add_number, menu_and_message, start_alone
from tests.browser.editor import Editor
from tests.browser.themes import THEMES
from tests.exchange import TONES


class Outline:
    def __init__(self, page):
        self.page = page
        self.tree = page.get_by_role("tree", name="Outline")
        self.fields = page.locator(".outline-fields")
        self.current = self.tree.locator("[aria-selected=true]")

    def open(self):
        self.page.keyboard.press("o")
        expect(self.tree).to_be_visible()
        self.tree.focus()
        return self

    def rows(self):
        return self.tree.get_by_role("treeitem").all_inner_texts()

    def add(self, search):
        """A block behind the row that one is at."""
        self.page.keyboard.press("+")
        self.page.keyboard.type(search)
        self.page.keyboard.press("Enter")
        expect(self.tree).to_be_focused()

    def lead(self, option):
        """Set where the outlet of the row leads."""
        self.page.keyboard.press("Enter")
        select = self.fields.get_by_role("combobox")
        if self.fields.get_by_label("Name").count():
            self.page.keyboard.press("Tab")
        expect(select).to_be_focused()
        self.page.keyboard.type(option)
        expect(select.locator("option:checked")).to_contain_text(option)
        self.page.keyboard.press("Escape")
        expect(self.tree).to_be_focused()


def test_a_flow_is_drawn_in_the_list_by_keyboard_and_called(page, exchange, caller):
    flow_id = add_flow(exchange, start_alone())
    number = add_number(exchange, flow_id)
    editor = Editor(page).open(flow_id)
    outline, keys = Outline(page).open(), page.keyboard
    expect(outline.tree.get_by_role("treeitem")).to_contain_text(["Start, Incoming call", "leads nowhere yet"])
    outline.add("menu")
    expect(outline.current).to_contain_text("Call arrives: Menu")
    keys.press("ArrowRight")
    expect(outline.current).to_have_text("Key 1: leads nowhere yet")
    outline.add("play")
    outline.add("hang")
    expect(outline.current).to_have_text("Then: Hang up")
    for outlet in ("No key pressed", "Wrong key"):
        while outlet not in outline.current.inner_text():
            keys.press("ArrowDown")
        outline.lead("Hang up")
        expect(outline.current).to_have_text(f"{outlet}: Hang up, listed elsewhere")
    keys.press("ArrowRight")
    expect(outline.current).to_have_text("Then: Hang up")
    for name, prompt in (("Menu", "Menu"), ("Play a message", "Welcome")):
        if outline.tree.count() == 0:
            outline.open()
        keys.press("Home")
        while name not in outline.current.inner_text():
            keys.press("ArrowDown")
        page.get_by_role("button", name="Settings", exact=True).focus()
        keys.press("Enter")
        expect(editor.inspector.get_by_label("Name", exact=True)).to_be_focused()
        editor.inspector.get_by_label("Prompt", exact=True).focus()
        keys.type(prompt)
        keys.press("Escape")
    expect(editor.problems).to_have_text("No problems")
    editor.publish()
    expect(editor.messages).to_contain_text(f"is live on {number}.")

    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("1")
    assert call.rtp.wait_for_prompt(TONES["welcome"])


def test_rows_are_renamed_inserted_folded_and_removed(page, exchange):
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    outline, keys = Outline(page).open(), page.keyboard
    before = outline.rows()
    keys.press("End")
    keys.press("Home")
    keys.press("ArrowDown")
    keys.press("F2")
    keys.press("Control+a")
    keys.type("Main menu")
    keys.press("Escape")
    expect(outline.current).to_have_text("Call arrives: Main menu, Menu")
    expect(editor.block("Main menu")).to_be_visible()
    keys.press("ArrowLeft")
    expect(outline.current).to_have_attribute("aria-expanded", "false")
    assert len(outline.rows()) == 2
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    keys.press("+")
    keys.type("say")
    keys.press("Enter")
    expect(editor.wire("Message", "Say a text")).to_have_count(1)
    expect(editor.wire("Say a text", "End")).to_have_count(1)
    keys.press("Delete")
    expect(editor.block("Say a text")).to_have_count(0)
    expect(outline.tree).to_be_focused()
    keys.press("Control+z")
    keys.press("Control+z")
    keys.press("Control+z")
    assert outline.rows() == before


def test_what_no_call_reaches_comes_last_and_the_canvas_leads_the_list(page, exchange):
    graph = menu_and_message()
    graph["wires"] = [wire for wire in graph["wires"] if wire["from"] != "start"]
    editor = Editor(page).open(add_flow(exchange, graph))
    outline = Outline(page).open()
    assert outline.rows()[2] == "No call reaches these"
    editor.block("Message").locator(".block-label").click()
    expect(outline.current).to_contain_text("Message")


@pytest.mark.parametrize("theme", THEMES)
def test_the_outline_is_for_everybody(browse, exchange, theme):
    context = browse(color_scheme=theme)
    axe.bring(context)
    page = context.new_page()
    Editor(page).open(add_flow(exchange, menu_and_message()))
    outline = Outline(page).open()
    page.keyboard.press("ArrowDown")
    axe.check(page)
    page.set_viewport_size({"width": 390, "height": 780})
    expect(outline.tree).to_be_visible()
    axe.check(page)
