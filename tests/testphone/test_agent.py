"""Two telephones wired to each other, with no exchange between them."""

import pytest

from testphone.agent import UserAgent


@pytest.fixture
def pair():
    """(caller, callee): the caller's exchange is the callee's own address, and the other way round."""
    with (
        UserAgent("anna", ("127.0.0.1", 9), tone_hz=600) as caller,
        UserAgent("ben", ("127.0.0.1", 9), tone_hz=900) as callee,
    ):
        caller.exchange, callee.exchange = ("127.0.0.1", callee.port), ("127.0.0.1", caller.port)
        yield caller, callee


@pytest.fixture
def talking(pair):
    caller, callee = pair
    callee.answer_after_s = 0.0
    ours = caller.call("ben")
    theirs = callee.incoming.get(timeout=30)
    assert ours.wait("answered")
    assert theirs.wait("answered")
    return ours, theirs


def test_both_hear_each_other(talking):
    ours, theirs = talking
    assert ours.rtp.wait_for_tone(900)
    assert theirs.rtp.wait_for_tone(600)
    assert theirs.caller == "anna"


def test_keys_arrive_as_telephone_events(talking):
    ours, theirs = talking
    ours.press("5#")
    assert theirs.rtp.wait_for_event("5")
    assert theirs.rtp.wait_for_event("#")


@pytest.mark.parametrize("ender", [0, 1])
def test_either_side_hangs_up(talking, ender):
    talking[ender].hang_up()
    assert talking[1 - ender].wait("ended")
    assert talking[1 - ender].ended_by == "them"


def test_giving_up_stops_the_ringing(pair):
    caller, callee = pair
    ours = caller.call("ben")
    theirs = callee.incoming.get(timeout=30)
    assert ours.wait("ringing")
    ours.hang_up()
    assert theirs.wait("ended")
    assert ours.wait("ended")
    assert ours.status == 487


def test_a_refusal_is_told(pair):
    caller, callee = pair
    callee.refuse_with = 486
    ours = caller.call("ben")
    assert ours.wait("ended")
    assert ours.status == 486
    assert not ours.wait("answered", 0.1)


def test_what_is_no_sip_is_kept_and_does_no_harm(pair):
    caller, callee = pair
    caller._send(b"hello\r\n\r\n")
    callee.refuse_with = 486
    assert caller.call("ben").wait("ended")
    assert callee.unreadable == [b"hello\r\n\r\n"]
