"""Each peer registers, calls, hears the menu, presses a key, and talks: nothing else makes sense before that works."""

import pytest

from tests.calls.drawings import AROUND_RING, OUTLETS, menu, ring
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES

TO_A_PHONE = [
    menu(timeout_s=20),
    ring(ring_s=20),
    *OUTLETS,
]
BY_KEY_2 = (("menu", "1", "end"), ("menu", "2", "ring"), ("menu", "timeout", "end"), ("menu", "invalid", "end"))


@pytest.mark.parametrize("way", ["rfc4733", "info"])
@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_pjsip_calls_pjsip_through_a_menu(exchange, pjsip, transport, way):
    anna = pjsip("101", transport=transport, answer_after_s=0.2)
    caller = pjsip("+4917012345", transport=transport)
    number = exchange.draw(TO_A_PHONE, *BY_KEY_2, *AROUND_RING)
    call = caller.call(number)
    assert call.wait("confirmed")
    assert call.heard.wait_for_prompt(TONES["menu"])
    caller.press(call, "2", way)
    rung = anna.incoming.get(timeout=30)
    assert rung.wait("confirmed")
    assert call.heard.wait_for_tone(PHONE_TONES["101"])
    assert rung.heard.wait_for_tone(CALLER_TONE)
    anna.hang_up(rung)
    assert call.wait("ended")
    assert exchange.ended(number) == "callee_hung_up"


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_baresip_calls_baresip_through_a_menu(exchange, baresip, transport):
    anna = baresip("101", transport=transport, answer_after_s=0.2)
    caller = baresip("+4917012345", transport=transport)
    number = exchange.draw(TO_A_PHONE, *BY_KEY_2, *AROUND_RING)
    call = caller.call(number)
    assert call.wait("confirmed")
    assert call.heard.wait_for_prompt(TONES["menu"])
    caller.press("2")
    rung = anna.incoming.get(timeout=30)
    assert rung.wait("confirmed")
    assert call.heard.wait_for_tone(PHONE_TONES["101"])
    assert rung.heard.wait_for_tone(CALLER_TONE)
    anna.hang_up()
    assert call.wait("ended")
    assert exchange.ended(number) == "callee_hung_up"


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_raw_sockets_talk_through_a_menu(exchange, raw_peer, transport):
    anna, caller = raw_peer(transport=transport, tone_hz=PHONE_TONES["101"]), raw_peer(transport=transport)
    assert anna.register("1001-101", exchange.passwords["1001-101"]).status == 200
    number = exchange.draw(TO_A_PHONE, *BY_KEY_2, *AROUND_RING)
    call = caller.call(number)
    call.invite()
    assert call.answered()
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.rtp.press("2")
    rung = anna.rung()
    rung.reply(180)
    rung.reply(200, rung.sdp())
    rung.talk()
    assert rung.asked("ACK")
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    call.send("BYE")
    assert call.final().status == 200
    bye = rung.asked("BYE")
    rung.reply(200, to=bye)
    assert exchange.ended(number) == "caller_hung_up"
    anna.register("1001-101", exchange.passwords["1001-101"], expires_s=0)
