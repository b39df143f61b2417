"""Phones that insist on an encrypted voice: they are offered a plain one first, as all phones are."""

import pytest

from app.flows import service, trials
from tests.calls.drawings import AROUND_RING, END, MENU_TO_END, OUTLETS, menu, ring
from tests.designer.drawing import flow
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.peers.in_progress import assert_all_are_over
from tests.repeated import first

UDP_MTU_BYTES = 1472
ABSENT = TONES["greeting"]


@pytest.mark.parametrize("caller_encrypts", [False, True], ids=["plain caller", "encrypted caller"])
def test_a_phone_that_insists_on_encryption_is_rung_and_both_hear_each_other(pjsip, exchange, caller_encrypts):
    number = exchange.draw([ring(ring_s=20), *OUTLETS], *AROUND_RING)
    anna = pjsip("101", srtp=True, answer_after_s=0.2)
    caller = pjsip("+4917012345", srtp=caller_encrypts)
    call = caller.call(number)
    rung = anna.incoming.get(timeout=30)
    assert call.heard.wait_for_tone(PHONE_TONES["101"])
    assert rung.heard.wait_for_tone(CALLER_TONE)
    anna.hold(rung)
    assert rung.wait_until(lambda each: each.media == "held")
    anna.resume(rung)
    assert call.heard.wait_for_tone(PHONE_TONES["101"])
    assert rung.heard.wait_for_tone(CALLER_TONE)
    caller.hang_up(call)
    assert call.wait("ended")
    assert rung.wait("ended")
    assert_all_are_over(exchange)


@pytest.fixture
def refused(exchange, raw_peer, anna):
    """(the caller's call, anna's second INVITE): she has refused the first one."""
    call = raw_peer().call(exchange.draw([ring(ring_s=10), *OUTLETS], *AROUND_RING))
    call.invite()
    first = anna.rung()
    first.reply(488)
    again = anna.rung()
    assert again, anna
    first.reply(488)  # a repetition
    yield call, again
    assert_all_are_over(exchange)


def test_the_second_offer_is_encrypted_and_fits_into_a_packet(refused):
    call, again = refused
    assert "RTP/SAVP" in again.invited.body
    assert "a=crypto:" in again.invited.body
    assert "(" not in again.invited.body
    assert int(again.invited.header("content-length")) < UDP_MTU_BYTES - 800
    again.reply(486)
    assert call.answered()
    assert call.asked("BYE")


def test_who_refuses_that_as_well_is_absent(refused):
    call, again = refused
    again.reply(488)
    assert call.answered()
    assert call.rtp.wait_for_prompt(ABSENT)
    assert call.asked("BYE")


def test_the_second_ringing_ends_when_the_caller_gives_up(refused):
    call, again = refused
    again.reply(180)
    assert call.provisional(180)
    call.send("CANCEL", {"Via": call.branch})
    assert again.asked("CANCEL"), again
    again.reply(487)


def test_a_drawing_can_be_tried_with_such_a_phone(pjsip, exchange):
    ben = pjsip("102", srtp=True, answer_after_s=0.2)
    drawing = flow([menu(timeout_s=20), END], *MENU_TO_END)
    with exchange.in_company():
        trials.call_me(service.add_flow("Trial", drawing), drawing, "102", "+4917012345")
    call = ben.incoming.get(timeout=30)
    assert call.heard.wait_for_prompt(TONES["menu"])
    ben.hang_up(call)
    assert_all_are_over(exchange)


def test_of_two_phones_the_other_one_rings_first(exchange, raw_peer, anna):
    """Only once that has refused as well are both rung with encryption."""
    other = raw_peer(tone_hz=PHONE_TONES["101"])
    assert other.register("1001-101", exchange.passwords["1001-101"]).status == 200
    call = raw_peer().call(exchange.draw([ring(ring_s=10), *OUTLETS], *AROUND_RING))
    call.invite()
    anna.rung().reply(488)
    plain = other.rung()
    plain.reply(180)
    assert call.provisional(180)
    plain.reply(488)
    again = [phone.rung() for phone in (anna, other)]
    assert all("RTP/SAVP" in each.invited.body for each in again)
    for each in again:
        each.reply(486)
    assert call.answered()
    assert call.asked("BYE")
    other.register("1001-101", exchange.passwords["1001-101"], expires_s=0)
    assert_all_are_over(exchange)


