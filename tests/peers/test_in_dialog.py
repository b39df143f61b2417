"""Requests within a call: the one that comes at once after the 200 is heard, and nobody else's changes anything."""

import re

import pytest

from tests.calls.drawings import AROUND_RING, END, MENU_TO_END, OUTLETS, menu, ring
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.peers.in_progress import assert_all_are_over

INFO = {"Content-Type": "application/dtmf-relay"}


@pytest.fixture
def waiting_menu(exchange):
    """The number of a menu that waits for long."""
    return exchange.draw([menu(timeout_s=20), END], *MENU_TO_END)


def answer_without_ack(call):
    """Take the 200, so that requests within the dialog can be sent, and say nothing about it."""
    reply = call.final()
    assert reply.status == 200, call
    call.remote, call.target = reply.header("to"), re.findall(r"<(.*)>", reply.header("contact"))[0]
    return reply


@pytest.mark.parametrize("acknowledges", [True, False])
def test_a_caller_who_hangs_up_at_once_is_heard(exchange, raw_peer, waiting_menu, acknowledges):
    call = raw_peer().call(waiting_menu)
    call.invite()
    answer_without_ack(call)
    if acknowledges:
        call.send("ACK")
    call.send("BYE")
    assert call.final().status == 200
    assert_all_are_over(exchange)
    assert exchange.ended(waiting_menu) == "caller_hung_up"


def test_a_key_at_once_is_heard(exchange, raw_peer, waiting_menu):
    call = raw_peer().call(waiting_menu)
    call.invite()
    answer_without_ack(call)
    call.send("ACK")
    call.send("INFO", INFO, "Signal=1\r\nDuration=160\r\n")
    assert call.final().status == 200
    assert call.asked("BYE")
    assert exchange.ended(waiting_menu) == "flow_ended"


def test_a_session_changed_at_once_is_heard(exchange, raw_peer, waiting_menu):
    call = raw_peer().call(waiting_menu)
    call.invite()
    answer_without_ack(call)
    call.send("ACK")
    call.invite()
    assert call.answered()
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.send("BYE")
    assert call.final().status == 200


def test_a_phone_that_hangs_up_at_once_is_heard(exchange, raw_peer, anna):
    call = raw_peer().call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite()
    rung = anna.rung()
    rung.reply(180)
    rung.reply(200, rung.sdp())
    assert rung.asked("ACK")
    rung.send("BYE")
    assert rung.final().status == 200
    assert call.answered()
    assert call.asked("BYE")
    call.reply(200, to=call.peer.seen[-1])
    assert_all_are_over(exchange)


def test_a_phone_that_holds_at_once_is_heard(exchange, raw_peer, anna):
    call = raw_peer().call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite()
    rung = anna.rung()
    rung.reply(200, rung.sdp())
    assert rung.asked("ACK")
    rung.invite(body=rung.sdp(direction="sendonly"))
    reply = rung.final()
    assert reply.status == 200, rung
    assert "a=recvonly" in reply.body
    rung.send("ACK")
    rung.send("BYE")
    assert rung.final().status == 200


@pytest.fixture
def talk(exchange, raw_peer, anna):
    """A caller and a phone that talk, and how to prove that they still do."""
    call = raw_peer().call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite()
    rung = anna.rung()
    rung.reply(200, rung.sdp())
    rung.talk()
    assert call.answered()
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    yield call, rung
    call.send("BYE")
    assert call.final().status == 200
    rung.reply(200, to=rung.asked("BYE"))
    assert_all_are_over(exchange)


def test_our_session_stays_the_same_and_counts_its_changes(talk):
    """RFC 3264 section 8."""
    for side in talk:
        found = []
        for direction in ("sendrecv", "sendonly", "sendonly", "sendrecv"):
            side.invite(body=side.sdp(direction=direction))
            reply = side.final()
            assert reply.status == 200, side
            side.send("ACK")
            found.append(re.findall(r"^(o=\S+ [0-9]+) ([0-9]+) (.*?)\r?$", reply.body, re.MULTILINE)[0])
        assert len({(start, end) for start, _, end in found}) == 1, found
        versions = [int(version) for _, version, _ in found]
        assert versions == [versions[0] + more for more in (0, 1, 1, 2)]
    assert_they_talk_on(*talk)


