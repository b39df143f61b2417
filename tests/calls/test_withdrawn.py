"""Who is rung for a queue or a group and comes to be in another call is rung no more, and somebody else is."""

import pytest

from tests.calls.drawings import END, hello
from tests.designer.drawing import node
from tests.exchange import OUTSIDE_TONE, PHONE_TONES

SERVED_S = 60
"""An employee who missed a call in an earlier test is left alone for 10 s, and a call-back waits as long when nobody of
the group could be reached."""

OUTCOMES = ("timeout", "full", "nobody", "left", "callback")


def draw(exchange):
    queue = node("queue", "queue", group_name="support", record=False, wrap_up_s=0, ring_s=60, callback_key="5")
    return exchange.draw([queue, END], *(("queue", outcome, "end") for outcome in OUTCOMES))


@pytest.fixture
def anna(phones):
    """She alone of the group has a phone that is connected, and takes calls by hand."""
    return phones("101")


@pytest.fixture
def rung(exchange, anna, caller):
    """Her phone, as it rings for a caller who waits."""
    call = caller.call(draw(exchange))
    assert call.wait("answered")
    return anna.incoming.get(timeout=SERVED_S)


def rung_again_after(anna, talk):
    """Her phone, once it rings for the same caller after the *talk*."""
    assert anna.incoming.empty()
    talk.hang_up()
    return anna.incoming.get(timeout=SERVED_S)


def test_who_takes_a_colleagues_call_is_rung_for_the_queue_no_more(anna, rung, caller, phones):
    direct = phones("102").call("101")
    other = anna.incoming.get(timeout=30)
    other.answer()
    assert rung.wait("ended")
    assert other.rtp.wait_for_tone(PHONE_TONES["102"])
    rung_again_after(anna, direct).answer()
    assert caller.calls[0].rtp.wait_for_tone(PHONE_TONES["101"])


def test_who_calls_somebody_is_rung_for_the_queue_no_more(exchange, anna, rung):
    own = anna.call(exchange.draw(*hello("closed")))
    assert rung.wait("ended")
    rung_again_after(anna, own)


def test_somebody_else_is_rung_at_once(anna, rung, phones):
    annette = phones("103")
    anna.call("102")  # whose voicemail answers
    assert rung.wait("ended")
    assert annette.incoming.get(timeout=SERVED_S).caller == "+4917012345"


def test_who_calls_somebody_is_rung_for_the_group_no_more_but_their_colleague_is(exchange, caller, phones):
    anna, annette = phones("101"), phones("103")
    ring = node("ring", "ring", who="group:support", strategy="all", ring_s=30, record=False)
    ways = (("ring", outcome, "end") for outcome in ("no_answer", "busy", "unavailable"))
    call = caller.call(exchange.draw([ring, END], *ways))
    mine, hers = anna.incoming.get(timeout=30), annette.incoming.get(timeout=30)
    anna.call("102")  # whose voicemail answers
    assert mine.wait("ended")
    assert mine.reason == ""
    hers.answer()
    assert call.rtp.wait_for_tone(PHONE_TONES["103"])


def test_who_takes_another_call_is_not_rung_to_call_back_meanwhile(exchange, anna, rung, caller, phones, carrier):
    caller.calls[0].press("5")
    assert rung.wait("ended")
    back = anna.incoming.get(timeout=SERVED_S)
    direct = phones("102").call("101")
    anna.incoming.get(timeout=30).answer()
    assert back.wait("ended")
    again = rung_again_after(anna, direct)
    again.answer()
    assert carrier.incoming.get(timeout=30).rtp.wait_for_tone(PHONE_TONES["101"])
    assert again.rtp.wait_for_tone(OUTSIDE_TONE)
