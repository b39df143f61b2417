"""Drawn with the mouse, published, called, heard."""

from playwright.sync_api import expect

from tests.browser.editor import Editor
from tests.exchange import TONES

NUMBER = "+49305550100"


def begin(page, name):
    """A new flow and a new number that leads to it, by the pages for them."""
    page.goto("/flows/")
    page.get_by_role("button", name="New flow").click()
    page.get_by_role("dialog").get_by_label("Name").fill(name)
    page.get_by_role("button", name="Draw it").click()
    editor = Editor(page).wait()
    page.get_by_role("link", name="Numbers", exact=True).click()
    page.get_by_label("Number", exact=True).fill(NUMBER)
    page.get_by_label("Leads to", exact=True).select_option(label=name)
    page.get_by_role("button", name="Add the number").click()
    page.get_by_role("link", name=name, exact=True).click()
    return editor.wait()


def test_a_flow_is_drawn_with_the_mouse_and_called(page, caller):
    editor = begin(page, "Front desk")
    page.get_by_role("button", name="Zoom out").click(click_count=2)
    editor.move("Incoming call", 130, 250)
    editor.drag_in("Menu", 400, 250)
    editor.drag_in("Play a message", 660, 150)
    editor.drag_in("Hang up", 820, 400)
    editor.drag_wire("Incoming call", "Call arrives", "Menu")
    editor.drag_wire("Menu", "Key 1", "Play a message")
    editor.drag_wire("Menu", "No key pressed", "Hang up")
    editor.drag_wire("Menu", "Wrong key", "Hang up")
    editor.drag_wire("Play a message", "Then", "Hang up")
    editor.choose("Menu")
    editor.set("Prompt", "Menu")

    expect(editor.badge("Play a message")).to_have_text("1")
    expect(editor.badge("Menu")).to_have_count(0)
    page.get_by_role("button", name="Publish").click()
    dialog = page.get_by_role("dialog", name="Publish this drawing")
    expect(dialog).to_contain_text("Solve the problems first.")
    expect(dialog.get_by_role("button", name="Publish")).to_be_disabled()
    dialog.get_by_role("button", name="Show the problems").click()
    expect(page.locator(".editor-version")).to_have_text("Not published")
    assert caller.call(NUMBER).wait("ended")

    page.locator("#editor-problems").get_by_role("button", name="Play a message").click()
    editor.set("Prompt", "Welcome")
    expect(editor.problems).to_have_text("No problems")
    editor.save()
    editor.publish()
    expect(editor.messages).to_contain_text(f"Version 1 is live on {NUMBER}.")

    call = caller.call(NUMBER)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("1")
    assert call.rtp.wait_for_prompt(TONES["welcome"])
    assert call.wait("ended")
