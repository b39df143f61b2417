"""An employee with two phones picks up both at once: the first one talks, the other one is hung up on."""

import pytest

from tests.calls.drawings import AROUND_RING, OUTLETS, ring
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.peers.in_progress import assert_all_are_over
from tests.waiting import until

TIMES = 3


@pytest.fixture
def two_phones(exchange, raw_peer):
    """Of employee 101."""
    made = [raw_peer(tone_hz=PHONE_TONES["101"]), raw_peer(tone_hz=PHONE_TONES["102"])]
    for phone in made:
        assert phone.register("1001-101", exchange.passwords["1001-101"]).status == 200
    yield made
    for phone in made:
        phone.register("1001-101", exchange.passwords["1001-101"], expires_s=0)


def asked_by_any(rung, method):
    return next(((each, found) for each in rung if (found := each.asked(method, 0))), None)


def test_one_of_two_phones_that_pick_up_together_talks(exchange, raw_peer, two_phones):
    number = exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    for _ in range(TIMES):
        caller = raw_peer()
        call = caller.call(number)
        call.invite()
        rung = [phone.rung() for phone in two_phones]
        for each in rung:
            each.reply(180)
        for each in rung:
            each.reply(200, each.sdp())
        assert call.answered()
        for each in rung:
            assert each.asked("ACK"), rung
        for each in rung:
            each.talk()
        loser, bye = until(lambda rung=rung: asked_by_any(rung, "BYE"))
        loser.reply(200, to=bye)
        (winner,) = [each for each in rung if each is not loser]
        assert call.rtp.wait_for_tone(winner.peer.tone_hz)
        assert winner.rtp.wait_for_tone(CALLER_TONE)
        call.send("BYE")
        assert call.final().status == 200
        winner.reply(200, to=winner.asked("BYE"))
    assert_all_are_over(exchange)


def test_two_pjsip_phones_pick_up_together(exchange, pjsip):
    """At the same moment, as far as processes can."""
    phones = [pjsip("101", answer_after_s=0), pjsip("101", answer_after_s=0, tone_hz=PHONE_TONES["102"])]
    caller = pjsip("+4917012345")
    number = exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    assert call.wait("confirmed"), call
    rung = [phone.incoming.get(timeout=30) for phone in phones]
    loser = until(lambda: next((each for each in rung if "ended" in each.states), None))
    (winner,) = [each for each in rung if each is not loser]
    assert winner.wait("confirmed")
    assert winner.heard.wait_for_tone(CALLER_TONE)
    assert call.heard.wait_for_tone(phones[rung.index(winner)].settings.tone_hz)


@pytest.mark.parametrize("refusal", [486, 480, 404, 500, 408])
def test_a_phone_that_refuses_as_the_other_picks_up_does_no_harm(exchange, raw_peer, two_phones, refusal):
    number = exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    call = raw_peer().call(number)
    call.invite()
    first, second = (phone.rung() for phone in two_phones)
    first.reply(180)
    first.reply(refusal)
    second.reply(200, second.sdp())
    second.talk()
    assert call.answered()
    assert second.asked("ACK")
    assert call.rtp.wait_for_tone(second.peer.tone_hz)
    call.send("BYE")
    second.reply(200, to=second.asked("BYE"))
    assert_all_are_over(exchange)


def test_a_phone_that_picks_up_as_the_time_to_ring_is_over_is_not_left_alone(exchange, raw_peer, two_phones):
    """It has not seen the CANCEL yet: it gets an ACK, and either the caller or a BYE."""
    number = exchange.draw([ring(ring_s=3), *OUTLETS], *AROUND_RING)
    call = raw_peer().call(number)
    call.invite()
    late, other = (phone.rung() for phone in two_phones)
    late.reply(180)
    other.reply(180)
    assert late.asked("CANCEL")
    late.reply(200, late.sdp())
    assert call.answered()
    assert late.asked("ACK")
    bye = late.asked("BYE")
    late.reply(200, to=bye)
    assert call.rtp.wait_for_prompt(TONES["closed"])
    call.reply(200, to=call.asked("BYE"))
    assert_all_are_over(exchange)
