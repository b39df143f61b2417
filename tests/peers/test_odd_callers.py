"""Callers that do what few do, and strangers that look for a hole."""

import struct

import pytest

from testphone.sip import branch
from tests.calls.drawings import END, MENU_TO_END, menu
from tests.exchange import TONES
from tests.peers.in_progress import assert_all_are_over
from tests.waiting import until


@pytest.fixture
def number(exchange):
    return exchange.draw([menu(timeout_s=20), END], *MENU_TO_END)


def assert_it_is_answered(exchange, call):
    assert call.answered(), call
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.send("BYE")
    assert call.final().status == 200
    assert_all_are_over(exchange)


ODD = {
    "no Contact": {"Contact": None},
    "a Contact that is none": {"Contact": "*"},
    "no Max-Forwards": {"Max-Forwards": None},
    "a header of 20 kB": {"X-Large": "x" * 20_000},
    "1500 headers": {f"X-{count}": "y" * 20 for count in range(1500)},
    "reliable replies required": {"Require": "100rel"},
    "another type of body": {"Content-Type": "text/plain"},
    "a call to be replaced": {"Replaces": "abc;to-tag=1;from-tag=2"},
    "little patience": {"Expires": "1"},
}


@pytest.mark.parametrize("oddity", ODD)
def test_an_odd_invite_is_answered(exchange, raw_peer, number, oddity):
    call = raw_peer().call(number)
    call.invite(ODD[oddity])
    assert_it_is_answered(exchange, call)


@pytest.mark.parametrize("user", ["", "anonymous@anonymous.invalid", "a|b", "%00", "x" * 2000])
def test_an_odd_caller_is_answered(exchange, raw_peer, number, user):
    call = raw_peer().call(number)
    call.local = f"<sip:{user}{'' if '@' in user else '@127.0.0.9'}>;tag=odd".replace("sip:@", "sip:")
    call.invite()
    assert_it_is_answered(exchange, call)


@pytest.mark.parametrize("call_id", ["a|b", "%00'\"{}$;=<>@x", "c" * 3000, "b1.x", "x.carrier"])
def test_an_odd_call_id_is_kept_apart(exchange, raw_peer, number, call_id):
    call = raw_peer().call(number)
    call.call_id = call_id
    call.invite()
    assert_it_is_answered(exchange, call)


def test_an_invite_that_is_repeated_is_one_call(exchange, raw_peer, number):
    call, via = raw_peer().call(number), f"SIP/2.0/UDP 127.0.2.1;branch={branch()};rport"
    for _ in range(10):
        call.cseq = 0
        call.invite({"Via": via})
    assert_it_is_answered(exchange, call)
    assert len(exchange.calls_to(number)) == 1


@pytest.mark.parametrize("tag", ["precondition", "nothing-known", "timer, nothing-known"])
def test_what_is_required_and_unknown_is_refused_by_its_name(exchange, raw_peer, number, tag):
    """RFC 3261 section 8.2.2.3: the caller tries again without it."""
    call = raw_peer().call(number)
    call.invite({"Require": tag})
    reply = call.final()
    assert (reply.status, reply.header("unsupported")) == (420, tag.rpartition(", ")[2])
    assert_all_are_over(exchange)


@pytest.mark.parametrize("method", ["INVITE", "UPDATE"])
def test_a_session_timer_is_agreed_on(exchange, raw_peer, number, method):
    """RFC 4028: a caller that requires it would hang up without an answer to that."""
    asked = {"Require": "timer", "Session-Expires": "1800"}
    call = raw_peer().call(number)
    call.invite(asked)
    reply = call.final()
    assert (reply.header("session-expires"), reply.header("require")) == ("1800;refresher=uac", "timer")
    call.peer.unread.append(reply)
    assert call.answered()
    call.send(method, {"Supported": "timer", "Session-Expires": "1800;refresher=uac"}, call.sdp())
    again = call.final()
    assert (again.status, again.header("session-expires")) == (200, "1800;refresher=uac")
    call.send("BYE")
    assert call.final().status == 200


