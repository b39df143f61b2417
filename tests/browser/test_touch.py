"""Drawn with a finger: tapped, dragged and pinched."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.drawings import add_flow, add_number, start_alone
from tests.browser.editor import Editor
from tests.exchange import TONES

WHOLE_BROWSER = True
LEAST_TARGET_PX = 24
TABLET, PHONE = {"width": 1180, "height": 820}, {"width": 390, "height": 780}


@pytest.fixture
def touch(browse):
    context = browse(viewport=TABLET, has_touch=True, is_mobile=True)
    axe.bring(context)
    return context.new_page()


def wire(editor, block, name, target):
    """One tap on the outlet, one on the block."""
    editor.outlet(block, name).tap()
    editor.block(target).locator(".block-label").tap()
    expect(editor.wire(block, target)).not_to_have_count(0)


def hand(page):
    """Puts fingers down, moves them and lifts them: one place for each finger."""
    session = page.context.new_cdp_session(page)

    def fingers(kind, *points):
        places = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    return fingers


def test_a_flow_is_drawn_by_touch_and_called(touch, exchange, caller):
    flow_id = add_flow(exchange, start_alone())
    number = add_number(exchange, flow_id)
    editor = Editor(touch).open(flow_id)
    editor.block("Start").locator(".block-label").tap()
    touch.get_by_role("button", name="Add Menu").tap()
    expect(editor.wire("Start", "Menu")).to_have_count(1)
    editor.set("Prompt", "Menu")
    touch.get_by_role("button", name="Add Play a message").tap()
    editor.set("Prompt", "Welcome")
    expect(editor.wire("Menu", "Play a message")).to_have_count(1)
    touch.get_by_role("button", name="Add Hang up").tap()
    expect(editor.wire("Play a message", "Hang up")).to_have_count(1)
    touch.get_by_role("button", name="Fit to screen").tap()
    wire(editor, "Menu", "No key pressed", "Hang up")
    wire(editor, "Menu", "Wrong key", "Hang up")
    expect(editor.problems).to_have_text("No problems")
    touch.get_by_role("button", name="Publish", exact=True).tap()
    dialog = touch.get_by_role("dialog", name="Publish this drawing")
    for found in ("This will be the first version.", "1 thing to consider", "Nobody called in these days."):
        expect(dialog).to_contain_text(found)  # as long as it grows, its buttons move
    dialog.get_by_role("button", name="Publish").tap()
    expect(editor.messages).to_contain_text(f"is live on {number}.")

    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("1")
    assert call.rtp.wait_for_prompt(TONES["welcome"])


def test_blocks_are_dragged_and_the_canvas_is_pinched(touch, exchange):
    editor = Editor(touch).open(add_flow(exchange, start_alone()))
    fingers = hand(touch)
    before = editor.block("Start").bounding_box()
    assert before
    x, y = before["x"] + 90, before["y"] + 20
    fingers("touchStart", (x, y))
    for step in range(1, 6):
        fingers("touchMove", (x + 20 * step, y + 12 * step))
    fingers("touchEnd")
    expect(editor.state).to_have_text("Unsaved changes")
    after = editor.block("Start").bounding_box()
    assert after
    assert after["x"] > before["x"] + 60
    was = editor.zoom()
    middle = (520, 600)
    fingers("touchStart", (middle[0] - 40, middle[1]), (middle[0] + 40, middle[1]))
    for step in range(1, 6):
        fingers("touchMove", (middle[0] - 40 + 6 * step, middle[1]), (middle[0] + 40 - 6 * step, middle[1]))
    fingers("touchEnd")
    touch.wait_for_function(
        "was => new DOMMatrix(getComputedStyle(document.querySelector('.react-flow__viewport')).transform).a < was",
        arg=was,
    )


def test_targets_are_large_enough_for_a_finger(touch, exchange):
    editor = Editor(touch).open(add_flow(exchange, start_alone()))
    editor.block("Start").locator(".block-label").tap()
    touch.get_by_role("button", name="Add Menu").tap()
    small = touch.evaluate(
        """least => [...document.querySelectorAll('.editor :is(button, select, [role=button]), .editor input')]
        .filter(element => element.checkVisibility())
        .map(element => [element, element.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < least || box.height < least))
        .map(([element]) => element.outerHTML.slice(0, 120))""",
        LEAST_TARGET_PX,
    )
    assert small == []
    touch.get_by_role("button", name="where “Key 1” goes").tap()
    axe.check_both(touch)
    touch.set_viewport_size(PHONE)
    axe.check_both(touch)
