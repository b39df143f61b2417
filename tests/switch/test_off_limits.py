"""An SDP never makes rtpengine send to the exchange's inner ports."""

import pytest

from switch import sdp
from switch.off_limits import OffLimits, check
from switch.strict_sdp import understood

NG = 5073
INNER = frozenset((5071, 5072, NG, 5074))


def offer(*more, port=4000, connection="IN IP4 192.0.2.7"):
    lines = ["v=0", "o=- 1 1 IN IP4 192.0.2.7", "s=-", f"c={connection}", "t=0 0", f"m=audio {port} RTP/AVP 0", *more]
    return "".join(f"{line}\r\n" for line in lines)


def is_refused(text):
    try:
        check(taken := understood(text), INNER)
    except OffLimits:
        return True
    return not taken


@pytest.mark.parametrize(
    "text",
    [
        offer(port=NG, connection="IN IP4 127.0.0.1"),
        offer(port=NG, connection="IN IP4 127.0.0.1/127"),
        offer(port=NG, connection="IN IP4 0.0.0.0"),
        offer(port=NG, connection="IN IP4 127.1"),
        offer(port=NG, connection="IN IP4 localhost"),
        offer(port=NG, connection="IN IP6 ::1"),
        offer(port=NG, connection="IN IP6 ::ffff:127.0.0.1"),
        offer(port=NG - 3, connection="IN IP4 127.0.0.1"),  # RTCP goes to the next port
        offer("c=IN IP4 127.0.0.1", port=NG),
        offer("c=IN IP4 192.0.2.7", "c=IN IP4 127.0.0.1", port=NG),
        offer(port=f"{NG}\u0660", connection="IN IP4 127.0.0.1"),  # rtpengine stops at a digit of another alphabet
        offer(port="507\u0663", connection="IN IP4 127.0.0.1"),
        offer(port=f"0{NG}", connection="IN IP4 127.0.0.1"),
        offer(port=f"{NG}/1", connection="IN IP4 127.0.0.1"),
        offer(f"a=x\rm=audio {NG} RTP/AVP 0", connection="IN IP4 127.0.0.1"),
        offer(f"a=candidate:1 1 UDP 2130706431 127.0.0.1 {NG} typ host"),
    ],
)
def test_what_leads_to_an_inner_port_is_refused(text):
    assert is_refused(text)
    assert is_refused(text.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    "line",
    [
        f"a=rtcp:{NG} IN IP4 127.0.0.1",
        f"a=rtcp:{NG}",
        f"a=candidate:1 1 UDP 2130706431 inner.example {NG} typ host",
        f"a=candidate:1 1 UDP 2130706431 127.0.0.1 {NG}\u0660 typ host",
        f"a=candidate:1 1 UDP 2130706431 127.0.0.1\u00a0{NG} typ host",
        "a=ice-ufrag: d7:command4:pinge",
        "a=ice-pwd:0123456789 123456789012",
    ],
)
def test_what_else_could_lead_there_is_left_out(line):
    assert understood(offer(line)) == understood(offer())


@pytest.mark.parametrize(
    "text",
    [
        offer(),
        offer(port=NG),  # of the phone's own machine
        offer(connection="IN IP4 127.0.0.1"),
        offer("a=ice-ufrag:aZ9+", "a=ice-pwd:0123456789abcdefABCDEF+/"),
        offer("a=candidate:1 1 UDP 2130706431 192.0.2.7 50000 typ host", "a=end-of-candidates"),
        offer(port=9, connection="IN IP4 0.0.0.0"),
    ],
)
def test_what_honest_phones_say_is_left_as_it_is(text):
    assert not is_refused(text)
    assert understood(text).splitlines()[3:] == text.splitlines()[3:]


def test_a_plain_phones_voice_goes_to_one_place_only():
    more = ("a=ice-ufrag:aZ9+", "a=candidate:1 1 UDP 1 127.0.0.1 53 typ host", "a=rtcp-mux")
    for kept in (sdp.narrowed(offer(*more)), sdp.preferring(offer(*more))):
        assert kept.splitlines()[5:] == ["m=audio 4000 RTP/AVP 0", "a=rtcp-mux"]
