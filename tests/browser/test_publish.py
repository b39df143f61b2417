"""What is published while a call is in progress is for the calls after it."""

from playwright.sync_api import expect

from tests.browser.drawings import add_flow, menu_and_message, publish, ring_anna
from tests.browser.editor import Editor
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES


def test_a_caller_in_the_menu_keeps_the_drawing_the_call_began_with(page, exchange, caller):
    flow_id = add_flow(exchange, menu_and_message())
    number = publish(exchange, flow_id)
    editor = Editor(page).open(flow_id)
    before = caller.call(number)
    assert before.rtp.wait_for_prompt(TONES["menu"])

    editor.choose("Message")
    editor.set("Prompt", "Closed")
    editor.publish()
    expect(editor.messages).to_contain_text(f"Version 2 is live on {number}.")

    before.press("1")
    assert before.rtp.wait_for_prompt(TONES["welcome"])
    after = caller.call(number)
    assert after.rtp.wait_for_prompt(TONES["menu"])
    after.press("1")
    assert after.rtp.wait_for_prompt(TONES["closed"])


def test_a_talk_goes_on_while_the_number_leads_elsewhere(page, exchange, caller, phones):
    anna, ben = phones("101", answer_after_s=0.0), phones("102", answer_after_s=0.0)
    flow_id = add_flow(exchange, ring_anna())
    number = publish(exchange, flow_id)
    editor = Editor(page).open(flow_id)
    talk = caller.call(number)
    assert talk.rtp.wait_for_tone(PHONE_TONES["101"])

    editor.choose("Ring")
    editor.set("Whom", "Employee 102 (102)")
    editor.publish()
    expect(editor.messages).to_contain_text(f"Version 2 is live on {number}.")

    assert talk.rtp.wait_for_tone(PHONE_TONES["101"])
    assert anna.calls[0].rtp.wait_for_tone(CALLER_TONE)
    after = caller.call(number)
    assert after.rtp.wait_for_tone(PHONE_TONES["102"])
    assert len(ben.calls) == 1
    assert talk.state == "answered"
