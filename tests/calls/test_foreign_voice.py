"""Who takes part in no call hears nothing of it, is not heard in it, and presses no keys of it."""

import time

import pytest

from testphone import sip
from testphone.agent import UserAgent
from tests.calls.drawings import AROUND_RING, END, MENU_TO_END, OUTLETS, menu, ring
from tests.designer.drawing import node
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES, running_exchange
from tests.parts import private_config
from tests.peers.raw import RawPeer
from tests.stranger import Stranger, hears
from tests.waiting import until

BEHIND_NAT = ("192.168.1.5", 40000)
LEARNED_S = 3.5
"""rtpengine learns for 3 s."""

TO_ANNA = (("menu", "1", "ring"), ("menu", "2", "end"), ("menu", "timeout", "end"), ("menu", "invalid", "end"))


@pytest.fixture
def stranger():
    found = Stranger()
    yield found
    found.close()


@pytest.fixture
def silent_caller(exchange):
    """Says nothing until it is told where to."""
    found = RawPeer(exchange.address, tone_hz=CALLER_TONE)
    yield found
    for call in found.calls:
        call.send("BYE")
    found.close()


@pytest.fixture
def every_port(exchange):
    return range(exchange.config.rtp_port_min, exchange.config.rtp_port_max + 1)


def menu_then_anna(exchange):
    return exchange.draw([menu(timeout_s=20), ring(ring_s=20), *OUTLETS], *TO_ANNA, *AROUND_RING)


def test_nobody_else_is_heard_in_a_talk_or_hears_it(exchange, caller, phones, stranger):
    anna = phones("101", answer_after_s=0.0)
    call = caller.call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    rung = anna.incoming.get(timeout=30)
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    since = time.monotonic()
    assert stranger.talk([call.rtp.to[1], rung.rtp.to[1]], 1.0) == 0
    assert not hears(call.rtp, since)
    assert not hears(rung.rtp, since)
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert rung.rtp.wait_for_tone(CALLER_TONE)


def test_nobody_else_is_heard_while_it_rings(exchange, caller, phones, stranger, every_port):
    anna = phones("101")
    call = caller.call(exchange.draw([ring(ring_s=20), *OUTLETS], *AROUND_RING))
    rung = anna.incoming.get(timeout=30)
    assert call.wait("ringing")
    assert stranger.talk(every_port, 0.2) == 0
    assert call.rtp.packets == []
    rung.answer()
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert rung.rtp.wait_for_tone(CALLER_TONE)


def test_nobody_elses_key_is_pressed(exchange, caller, stranger):
    number = exchange.draw([menu(timeout_s=20), END], *MENU_TO_END)
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    stranger.press([call.rtp.to[1]], "1")
    call.press("2")
    assert call.wait("ended")
    keys = [step["event"]["key"] for step in exchange.steps(number) if step["event"]["type"] == "digit"]
    assert keys == ["2"]


def test_who_sends_before_the_caller_gets_no_stream(exchange, silent_caller, stranger):
    call = silent_caller.call(exchange.draw([menu(timeout_s=20), END], *MENU_TO_END))
    call.invite()
    reply = call.final()
    call.remote, call.target = reply.header("to"), sip.uri_of(reply.header("contact"))
    call.send("ACK")
    port = sip.media_address(reply.body)[1]
    assert stranger.talk([port], 1.0) == 0
    call.rtp.send_to(sip.media_address(reply.body))
    assert stranger.talk([port], 0.5) == 0
    assert hears(call.rtp, 0.0, TONES["menu"])


@pytest.mark.parametrize("where", ["menu", "voicemail"])
def test_who_sends_to_every_port_hears_no_caller(exchange, caller, stranger, every_port, where):
    mailbox = node("mailbox", "voicemail", greeting="greeting", mailbox="employee:101", max_s=20)
    drawings = {
        "menu": ([menu(timeout_s=20), END], *MENU_TO_END),
        "voicemail": ([mailbox, END], ("mailbox", "next", "end")),
    }
    number = exchange.draw(*drawings[where])
    call = caller.call(number)
    assert call.rtp.wait_for_sound()
    if where == "voicemail":
        assert until(lambda: exchange.effects(number, "record"))
    assert stranger.talk(every_port, 0.1) == 0
    assert stranger.talk([call.rtp.to[1]], 0.5) == 0


def test_behind_nat_nobody_takes_the_phones_place(exchange, phones, stranger):
    """For as long as it is learned, others may be heard; but not their keys, and afterwards nothing."""
    phones("101", answer_after_s=0.0)
    number = menu_then_anna(exchange)
    call = phones("102", claims=BEHIND_NAT).call(number)
    assert call.wait("answered")
    port = [call.rtp.to[1]]
    stranger.press(port, "2")
    stranger.talk(port, LEARNED_S)
    assert hears(call.rtp, 0.0, TONES["menu"])
    stranger.press(port, "2")
    assert stranger.talk(port, 0.5) == 0
    call.press("1")
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    since = time.monotonic()
    assert stranger.talk(port, 1.0) == 0
    assert not hears(call.rtp, since)
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])


def test_a_phone_behind_nat_that_is_rung_keeps_its_place(exchange, caller, phones, stranger):
    anna = phones("101", answer_after_s=0.0, claims=BEHIND_NAT)
    call = caller.call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    rung = anna.incoming.get(timeout=30)
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    port = [rung.rtp.to[1]]
    stranger.talk(port, LEARNED_S)
    assert call.change("sendonly") == "recvonly"
    assert call.change("sendrecv") == "sendrecv"
    since = time.monotonic()
    assert stranger.talk(port, 1.0) == 0
    assert not hears(call.rtp, since)
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])


def test_behind_nat_a_phone_that_is_slow_to_speak_still_gets_its_place(exchange, phones, stranger):
    """Somebody else was there first, and rtpengine has taken them for the phone."""
    phones("101", answer_after_s=0.0)
    call = phones("102", claims=BEHIND_NAT, speaks_at_once=False).call(menu_then_anna(exchange))
    assert call.wait("answered")
    port = [call.voice_at[1]]
    stranger.talk(port, LEARNED_S)
    call.rtp.send_to(call.voice_at)

    def is_put_through():
        call.press("1")
        return call.rtp.wait_for_tone(PHONE_TONES["101"], 1)

    assert until(is_put_through, 20)
    assert stranger.talk(port, 0.5) == 0


ELSEWHERE = "127.0.3.7"


@pytest.mark.parametrize("media", ["127.0.3.0/24", ""])
def test_a_carriers_voice_comes_from_another_address_only_if_that_is_set(tmp_path, media):
    with running_exchange(private_config(tmp_path, trunk_media=media)) as exchange:
        number = exchange.draw([menu(timeout_s=20), END], *MENU_TO_END)
        with UserAgent("+4917012345", exchange.address, host=ELSEWHERE, claims=("127.0.0.8", 40000)) as carrier:
            call = carrier.call(number)
            assert call.wait("answered")
            call.press("1")
            assert call.wait("ended", 3) is bool(media)
