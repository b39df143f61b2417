"""PJSIP behind a router: it claims an address at which nobody is, in Contact and SDP, and never learns better."""

import pytest

from tests.calls.drawings import AROUND_RING, OUTLETS, menu, ring
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.peers.in_progress import assert_all_are_over

CLAIMED = "127.66.0.1"
"""Of the loopback network, so that nothing leaves this machine, but nobody listens there."""

TO_A_PHONE = [menu(timeout_s=20), ring(ring_s=20), *OUTLETS]
BY_KEY_2 = (("menu", "1", "end"), ("menu", "2", "ring"), ("menu", "timeout", "end"), ("menu", "invalid", "end"))


@pytest.mark.parametrize("ender", ["caller", "phone"])
@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_phone_and_caller_behind_routers_talk(exchange, pjsip, transport, ender):
    anna = pjsip("101", transport=transport, public_address=CLAIMED, answer_after_s=0.2)
    caller = pjsip("103", transport=transport, public_address=CLAIMED, tone_hz=CALLER_TONE)
    call = caller.call(exchange.draw(TO_A_PHONE, *BY_KEY_2, *AROUND_RING))
    assert call.wait("confirmed"), call
    assert call.heard.wait_for_prompt(TONES["menu"]), call
    caller.press(call, "2")
    rung = anna.incoming.get(timeout=30)
    assert rung.wait("confirmed"), rung
    assert call.heard.wait_for_tone(PHONE_TONES["101"]), call
    assert rung.heard.wait_for_tone(CALLER_TONE), rung
    for peer, held in ((caller, call), (anna, rung)):
        peer.hold(held)
        assert held.wait_until(lambda each: each.media == "held"), held
        peer.resume(held)
        assert held.wait_until(lambda each: each.media == "running"), held
    assert call.heard.wait_for_tone(PHONE_TONES["101"]), call
    if ender == "caller":
        caller.hang_up(call)
    else:
        anna.hang_up(rung)
    assert rung.wait("ended"), rung
    assert call.wait("ended"), call
    assert_all_are_over(exchange)


def test_a_caller_behind_a_router_who_gives_up_stops_the_ringing(exchange, pjsip):
    anna, caller = pjsip("101", public_address=CLAIMED), pjsip("103", public_address=CLAIMED)
    call = caller.call(exchange.draw([ring(ring_s=20), *OUTLETS], *AROUND_RING))
    rung = anna.incoming.get(timeout=30)
    assert call.wait("ringing")
    caller.hang_up(call)
    assert rung.wait("ended"), rung
    assert call.wait("ended"), call
    assert_all_are_over(exchange)
