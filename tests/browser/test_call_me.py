"""A draft is tried with a real call to one's own phone, from the panel beside the canvas."""

from playwright.sync_api import expect

from tests.browser.drawings import add_flow, menu_and_message
from tests.browser.editor import Editor
from tests.exchange import TONES


def test_the_phone_rings_and_goes_through_what_is_on_the_canvas(page, exchange, phones):
    mine = phones("102", answer_after_s=0.1)
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    editor.choose("Message")
    editor.set("Prompt", "Closed")
    page.keyboard.press("Escape")
    editor.block("Message").focus()
    page.keyboard.press("t")
    panel = page.get_by_role("region", name="Try it")
    panel.get_by_text("A real call to a phone").click()
    panel.get_by_label("Whose phone").select_option(label="Employee 102 (102)")
    panel.get_by_role("button", name="Call me").click()
    expect(panel.get_by_text("The phone rings now.")).to_be_visible()
    call = mine.incoming.get(timeout=30)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("1")
    assert call.rtp.wait_for_prompt(TONES["closed"])
