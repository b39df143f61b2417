"""A list of callers is filled by hand and from a file, and calls go by it."""

import pytest
from playwright.sync_api import expect

from app.db import db
from app.lists.service import add_caller_list
from tests.browser import axe
from tests.browser.fitting import fits
from tests.browser.themes import THEMES
from tests.designer.drawing import node
from tests.exchange import TONES

PHONE = {"width": 390, "height": 844}


def test_an_imported_caller_goes_the_way_of_the_list(page, exchange, caller):
    nodes = [
        node("who", "caller_list", list="regulars"),
        node("yes", "play", prompt="welcome"),
        node("no", "play", prompt="closed"),
        node("end", "hangup"),
    ]
    wires = [("who", "listed", "yes"), ("who", "other", "no"), ("yes", "next", "end"), ("no", "next", "end")]
    page.goto("/settings/lists/new")
    page.get_by_label("Name").fill("Regulars")
    page.locator("#main").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nobody is on it yet.")).to_be_visible()
    number = exchange.draw(nodes, *wires)
    assert caller.call(number).rtp.wait_for_prompt(TONES["closed"])
    page.get_by_role("link", name="Import a CSV file").click()
    table = f"Nummer;Notiz\n{caller.user};Carl\nnobody;?\n".encode("cp1252")
    page.get_by_label("CSV file").set_input_files({"name": "t.csv", "mimeType": "text/csv", "buffer": table})
    page.get_by_role("button", name="See what it would do").click()
    expect(page.locator("#caller-faults")).to_contain_text("Line 3: “nobody” is no number")
    page.get_by_role("button", name="Add 1 caller and leave out the faulty lines").click()
    expect(page.get_by_role("row").filter(has_text="Carl")).to_be_visible()
    assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Remove the chosen ones").click()
    expect(page.get_by_text("1 caller was removed.")).to_be_visible()
    assert caller.call(number).rtp.wait_for_prompt(TONES["closed"])


@pytest.mark.parametrize("theme", THEMES)
def test_the_pages_of_lists_are_accessible_with_their_faults(browse, exchange, complaints, theme):
    complaints.expect("422", "422")
    with exchange.in_company():
        made = add_caller_list("Callers 👑", [f"+4917012{index:03}" for index in range(150)])
        url = f"/settings/lists/{made.id}"
        db.session.commit()
    page = browse(color_scheme=theme, viewport=PHONE).new_page()
    axe.bring(page)
    for path in ("/settings/lists", "/settings/lists/new", url, f"{url}?text=nobody", f"{url}/import"):
        page.goto(path)
        axe.check(page)
        assert fits(page), path
    _change_a_note_by_the_keyboard(page, url)
    _send_no_file_that_is_too_large(page, url)
    page.goto(url)
    page.get_by_label("Callers, one a line").fill("0172 1\nAnna")
    page.get_by_role("button", name="Add them all").click()
    expect(page.get_by_text("Line 2:")).to_be_visible()
    axe.check(page)


def _send_no_file_that_is_too_large(page, url):
    """It isn't sent at all: a server that gives such an answer before it has read everything may not be heard."""
    page.goto(f"{url}/import")
    table = page.get_by_label("CSV file")
    table.set_input_files({"name": "t.csv", "mimeType": "text/csv", "buffer": b"0" * (5 * 2**20)})
    page.get_by_role("button", name="See what it would do").click()
    assert table.evaluate("field => field.validationMessage") == "The file is larger than 4 MB."


def _change_a_note_by_the_keyboard(page, url):
    page.goto(f"{url}?text=4917012007")
    page.get_by_role("link", name="Edit +4917012007").focus()
    page.keyboard.press("Enter")
    note = page.locator("tr").get_by_label("Note")
    expect(note).to_be_focused()
    page.keyboard.insert_text("Zoë 👑")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("nobody")
    page.keyboard.press("Enter")
    expect(page.locator("tr .invalid-feedback")).to_contain_text("is no number")
    expect(note).to_have_value("Zoë 👑")
    axe.check(page)
    page.locator("tr").get_by_label("Number").fill("0170 12007")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row").filter(has_text="+4917012007")).to_contain_text("Zoë 👑")
    expect(page.get_by_label("Number or note")).to_have_value("4917012007")