def test_after_a_menu_a_caller_who_holds_meanwhile_hears_such_a_phone(pjsip, exchange):
    drawing = [menu(timeout_s=20), ring(ring_s=20), *OUTLETS]
    wires = (("menu", "1", "ring"), *(("menu", outlet, "end") for outlet in ("2", "timeout", "invalid")))
    anna, caller = pjsip("101", srtp=True, answer_after_s=3), pjsip("+4917012345")
    call = caller.call(exchange.draw(drawing, *wires, *AROUND_RING))
    assert call.heard.wait_for_prompt(TONES["menu"])
    caller.press(call, "1")
    rung = anna.incoming.get(timeout=30)
    caller.hold(call)
    assert call.wait_until(lambda each: each.media == "held")
    caller.resume(call)
    assert rung.wait("confirmed")
    assert call.heard.wait_for_tone(PHONE_TONES["101"])
    assert rung.heard.wait_for_tone(CALLER_TONE)


def test_of_two_colleagues_the_one_without_encryption_is_heard_as_well(pjsip, exchange):
    anna = pjsip("101", srtp=True, answer_after_s=60)
    ben = pjsip("102", answer_after_s=2)
    number = exchange.draw([ring("group:sales", ring_s=20, strategy="all"), *OUTLETS], *AROUND_RING)
    call = pjsip("+4917012345").call(number)
    assert anna.incoming.get(timeout=30).wait("ended", 15)
    assert call.heard.wait_for_tone(PHONE_TONES["102"])
    assert ben.incoming.get(timeout=30).heard.wait_for_tone(CALLER_TONE)


@pytest.mark.parametrize("holder", first(["caller", "phone"]))
@pytest.mark.parametrize("encrypt", [("caller", "phone"), ("caller",), ("phone",)], ids="+".join)
def test_both_hear_each_other_after_a_menu_and_two_holds(pjsip, exchange, encrypt, holder):
    """PJSIP numbers its keys anew when it holds."""
    call, caller, anna = _past_the_menu(pjsip, exchange, 0.2, encrypt)
    rung = anna.incoming.get(timeout=30)
    assert call.heard.wait_for_tone(PHONE_TONES["101"])
    assert rung.heard.wait_for_tone(CALLER_TONE)
    own, other, peer = (call, rung, caller) if holder == "caller" else (rung, call, anna)
    for _ in range(2):
        peer.hold(own)
        assert own.wait_until(lambda each: each.media == "held")
        assert other.heard.wait_for_quiet()
        peer.resume(own)
        assert call.heard.wait_for_tone(PHONE_TONES["101"])
        assert rung.heard.wait_for_tone(CALLER_TONE)


def test_a_caller_who_encrypts_and_holds_while_such_a_phone_rings_is_heard(pjsip, exchange):
    call, caller, anna = _past_the_menu(pjsip, exchange, answer_after_s=None)
    rung = anna.incoming.get(timeout=30)
    caller.hold(call)
    assert call.wait_until(lambda each: each.media == "held")
    caller.resume(call)
    assert call.wait_until(lambda each: each.media == "running")
    anna.answer(rung)
    assert call.heard.wait_for_tone(PHONE_TONES["101"])
    assert rung.heard.wait_for_tone(CALLER_TONE)


def _past_the_menu(pjsip, exchange, answer_after_s, encrypt=("caller", "phone")):
    """(the call, the caller, the phone that rings)."""
    drawing = [menu(timeout_s=20), ring(ring_s=20), *OUTLETS]
    wires = (("menu", "1", "ring"), *(("menu", outlet, "end") for outlet in ("2", "timeout", "invalid")))
    anna = pjsip("101", srtp="phone" in encrypt, answer_after_s=answer_after_s)
    caller = pjsip("+4917012345", srtp="caller" in encrypt)
    call = caller.call(exchange.draw(drawing, *wires, *AROUND_RING))
    assert call.heard.wait_for_prompt(TONES["menu"])
    caller.press(call, "1")
    return call, caller, anna
