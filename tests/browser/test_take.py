"""A supervisor sees on Status that somebody waits, takes the caller with the phone in the browser, and they talk."""

from playwright.sync_api import expect

from tests.browser.phone_window import MICROPHONE_TONE, PhoneWindow, with_ear
from tests.calls.test_queue import SERVED_S, draw
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES

WHOLE_BROWSER = True


def test_a_waiting_caller_is_taken_with_the_phone_in_the_browser(browse, exchange, caller, phones):
    browser = with_ear(browse(permissions=["microphone"]))
    window = PhoneWindow(browser).open().switch_on()
    phones("101", answer_after_s=0.0)
    number = draw(exchange, ring_s=60)
    assert caller.call(number).rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    with exchange.caller("+4917055555") as other:
        waits = other.call(number)
        assert waits.rtp.wait_for_prompt(TONES["music"])
        exchange.work("follow the journal")
        status = browser.new_page()
        status.goto("/status/")
        row = status.locator(f"[data-call='{exchange.steps(number)[-1]['call']}']")
        row.get_by_role("button", name="Take").click()
        expect(status.get_by_text("Your phone rings.")).to_be_visible()
        window.answer("+4917055555")
        assert waits.rtp.wait_for_tone(MICROPHONE_TONE)
        assert window.wait_for_tone(CALLER_TONE)
        exchange.work("follow the journal")
        expect(row).to_have_count(0)
        waits.hang_up()
    window.page.close()
