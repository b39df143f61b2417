"""Every kind of edit is one step back and one step forward."""

from playwright.sync_api import expect

from tests.browser.drawings import add_flow, menu_and_message
from tests.browser.editor import Editor


def test_each_edit_is_one_step(page, exchange):
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    untouched = editor.kept()
    editor.choose("Menu")
    page.get_by_role("button", name="Key 2", exact=True).click()
    editor.inspector.get_by_label("Tries").press_sequentially("5")
    editor.choose("Message")
    editor.inspector.get_by_label("Name", exact=True).press("End")
    editor.inspector.get_by_label("Name", exact=True).press_sequentially(" of today")
    editor.move("Message of today", 500, 500)
    editor.drag_wire("Menu", "Key 2", "End")
    editor.wire("Menu", "Message of today").click(force=True)
    page.keyboard.press("Delete")
    editor.choose("End")
    page.get_by_role("button", name="Delete block").click()
    expect(editor.block("End")).to_have_count(0)
    editor.save()
    drawn = editor.kept()
    assert [node["id"] for node in drawn["nodes"]] == ["start", "menu", "message"]
    assert drawn["wires"] == [{"from": "start", "outlet": "next", "to": "menu"}]

    undo, redo = (page.get_by_role("button", name=name, exact=True) for name in ("Undo", "Redo"))
    steps = 0
    while undo.is_enabled():
        undo.click()
        steps += 1
    assert steps == 7
    editor.save()
    assert editor.kept() == untouched

    page.locator(".react-flow__pane").click(position={"x": 5, "y": 300})
    for _ in range(steps):
        page.keyboard.press("Control+y")
    expect(redo).to_be_disabled()
    editor.save()
    assert editor.kept() == drawn


def test_what_is_copied_in_one_drawing_is_pasted_into_another(browse, exchange):
    context = browse()
    source = Editor(context.new_page()).open(add_flow(exchange, menu_and_message()))
    source.choose("Menu")
    source.block("Message").locator(".block-label").click(modifiers=["Shift"])
    source.page.keyboard.press("Control+c")
    target = Editor(context.new_page()).open(add_flow(exchange, menu_and_message()))
    target.page.locator(".react-flow__pane").click(position={"x": 5, "y": 300})
    target.page.keyboard.press("Control+v")
    expect(target.wire("Menu 2", "Message 2")).to_have_count(1)
    target.save()
    pasted = [node for node in target.kept()["nodes"] if node["label"] in ("Menu 2", "Message 2")]
    assert [node["settings"].get("prompt") for node in pasted] == ["menu", "welcome"]
