"""Dialogs are told apart by Call-ID and tag, and replies by where they come from: nobody takes over another's call."""

import pytest

from tests.calls.drawings import AROUND_RING, END, MENU_TO_END, OUTLETS, menu, ring
from tests.exchange import PHONE_TONES, TONES
from tests.peers.in_progress import calls_in_progress
from tests.waiting import until


@pytest.mark.parametrize("place", ["the same host", "another host"])
def test_a_second_call_with_the_same_call_id_leaves_the_first_alone(exchange, raw_peer, place):
    number = exchange.draw([menu(timeout_s=20), END], *MENU_TO_END)
    call = raw_peer().call(number)
    call.invite()
    assert call.answered()
    other = (call.peer if place == "the same host" else raw_peer()).call(number, user="+49999")
    other.call_id, other.cseq = call.call_id, 50
    other.invite()
    assert other.answered()
    assert call.asks("BYE") == 200
    assert other.asks("BYE") == 200
    assert until(lambda: calls_in_progress(exchange) == 0)


def test_an_invite_that_comes_by_two_ways_is_one_call(exchange, raw_peer):
    """RFC 3261 section 8.2.2.2."""
    number = exchange.draw([menu(timeout_s=20), END], *MENU_TO_END)
    call = raw_peer().call(number)
    call.invite()
    call.cseq = 0
    call.invite()
    statuses = {call.final().status, call.final().status}
    assert statuses == {200, 482}
    assert calls_in_progress(exchange) == 1
    ok = next(each for each in call.peer.seen if each.status == 200)
    call.remote = ok.header("to")
    assert call.asks("BYE") == 200


def test_a_caller_who_sent_a_key_while_it_rings_can_still_give_up(exchange, raw_peer, anna):
    number = exchange.draw([ring(ring_s=20), *OUTLETS], *AROUND_RING)
    call = raw_peer().call(number)
    call.invite()
    via = call.branch
    ringing = call.provisional(180)
    assert ringing
    plain, call.remote = call.remote, ringing.header("to")
    assert call.asks("INFO", {"Content-Type": "application/dtmf"}, "5") == 200
    call.remote, call.cseq = plain, 1
    call.send("CANCEL", {"Via": via})
    assert call.peer.expect(lambda each: each.status == 487 and each.call_id == call.call_id)
    assert until(lambda: calls_in_progress(exchange) == 0)


@pytest.mark.parametrize("status", [200, 486])
def test_nobody_answers_for_a_phone_from_elsewhere(exchange, raw_peer, status):
    """A thief has read the INVITE to the phone."""
    phone = raw_peer(host="127.0.0.31", tone_hz=PHONE_TONES["101"])
    phone.register("1001-101", exchange.passwords["1001-101"])
    number = exchange.draw([ring(ring_s=20), *OUTLETS], *AROUND_RING)
    call = raw_peer().call(number)
    call.invite()
    rung = phone.rung()
    rung.reply(180)
    assert call.provisional(180)
    thief = raw_peer(host="127.0.0.66").call("x")
    thief.call_id, thief.invited, thief.local = rung.call_id, rung.invited, f"{rung.local}thief"
    thief.reply(status, thief.sdp() if status == 200 else "")
    rung.reply(200, rung.sdp())
    assert call.answered()
    rung.talk()
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert call.asks("BYE") == 200


@pytest.mark.parametrize(
    "contact",
    [
        "<sip:101@{own}>, <sip:+49900123456@127.0.0.66:5060>",
        '<sip:101@{own}>;received="sip:127.0.0.66:5060"',
    ],
)
def test_a_phone_registers_itself_and_nobody_else(exchange, raw_peer, contact):
    phone = raw_peer()
    own = f"{phone.host}:{phone.port}"
    reply = phone.register("1001-101", exchange.passwords["1001-101"], contact=contact.format(own=own))
    assert reply.status == 400


def test_voice_in_impossible_packets_stops_nothing(exchange, raw_peer):
    """rtpengine 10.5.3 aborted at this, and all calls with it."""
    number = exchange.draw([menu(timeout_s=20), END], *MENU_TO_END)
    call = raw_peer().call(number)
    call.invite(body=f"{call.sdp()}a=ptime:999999\r\na=maxptime:999999\r\n")
    assert call.answered()
    assert call.rtp.wait_for_prompt(TONES["menu"])
    assert call.asks("BYE") == 200


@pytest.mark.parametrize("name", ["Call-ID", "Contact", "From"])
def test_a_byte_0_takes_no_place(exchange, raw_peer, name):
    number = exchange.draw([menu(timeout_s=20), END], *MENU_TO_END)
    call = raw_peer().call(number)
    values = {"Call-ID": "a\0b", "Contact": "<sip:a\0b@127.0.0.9>", "From": "<sip:a@b>;tag=a\0b"}
    call.invite({name: values[name]})
    assert call.peer.expect(lambda each: each.status == 400)
    assert calls_in_progress(exchange) == 0
