"""More callers than can be served: some are told to come back, and the others don't notice."""

import json
import secrets
import socket
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.gateways.kamailio import Kamailio
from tests.calls.drawings import AROUND_RING, END, MENU_TO_END, OUTLETS, hello, menu, ring
from tests.calls.ng_between import between
from tests.exchange import TONES, running_exchange
from tests.parts import private_config
from tests.ports import free_ports
from tests.waiting import until

CROWD = 40
SDP = "\r\n".join(
    (
        *("v=0", "o=- 1 1 IN IP4 127.0.0.9", "s=-", "c=IN IP4 127.0.0.9", "t=0 0"),
        *("m=audio 9000 RTP/AVP 0", "a=rtpmap:0 PCMU/8000", ""),
    )
)


def invite(number, address, us):
    """(Call-ID, an INVITE of somebody outside)."""
    call_id = secrets.token_hex(8)
    lines = [
        f"INVITE sip:{number}@{address[0]}:{address[1]} SIP/2.0",
        f"Via: SIP/2.0/UDP {us[0]}:{us[1]};branch=z9hG4bK{secrets.token_hex(6)}",
        f"From: <sip:+4917012345@{us[0]}>;tag={secrets.token_hex(4)}",
        f"To: <sip:{number}@{address[0]}>",
        f"Call-ID: {call_id}",
        "CSeq: 1 INVITE",
        f"Contact: <sip:crowd@{us[0]}:{us[1]}>",
        "Max-Forwards: 70",
        "Content-Type: application/sdp",
        f"Content-Length: {len(SDP)}",
    ]
    return call_id, ("\r\n".join(lines) + "\r\n\r\n" + SDP).encode()


def crowd(exchange, number, size=CROWD):
    """{Call-ID: the first final reply} of so many callers who all call at the same moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as us:
        us.bind(("127.0.0.9", 0))
        us.settimeout(10)
        calls = dict(invite(number, exchange.address, us.getsockname()) for _ in range(size))
        for request in calls.values():
            us.sendto(request, exchange.address)
        found = {}
        while len(found) < size:
            reply = us.recv(8192).decode()
            if int(reply.split()[1]) >= 200:
                call_id = reply.partition("Call-ID: ")[2].partition("\r\n")[0]
                found.setdefault(call_id, reply)
        return found


def statuses(replies):
    return Counter(int(reply.split()[1]) for reply in replies.values())


@contextmanager
def behind(tmp_path, **changes):
    """An exchange whose rtpengine is asked by way of somebody in between."""
    config = private_config(tmp_path, **changes)
    (rtpengine,) = free_ports(1)
    with between(config.ng_port, rtpengine) as middle, running_exchange(config, rtpengine) as exchange:
        yield exchange, middle


def test_who_comes_too_fast_is_told_to_come_back_and_a_call_in_progress_goes_on(tmp_path):
    with running_exchange(private_config(tmp_path, calls_per_second="1")) as exchange:
        number = exchange.draw([menu(timeout_s=60), END], *MENU_TO_END)
        with exchange.caller() as caller:
            call = caller.call(number)
            assert call.rtp.wait_for_prompt(TONES["menu"])
            replies = crowd(exchange, number)
            assert set(statuses(replies)) == {200, 503}
            refused = [reply for reply in replies.values() if reply.split()[1] == "503"]
            assert len(refused) > CROWD / 2
            assert all("\r\nRetry-After: " in reply for reply in refused)
            call.press("1")
            assert call.wait("ended")
            assert call.ended_by == "them"
            assert until(lambda: caller.call(number).wait("answered", 1.0), 20)
        assert "ERROR" not in exchange.parts.log("kamailio")
        assert until(Kamailio(exchange.config).refused_lately, 30) >= len(refused)


def test_where_nobody_has_measured_a_crowd_is_served(tmp_path):
    with running_exchange(private_config(tmp_path, calls_per_second="")) as exchange:
        number = exchange.draw(*hello("welcome"))
        assert statuses(crowd(exchange, number, 10)) == {200: 10}


@pytest.mark.parametrize("secret", ["", "x" * 32])
@pytest.mark.parametrize("sent_ms", [0, 10**12])
def test_nobody_else_can_tell_how_long_messages_wait(exchange, secret, sent_ms):
    """Neither that calls can't be served, nor that all is well."""
    number = exchange.draw(*hello("welcome"))
    forged = json.dumps({"beat": [secret, "sip", sent_ms]}).ljust(64).encode()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.bind((exchange.config.sip_host, 0))
        for _ in range(20):
            stranger.sendto(forged, exchange.address)
        genuine = beat(exchange)
        assert until(lambda: beat(exchange) > genuine)
    assert genuine not in (0, 10**12)
    with exchange.caller() as caller:
        assert caller.call(number).wait("answered")


def beat(exchange):
    """When the last one was sent that came through the socket for SIP."""
    return int(until(lambda: counters(exchange).get("beat:sip", ""), 20).split()[0])


def counters(exchange):
    slots = exchange.parts.rpc("htable.dump", "counters")
    return {each["name"]: each["value"] for slot in slots for each in slot["slot"]}


