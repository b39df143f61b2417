"""A supervisor calls a missed caller back from the list of calls, with the phone in the browser."""

from playwright.sync_api import expect

from app.ports.engagements import engagements
from tests.browser.drawings import add_flow, publish, ring_anna
from tests.browser.phone_window import MICROPHONE_TONE, PhoneWindow, with_ear
from tests.exchange import OUTSIDE_TONE
from tests.waiting import until

WHOLE_BROWSER = True
PETRA = "+493023125991"


def is_connected(exchange):
    """Whether the portal has heard that a phone is there."""
    exchange.work("follow the journal")
    with exchange.in_company():
        return any(each.state == "phone_back" for each in engagements().phones().values())


def test_a_missed_caller_is_called_back_from_the_list(browse, exchange):
    browser = with_ear(browse(permissions=["microphone"]))
    number = publish(exchange, add_flow(exchange, ring_anna()))
    with exchange.caller(PETRA) as caller:
        caller.call(number).wait("ended")
    assert until(lambda: exchange.ended(number))
    window = PhoneWindow(browser).open().switch_on()
    assert until(lambda: is_connected(exchange), 30)
    calls = browser.new_page()
    calls.goto(f"/calls/?period=today&outside={PETRA.replace('+', '%2B')}")
    card, waiting = browser.new_page(), browser.new_page()
    card.goto("/statistics/?period=today")
    in_card = card.locator("#card-never").get_by_role("button", name="Call back: +49 30 23125991")
    expect(in_card).to_be_visible()
    waiting.goto("/calls/?period=today&measure=never_called_back")
    expect(waiting.get_by_role("button", name="Call +49 30 23125991 back")).to_be_visible()
    with exchange.carrier(answer_after_s=0.0) as carrier:
        calls.get_by_role("button", name="Call +49 30 23125991 back").click()
        expect(calls.get_by_text("Your phone rings. Once you answer, +49 30 23125991 is called.")).to_be_visible()
        window.answer(PETRA)
        there = carrier.incoming.get(timeout=30)
        assert there.rtp.wait_for_tone(MICROPHONE_TONE)
        assert window.wait_for_tone(OUTSIDE_TONE)
        exchange.work("follow the journal")
        expect(in_card).to_have_count(0)
        expect(waiting.get_by_role("button", name="Call +49 30 23125991 back")).to_have_count(0)
        there.hang_up()
    window.page.close()