def test_a_timer_that_is_ours_to_keep_is_left_out(exchange, raw_peer, number):
    call = raw_peer().call(number)
    call.invite({"Supported": "timer", "Session-Expires": "1800;refresher=uas"})
    reply = call.final()
    assert (reply.status, reply.header("session-expires")) == (200, "")
    call.peer.unread.append(reply)
    assert_it_is_answered(exchange, call)


GARBAGE = [
    b"\x00" * 64,
    b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"INVITE",
    b"INVITE sip:1@x SIP/2.0\r\n\r\n",
    b"SIP/2.0 200 OK\r\n\r\n",
    b"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKa\r\nCSeq: 10 INVITE\r\nCall-ID: b1.x\r\n\r\n",
    b"REGISTER sip:\xff\xfe SIP/2.0\r\nTo: \xff\r\nFrom: \x00\r\n\r\n",
    b'{"timer": ["x", "wait", 1]}',
    b"d7:command4:pinge",
    bytes(range(256)) * 8,
]


def test_garbage_is_dropped_and_calls_go_on(exchange, raw_peer, number):
    call, stranger = raw_peer().call(number), raw_peer()
    call.invite()
    for each in GARBAGE:
        stranger.send(each)
    assert_it_is_answered(exchange, call)


def test_a_scan_finds_no_account_and_places_no_call(exchange, raw_peer):
    """As sipvicious does it: OPTIONS, then REGISTER and INVITE of extensions. Who exists looks like who does not."""
    before = len(exchange.journal())
    scanner = raw_peer()
    assert scanner.call("100").asks("OPTIONS") == 200
    found = {"REGISTER": set(), "INVITE": set()}
    for account in ("1001-101", "1001-199", "101", "admin"):
        for method, seen in found.items():
            call = scanner.call("+4930999999", user=account)
            call.remote = f"<sip:{account}@127.0.0.1>" if method == "REGISTER" else call.remote
            seen.add(call.asks(method, None, call.sdp() if method == "INVITE" else ""))
    assert found["REGISTER"] == {401}
    assert 200 not in found["INVITE"]
    assert until(lambda: kinds(exchange, before) & {"call_refused"})
    assert "call_arrived" not in kinds(exchange, before)
    assert_all_are_over(exchange)


def kinds(exchange, before):
    """The kinds of events in the journal since its first *before* lines."""
    return {line["event"]["type"] for line in exchange.journal()[before:]}


def send_event(rtp, event, place):
    """One that has ended, among the voice (RFC 4733 section 2.5)."""
    head = struct.pack("!BBHII", 0x80, 101, 50_000 + place, 1_000_000 + place * 1_000, 7)
    rtp._socket.sendto(head + struct.pack("!BBH", event, 0x80 | 10, 800), rtp.to)


def test_an_event_that_is_no_key_leaves_no_trace_and_the_next_key_counts(exchange, raw_peer):
    """RFC 4733 has events from 0 to 255; 16 is the flash, which some telephones send to hold."""
    number = exchange.draw([menu(timeout_s=20), END], *MENU_TO_END)
    call = raw_peer().call(number)
    call.invite()
    assert call.answered()
    assert call.rtp.wait_for_prompt(TONES["menu"])
    before, logged = len(exchange.journal()), exchange.parts.log("kamailio").count("\n")
    events = [*range(12, 256)]
    for place, event in enumerate(events):
        send_event(call.rtp, event, place)
    call.rtp.press("1")
    bye = call.asked("BYE")
    assert bye
    call.reply(200, to=bye)
    lines = [line["event"]["type"] for line in exchange.journal()[before:]]
    assert "fault" not in lines
    assert lines.count("digit") == 1
    assert exchange.parts.log("kamailio").count("\n") - logged < len(events) // 10