def test_timers_and_keys_are_not_taken_from_the_socket_for_sip(exchange):
    """Only beats are: what else comes there is a stranger's."""
    number = exchange.draw([menu(timeout_s=9, tries=1), END], *MENU_TO_END)
    with exchange.caller() as caller, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.bind((exchange.config.sip_host, 0))
        call = caller.call(number)
        assert call.rtp.wait_for_prompt(TONES["menu"])
        (line,) = (line for line in exchange.steps(number) if line["event"]["type"] == "call_arrived")
        hang_up = {"event": [line["call"], {"type": "caller_gone", "at": line["at"]}]}
        before = beat(exchange)
        stranger.sendto(json.dumps(hang_up).ljust(64).encode(), exchange.address)
        assert until(lambda: beat(exchange) > before)
        call.press("1")
        assert call.wait("ended")
    assert exchange.ended(number) == "flow_ended"


def test_one_slow_answer_of_the_media_server_refuses_nobody(tmp_path):
    with behind(tmp_path) as (exchange, middle):
        number = exchange.draw(*hello("welcome"))
        with exchange.caller() as first, exchange.caller("+49171") as second:
            middle.hold()
            slow = first.call(number)
            assert middle.held.wait(5)
            assert not slow.wait("answered", 0.3)
            middle.go_on()
            assert slow.wait("answered")
            assert second.call(number).wait("answered")


def test_a_silent_media_server_holds_no_caller_and_calls_are_taken_again_once_it_speaks(tmp_path):
    with behind(tmp_path) as (exchange, middle):
        number = exchange.draw(*hello("welcome"))
        middle.hold()
        with exchange.caller() as caller:
            call = caller.call(number)
            assert call.wait("ended")
            assert call.status == 503
        replies = crowd(exchange, number)
        assert statuses(replies) == {503: CROWD}
        assert all("\r\nRetry-After: " in reply for reply in replies.values())
        middle.go_on()
        with exchange.caller() as caller:
            assert until(lambda: caller.call(number).wait("answered", 1.0), 20)


def test_when_there_is_no_port_left_a_caller_is_told_to_come_back(tmp_path):
    """A call has four ports, and there are no more."""
    config = private_config(tmp_path)
    with running_exchange(replace(config, rtp_port_max=config.rtp_port_min + 3)) as exchange:
        number = exchange.draw([menu(timeout_s=60), END], *MENU_TO_END)
        with exchange.caller() as first, exchange.caller() as caller:
            call = first.call(number)
            assert call.wait("answered")
            (reply,) = crowd(exchange, number, 1).values()
            assert reply.startswith("SIP/2.0 503 ")
            assert "\r\nRetry-After: " in reply
            call.press("1")
            assert call.wait("ended")
            assert until(lambda: caller.call(number).wait("answered"))


def test_an_offer_that_makes_no_sense_is_not_acceptable(exchange):
    """The caller may try for as long as they like."""
    number = exchange.draw(*hello("welcome"))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as us:
        us.bind(("127.0.0.9", 0))
        us.settimeout(10)
        _, request = invite(number, exchange.address, us.getsockname())
        us.sendto(request.replace(b"m=audio", b"m_audio"), exchange.address)
        while (status := int(us.recv(8192).split()[1])) < 200:
            pass
    assert status == 488


@pytest.mark.parametrize("reason", ["Ran out of ports", "Error rewriting SDP"])
def test_a_ring_whose_offer_failed_goes_on_as_one_that_could_not_be_reached(tmp_path, reason):
    with behind(tmp_path) as (exchange, middle):
        number = exchange.draw(
            [menu(timeout_s=60), ring(), *OUTLETS],
            ("menu", "1", "ring"),
            *(("menu", outlet, "end") for outlet in ("2", "timeout", "invalid")),
            *AROUND_RING,
        )
        with exchange.caller() as caller, exchange.phone("101"):
            call = caller.call(number)
            assert call.rtp.wait_for_prompt(TONES["menu"])
            middle.errors["offer"] = reason
            call.press("1")
            assert call.rtp.wait_for_prompt(TONES["greeting"], 8)
            call.hang_up()
        assert exchange.path(number)[-2:] == ["ring", "absent"]
        assert "ERROR" not in exchange.parts.log("kamailio")


def test_a_ring_is_taken_back_though_what_came_before_it_failed(tmp_path):
    """The prompt could not be stopped, so nobody was rung: there is nothing to cancel either."""
    with behind(tmp_path) as (exchange, middle):
        number = exchange.draw(
            [menu(timeout_s=60), ring(), *OUTLETS],
            ("menu", "1", "ring"),
            *(("menu", outlet, "end") for outlet in ("2", "timeout", "invalid")),
            *AROUND_RING,
        )
        with exchange.caller() as caller, exchange.phone("101"):
            call = caller.call(number)
            assert call.rtp.wait_for_prompt(TONES["menu"])
            middle.errors.update({"stop media": "no more", "play media": "no more", "offer": "no more"})
            call.press("1")
            assert call.wait("ended", 10)
        assert "KeyError" not in exchange.parts.log("kamailio")
