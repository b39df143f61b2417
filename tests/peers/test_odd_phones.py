"""Phones and carriers that do what few do: the caller loses nothing by it, and nothing stays behind."""

import pytest

from tests.calls.drawings import AROUND_RING, OUTLETS, ring
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.peers.in_progress import assert_all_are_over
from tests.repeated import first

ABSENT, ENGAGED = TONES["greeting"], TONES["welcome"]


@pytest.fixture
def rung(exchange, raw_peer, anna):
    """(the caller's call, the same at the phone, which has not replied yet)."""
    call = raw_peer().call(exchange.draw([ring(ring_s=10), *OUTLETS], *AROUND_RING))
    call.invite()
    yield call, anna.rung()
    assert_all_are_over(exchange)


def assert_they_talk_and_end(call, phone):
    phone.talk()
    assert call.answered(), call
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert phone.rtp.wait_for_tone(CALLER_TONE)
    assert phone.asked("ACK"), phone
    call.send("BYE")
    assert call.final().status == 200
    bye = phone.asked("BYE")
    assert bye, phone
    phone.reply(200, to=bye)


REFUSALS = {
    **dict.fromkeys((300, 302, 305, 380, 401, 407, 404, 422, 480, 488, 491, 500), ABSENT),
    **dict.fromkeys((486, 600), ENGAGED),
}


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_of_any_kind_goes_on_in_the_drawing(exchange, rung, status):
    """What is behind a redirection (a number that costs, another phone) is not for phones to decide."""
    call, phone = rung
    phone.reply(status, changes={"Contact": f"<sip:x@{call.peer.host}:{call.peer.port}>"})
    if status == 488:
        phone.peer.rung().reply(status)
    assert call.answered(), call
    assert call.rtp.wait_for_prompt(REFUSALS[status])
    assert call.asked("BYE")


USELESS = {
    "no SDP": lambda phone: "",
    "no SDP at all": lambda phone: "Guten Tag\r\n",
    "a codec that nobody has": lambda phone: (
        phone.sdp().replace(" 0 101", " 97").replace("a=rtpmap:0 PCMU", "a=rtpmap:97 x")
    ),
    "an IPv6 address": lambda phone: phone.sdp().replace(f"IN IP4 {phone.peer.host}", "IN IP6 2001:db8::1"),
    "a refused stream": lambda phone: phone.sdp().replace(f"m=audio {phone.rtp.port}", "m=audio 0"),
}


@pytest.mark.parametrize("answer", USELESS)
def test_a_phone_that_answers_without_a_voice_is_absent(exchange, rung, answer):
    call, phone = rung
    phone.sdp()
    phone.reply(200, USELESS[answer](phone))
    assert call.answered(), call
    assert call.rtp.wait_for_prompt(ABSENT)
    assert phone.asked("ACK"), phone
    phone.reply(200, to=phone.asked("BYE"))
    assert call.asked("BYE")


def test_a_phone_without_a_contact_in_its_answer_is_hung_up_on_all_the_same(rung):
    call, phone = rung
    phone.reply(200, phone.sdp(), {"Contact": None})
    assert_they_talk_and_end(call, phone)


def test_early_media_and_many_provisional_replies_do_no_harm(rung):
    call, phone = rung
    for status in (199, 180, 183, 180, 183):
        phone.reply(status, phone.sdp())
    phone.reply(200, phone.sdp())
    assert_they_talk_and_end(call, phone)


def test_an_answer_that_is_repeated_counts_once(rung):
    call, phone = rung
    for _ in range(10):
        phone.reply(200, phone.sdp())
    assert_they_talk_and_end(call, phone)


def test_of_two_answers_behind_one_address_one_talks(rung):
    """A proxy of the phone's own has forked. Which of two messages comes first is for the network to say."""
    call, phone = rung
    tags = {phone.local, f"{phone.local}2"}
    for phone.local in sorted(tags):
        phone.reply(200, phone.sdp())
    bye = phone.asked("BYE")
    assert bye.header("to") in tags
    phone.reply(200, to=bye)
    (phone.local,) = tags - {bye.header("to")}
    assert_they_talk_and_end(call, phone)


def test_a_phone_that_hangs_up_before_it_answers_is_told_that_there_is_nothing(rung):
    call, phone = rung
    phone.reply(180)
    assert phone.asks("BYE") == 481
    phone.reply(200, phone.sdp())
    assert_they_talk_and_end(call, phone)


@pytest.mark.parametrize("method", first(["REFER", "PRACK", "NOTIFY", "MESSAGE", "SUBSCRIBE", "PUBLISH"], 2))
def test_what_we_do_not_do_is_refused_and_the_talk_goes_on(rung, method):
    call, phone = rung
    phone.reply(200, phone.sdp())
    phone.talk()
    assert call.answered()
    assert phone.asks(method, {"Refer-To": "<sip:102@127.0.0.1>", "Event": "refer"}) == 405
    assert_they_talk_on_and_end(call, phone)


def assert_they_talk_on_and_end(call, phone):
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    call.send("BYE")
    assert call.final().status == 200
    phone.reply(200, to=phone.asked("BYE"))
