"""Notes, frames, lining up, finding, cutting and pasting."""

import json

import pytest
from playwright.sync_api import expect

from app.auth.service import add_user
from app.company.models import Company
from app.db import company_scope, db
from tests.browser import axe
from tests.browser.conftest import SCREEN
from tests.browser.drawings import add_flow, menu_and_message
from tests.browser.editor import Editor
from tests.browser.signing_in import PASSWORD
from tests.browser.themes import THEMES


@pytest.fixture
def editor(page, exchange):
    return Editor(page).open(add_flow(exchange, menu_and_message()))


def place(block):
    box = block.bounding_box()
    assert box
    return box["x"], box["y"]


def both(editor, *names):
    """Choose several blocks."""
    for name in names:
        editor.block(name).locator(".block-label").click(modifiers=["Shift"])
    expect(editor.inspector).to_contain_text(f"{len(names)} selected")


def test_a_frame_carries_its_blocks_and_is_kept(page, editor):
    both(editor, "Menu", "Message")
    page.keyboard.press("g")
    page.keyboard.type("What callers hear first")
    page.keyboard.press("Escape")
    frame = page.get_by_role("group", name="Note: What callers hear first")
    expect(frame).to_be_focused()
    editor.inspector.get_by_label("Green").check(force=True)
    before, apart = place(editor.block("Menu")), place(editor.block("End"))
    box = frame.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] - 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + box["height"] + 88, steps=6)
    page.mouse.up()
    moved = place(editor.block("Menu"))
    assert moved[1] > before[1] + 50
    assert place(editor.block("End")) == apart
    editor.save()
    (note,) = editor.kept()["notes"]
    assert (note["text"], note["color"]) == ("What callers hear first", "green")
    page.reload()
    expect(Editor(page).wait().page.locator(".note")).to_contain_text("What callers hear first")


def test_a_note_is_written_resized_and_deleted(page, editor):
    page.get_by_role("button", name="Add a note").click()
    expect(page.locator(".note-writer")).to_be_focused()
    page.keyboard.type("Ask Anna")
    page.keyboard.press("Escape")
    editor.inspector.get_by_label("Width").fill("400")
    note = page.locator(".react-flow__node-note")
    expect(note).to_have_css("width", "400px")
    note.dblclick(position={"x": 200, "y": 60})
    expect(page.locator(".note-writer")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    expect(note).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(note).to_contain_text("Ask Anna")


def test_blocks_are_lined_up_by_the_menu_and_by_key(page, editor):
    both(editor, "Menu", "Message", "End")
    page.get_by_role("button", name="Line up").click()
    page.get_by_role("button", name="Line up top edges").click()
    tops = {place(editor.block(name))[1] for name in ("Menu", "Message", "End")}
    assert len(tops) == 1
    expect(page.get_by_role("button", name="Line up")).to_be_focused()
    page.keyboard.press("Shift+L")
    lefts = {place(editor.block(name))[0] for name in ("Menu", "Message", "End")}
    assert len(lefts) == 1
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert place(editor.block("Menu"))[1] != place(editor.block("Message"))[1]


def test_a_block_is_found_by_what_it_is_set_to(page, editor):
    page.keyboard.press("Control+f")
    page.keyboard.type("welcome")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("– of 1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("1 of 1")
    expect(editor.inspector.get_by_label("Name", exact=True)).to_have_value("Message")
    page.keyboard.press("Escape")
    expect(editor.block("Message")).to_be_focused()
    page.keyboard.press("Control+f")
    page.keyboard.type("nowhere")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("Nothing found")


def test_blocks_go_through_the_clipboard_of_the_system(page, browse, editor):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor.choose("Message")
    editor.block("Message").focus()
    page.keyboard.press("Control+x")
    expect(editor.block("Message")).to_have_count(0)
    held = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert [node["id"] for node in held["nodes"]] == ["message"]
    page.keyboard.press("Control+v")
    expect(editor.block("Message")).to_be_visible()
    page.evaluate("navigator.clipboard.writeText('milk and bread')")
    page.keyboard.press("Control+v")
    expect(editor.messages).to_contain_text("nothing was pasted")
    too_many = json.dumps({"nodes": [{"id": f"n{i}", "type": "hangup"} for i in range(5000)], "wires": []})
    page.evaluate("text => navigator.clipboard.writeText(text)", too_many)
    page.get_by_role("button", name="Paste").click()
    expect(editor.messages).to_contain_text("at most 2000 blocks; this would make 5000")
    expect(page.locator(".react-flow__node")).to_have_count(4)


@pytest.mark.parametrize("theme", THEMES)
def test_the_tools_are_for_everybody(browse, exchange, theme):
    context = browse(color_scheme=theme)
    axe.bring(context)
    editor = Editor(context.new_page()).open(add_flow(exchange, menu_and_message()))
    page = editor.page
    both(editor, "Menu", "Message")
    page.keyboard.press("g")
    page.keyboard.type("Reception")
    page.keyboard.press("Escape")
    axe.check(page)
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Line up").click()
    page.keyboard.press("Control+f")
    page.keyboard.type("menu")
    page.keyboard.press("Enter")
    axe.check(page)


def test_who_may_only_look_is_told_and_changes_nothing(running, exchange, chromium, portal, complaints):
    with exchange.app.app_context(), company_scope(exchange.company_id):
        company = db.session.get_one(Company, exchange.company_id)
        add_user(company, "Susan Supervisor", "susan@demo.example", "supervisor", PASSWORD)
        db.session.commit()
    flow_id = add_flow(exchange, menu_and_message())
    context = chromium.new_context(base_url=portal.url, locale="en-GB", viewport=SCREEN, reduced_motion="reduce")
    complaints.watch(context)
    axe.bring(context)
    page = context.new_page()
    page.goto(f"/flows/{flow_id}/edit")
    page.get_by_label("E-mail").fill("susan@demo.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    editor = Editor(page).wait()
    expect(page.locator(".editor-header")).to_contain_text("You may look at this drawing, but not change it.")
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    editor.choose("Message")
    expect(editor.inspector.get_by_label("Name", exact=True)).to_be_disabled()
    expect(editor.leads_to("Then")).to_be_disabled()
    expect(editor.inspector.get_by_role("button", name="Listen")).to_be_enabled()
    expect(page.get_by_role("button", name="Add Menu")).to_be_disabled()
    page.keyboard.press("Delete")
    page.keyboard.press("n")
    expect(editor.block("Message")).to_be_visible()
    expect(page.locator(".react-flow__node")).to_have_count(4)
    axe.check_both(page)
    context.close()
    complaints.check()


def test_an_address_chooses_the_block_that_it_names(page, exchange):
    flow_id = add_flow(exchange, menu_and_message())
    page.goto(f"/flows/{flow_id}/edit?block=message")
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Message")