def assert_they_talk_on(call, rung):
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    assert not any(each.first.startswith("BYE") for each in (*call.peer.seen, *rung.peer.seen))


METHODS = ("BYE", "INFO", "INVITE", "UPDATE")
FORGERIES = {
    "without a To tag": {"To": lambda call: call.remote.partition(";tag=")[0]},
    "with the first character of our tag": {"To": lambda call: with_our_tag(call, call.remote_tag[:1])},
    "with an empty tag": {"To": lambda call: with_our_tag(call, "")},
    "with a longer tag": {"To": lambda call: with_our_tag(call, call.remote_tag + "x")},
    "with another From tag": {"From": lambda call: call.local + "x"},
    "out of order": {"CSeq": lambda call: "1 {}"},
}


def with_our_tag(call, tag):
    return call.remote.replace(call.remote_tag, tag)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_request_changes_nothing(raw_peer, talk, forgery):
    """Not even when it comes from the caller's own address and with the right Call-ID."""
    call, rung = talk
    thief = raw_peer(tone_hz=0).call("thief")
    for method in METHODS:
        cseq = call.cseq
        changes = {name: make(call).format(method) for name, make in FORGERIES[forgery].items()}
        call.send(method, changes, thief.sdp() if method in ("INVITE", "UPDATE") else "")
        call.cseq = 1 if "CSeq" in changes else call.cseq
        assert 400 <= call.final().status < 600, method
        call.cseq = cseq + 1
    assert_they_talk_on(call, rung)
    assert not thief.rtp.packets


@pytest.mark.parametrize("side", ["caller", "phone"])
def test_a_request_from_elsewhere_changes_nothing(raw_peer, talk, side):
    """With the right tags and a CSeq that fits: somebody has read along, but stands somewhere else."""
    call, rung = talk
    known = call if side == "caller" else rung
    thief = raw_peer(tone_hz=0).call("thief")
    thief.call_id, thief.local, thief.remote, thief.target = known.call_id, known.local, known.remote, known.target
    thief.cseq = known.cseq + 5
    for method in METHODS:
        body = thief.sdp() if method in ("INVITE", "UPDATE") else ""
        assert 400 <= thief.asks(method, None, body) < 600, method
    assert_they_talk_on(call, rung)
    assert not thief.rtp.packets


def test_a_cancel_of_an_answered_call_changes_nothing(exchange, raw_peer, waiting_menu):
    call = raw_peer().call(waiting_menu)
    call.invite()
    assert call.rtp
    via, cseq = call.branch, call.cseq
    assert call.answered()
    call.send("CANCEL", {"Via": via, "To": call.remote.partition(";tag=")[0], "CSeq": f"{cseq} CANCEL"})
    assert call.final().status in (200, 481)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.rtp.press("1")
    assert call.asked("BYE")
    assert exchange.ended(waiting_menu) == "flow_ended"


@pytest.mark.parametrize("branch", ["its own", "the caller's"])
def test_a_cancel_from_elsewhere_changes_nothing(exchange, raw_peer, anna, branch):
    """While the caller still waits."""
    call = raw_peer().call(exchange.draw([ring(ring_s=20), *OUTLETS], *AROUND_RING))
    call.invite()
    rung = anna.rung()
    rung.reply(180)
    assert call.provisional(180)
    thief = raw_peer().call("thief")
    thief.call_id, thief.local, thief.remote, thief.target = call.call_id, call.local, call.remote, call.target
    thief.cseq = call.cseq
    thief.send("CANCEL", {"Via": call.branch} if branch == "the caller's" else None)
    assert thief.peer.call("x").asks("OPTIONS") == 200  # the reply to the CANCEL may go to the caller
    rung.reply(200, rung.sdp())
    rung.talk()
    assert call.answered()
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    call.send("BYE")
    assert call.final().status == 200
