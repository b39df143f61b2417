"""rtpengine obeys whoever reaches its control port, and it reaches that port itself: no voice is ever sent there."""

import socket
import struct

import pytest

from switch.ng import MediaRefused, Ng
from testphone import sip
from tests.calls.drawings import AROUND_RING, OUTLETS, ring
from tests.exchange import running_exchange
from tests.parts import private_config
from tests.peers.raw import RawPeer
from tests.waiting import until

HERE = "127.0.0.1"
INNER_SDP = sip.sdp("127.0.0.23", 4000)
ORDER = b" d7:command5:offer7:call-id6:forged8:from-tag1:x3:sdp%d:%be" % (len(INNER_SDP), INNER_SDP.encode())
"""What would make rtpengine open a call, behind what it takes for a cookie."""


@pytest.fixture
def with_short_port(tmp_path):
    """An exchange whose control port has four digits, as it has unless somebody sets another."""
    port = next(filter(_is_free, range(5_200, 9_999)))
    with running_exchange(private_config(tmp_path, ng_port=str(port))) as started:
        yield started


def _is_free(port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        try:
            taken.bind((HERE, port))
        except OSError:
            return False
    return True


@pytest.fixture
def raw(exchange):
    peer = RawPeer(exchange.address)
    yield peer
    for call in peer.calls:
        call.send("BYE")
    peer.close()


def has_obeyed(exchange):
    ng = Ng(exchange.config.ng_port)
    try:
        return ng.ask("query", call_id="forged")["result"] == "ok"
    except MediaRefused:
        return False
    finally:
        ng.close()


def test_a_caller_can_not_have_the_voice_sent_to_the_control_port(exchange, raw, phones):
    anna = phones("101", answer_after_s=0.0)
    call = raw.call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite(body=sip.sdp(HERE, exchange.config.ng_port))
    if is_answered := call.answered(30):
        rung = anna.incoming.get(timeout=30)
        assert rung.wait("answered")
        packet = struct.pack(">BBHII", 0x80, 0, 0x4141, 0x41414141, 0x42424242) + ORDER
        for _ in range(5):
            rung.rtp._socket.sendto(packet, rung.rtp.to)
    assert not until(lambda: has_obeyed(exchange), 1.0)
    assert not is_answered


@pytest.mark.parametrize("digit", ["\u0660", "\uff10"])
def test_nor_by_a_port_that_ends_in_another_alphabet(with_short_port, digit):
    """To Python those are digits; rtpengine ends the number where they begin."""
    anna, raw = with_short_port.phone("101", answer_after_s=0.0), RawPeer(with_short_port.address)
    call = raw.call(with_short_port.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite(body=sip.sdp(HERE, f"{with_short_port.config.ng_port}{digit}"))
    if is_answered := call.answered(30):
        rung = anna.incoming.get(timeout=30)
        assert rung.wait("answered")
        packet = struct.pack(">BBHII", 0x80, 0, 0x4141, 0x41414141, 0x42424242) + ORDER
        for _ in range(5):
            rung.rtp._socket.sendto(packet, rung.rtp.to)
    has_come_through = until(lambda: has_obeyed(with_short_port), 1.0)
    raw.close()
    anna.close()
    assert not has_come_through
    assert not is_answered


def test_a_caller_can_not_have_reports_sent_to_the_control_port(exchange, raw, phones):
    anna = phones("101", answer_after_s=0.0)
    call = raw.call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite(body=call.sdp() + f"a=rtcp:{exchange.config.ng_port} IN IP4 {HERE}\r\n")
    assert call.answered(30)
    rung = anna.incoming.get(timeout=30)
    assert rung.wait("answered")
    padded = ORDER + b"\0" * (-len(ORDER) % 4)
    packet = struct.pack(">BBHI4s", 0x80, 204, 2 + len(padded) // 4, 0x41424344, b"aaaa") + padded
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as reports:
        reports.bind((anna.host, rung.rtp.port + 1))
        for _ in range(5):
            reports.sendto(packet, (rung.rtp.to[0], rung.rtp.to[1] + 1))
    assert raw.calls[0].rtp.wait_for_sound()
    assert not until(lambda: has_obeyed(exchange), 1.0)
