"""The phone in the browser: real calls through real flows, both sides hear each other."""

import pytest
from playwright.sync_api import expect

from tests.browser.drawings import placed, publish, add_flow
from tests.browser.phone_window import MICROPHONE_TONE, PhoneWindow
from tests.designer.drawing import flow, node
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES


@pytest.fixture
def mine(browse, exchange):
    """The owner's phone, switched on. The first time they become an employee, with the extension 100."""
    context = browse(viewport={"width": 400, "height": 760}, permissions=["microphone"])
    window = PhoneWindow(context).open()
    if window.button("Make me an employee").is_visible():
        window.button("Make me an employee").click()
    yield window.switch_on()
    window.page.close()


def ring_me(record=False):
    ring = node("ring", "ring", who="employee:100", ring_s=10, record=record)
    message = node("message", "play", prompt="welcome")
    ways = [("ring", outlet, "message") for outlet in ("no_answer", "busy", "unavailable")]
    return placed(flow([ring, message, node("end", "hangup")], *ways, ("message", "next", "end")))


def test_a_call_rings_is_answered_and_both_hear_each_other(mine, exchange, caller):
    number = publish(exchange, add_flow(exchange, ring_me()))
    call = caller.call(number)
    mine.answer("+4917012345")
    assert call.rtp.wait_for_tone(MICROPHONE_TONE)
    assert mine.wait_for_tone(CALLER_TONE)
    call.hang_up()
    expect(mine.page.get_by_text("The call with +4917012345 is over.")).to_be_visible()
