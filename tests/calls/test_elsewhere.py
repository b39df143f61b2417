"""A phone that stops ringing as somebody else has answered is told so: nobody missed a call."""

import pytest

from tests.calls.drawings import END
from tests.designer.drawing import node
from tests.exchange import PHONE_TONES

COLLEAGUE = 'SIP;cause=200;by=colleague;text="Call completed elsewhere"'
OWN = ("SIP;cause=200", 'SIP;cause=200;text="Call completed elsewhere"')
"""tm leaves the text out when it had to wait for the first word of the phone."""


@pytest.fixture
def number(exchange):
    """Rings the group "sales" together: 101 and 102."""
    ring = node("ring", "ring", who="group:sales", strategy="all", ring_s=20, record=False)
    return exchange.draw([ring, END], *(("ring", outcome, "end") for outcome in ("no_answer", "busy", "unavailable")))


def test_a_colleague_has_answered(caller, phones, number):
    anna, ben = phones("101"), phones("102")
    call = caller.call(number)
    rung, other = anna.incoming.get(timeout=30), ben.incoming.get(timeout=30)
    other.answer()
    assert rung.wait("ended")
    assert rung.reason == COLLEAGUE
    assert call.rtp.wait_for_tone(PHONE_TONES["102"])


def test_another_phone_of_ones_own_has_answered(caller, phones, number):
    desk, mobile = phones("101"), phones("101")
    caller.call(number)
    rung, other = desk.incoming.get(timeout=30), mobile.incoming.get(timeout=30)
    other.answer()
    assert rung.wait("ended")
    assert rung.reason in OWN


def test_a_caller_who_gives_up_was_missed(caller, phones, number):
    anna = phones("101")
    call = caller.call(number)
    rung = anna.incoming.get(timeout=30)
    call.hang_up()
    assert rung.wait("ended")
    assert rung.reason == ""
