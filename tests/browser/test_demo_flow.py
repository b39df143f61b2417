"""The drawing of a new installation is drawn from nothing, undone to nothing, and there again, in each way to draw."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo_flow import demo_flow, meaning, settings
from tests.browser.drawings import add_flow, add_number, start_alone
from tests.browser.editor import Editor
from tests.browser.hands import Finger, Hands, Keyboard, Mouse
from tests.exchange import PHONE_TONES, TONES

TABLET = {"width": 1180, "height": 820}


def draw(hands: Hands) -> None:
    graph = demo_flow()
    nodes = {node["id"]: node for node in graph["nodes"]}
    missing = list(graph["wires"])
    start = nodes[graph["entry"]]
    hands.choose({**start, "label": "Start"})
    hands.name(start)
    hands.steps += 1
    for node in nodes.values():
        if node is not start:
            first = next(wire for wire in missing if wire["to"] == node["id"])
            hands.add(node, nodes[first["from"]])
            hands.name(node)
            hands.steps += 2
            if hands.wires_what_it_adds:
                missing.remove(first)
        for setting in settings(node):
            hands.set(setting)
            hands.steps += 1
    for wire in missing:
        hands.wire(nodes[wire["from"]], wire["outlet"], nodes[wire["to"]])
        hands.steps += 1


def check(hands: Hands) -> None:
    """What was drawn is the demo flow; every step of it can be taken back, and done again."""
    editor = hands.editor
    expect(editor.problems).to_have_text("No problems")
    editor.save()
    drawn = editor.kept()
    assert meaning(drawn) == meaning(demo_flow())
    steps = 0
    while hands.tool("Undo").is_enabled():
        hands.undo()
        steps += 1
    assert steps == hands.steps
    editor.save()
    assert editor.kept() == start_alone()
    for _ in range(steps):
        hands.redo()
    expect(hands.tool("Redo")).to_be_disabled()
    editor.save()
    assert editor.kept() == drawn


@pytest.mark.proof
def test_with_the_mouse_and_called(page, exchange, caller, phones):
    phone = phones("103", answer_after_s=0.0)
    flow_id = add_flow(exchange, start_alone())
    number = add_number(exchange, flow_id)
    hands = Mouse(Editor(page).open(flow_id))
    hands.make_room(demo_flow()["nodes"][0])
    draw(hands)
    check(hands)
    hands.editor.publish()
    expect(hands.editor.messages).to_contain_text(f"Version 1 is live on {number}.")

    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["welcome"])
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("2")
    assert call.rtp.wait_for_tone(PHONE_TONES["103"])
    assert len(phone.calls) == 1
    caller.hang_up_all()
    later = caller.call(number)
    assert later.rtp.wait_for_prompt(TONES["menu"])
    later.press("3")
    assert later.rtp.wait_for_prompt(TONES["greeting"])


@pytest.mark.proof
def test_by_keyboard_alone(page, exchange):
    hands = Keyboard(Editor(page).open(add_flow(exchange, start_alone())))
    draw(hands)
    check(hands)


@pytest.mark.proof
def test_by_touch(browse, exchange):
    page = browse(viewport=TABLET, has_touch=True, is_mobile=True).new_page()
    hands = Finger(Editor(page).open(add_flow(exchange, start_alone())))
    draw(hands)
    check(hands)
