"""An SDP never makes rtpengine send to the exchange's inner ports."""

import pytest

from switch import sdp
from switch.off_limits import OffLimits, check

NG = 5073
INNER = frozenset((5071, 5072, NG, 5074))


def offer(*more, port=4000, connection="IN IP4 192.0.2.7"):
    lines = ["v=0", "o=- 1 1 IN IP4 192.0.2.7", "s=-", f"c={connection}", "t=0 0", f"m=audio {port} RTP/AVP 0", *more]
    return "".join(f"{line}\r\n" for line in lines)


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
        offer(f"a=rtcp:{NG} IN IP4 127.0.0.1"),
        offer(f"a=rtcp:{NG}", connection="IN IP4 127.0.0.1"),
        offer(f"a=candidate:1 1 UDP 2130706431 127.0.0.1 {NG} typ host"),
        offer(f"a=candidate:1 1 UDP 2130706431 inner.example {NG} typ host"),
        offer("a=ice-ufrag: d7:command4:pinge"),
        offer("a=ice-pwd:0123456789 123456789012"),
    ],
)
def test_what_leads_to_an_inner_port_is_refused(text):
    with pytest.raises(OffLimits):
        check(text, INNER)
    with pytest.raises(OffLimits):
        check(text.replace("\r", ""), INNER)


@pytest.mark.parametrize(
    "text",
    [
        offer(),
        offer(port=NG),  # of the phone's own machine
        offer(connection="IN IP4 127.0.0.1"),
        offer("a=rtcp:4001 IN IP4 192.0.2.7", "a=ice-ufrag:aZ9+", "a=ice-pwd:0123456789abcdefABCDEF+/"),
        offer("a=candidate:1 1 UDP 2130706431 5c2f.local 50000 typ host", "a=end-of-candidates"),
        offer(port=9, connection="IN IP4 0.0.0.0"),
    ],
)
def test_what_honest_phones_say_is_left_as_it_is(text):
    assert check(text, INNER) == text


def test_a_plain_phones_voice_goes_to_one_place_only():
    more = (
        f"a=rtcp:{NG} IN IP4 127.0.0.1",
        "a=ice-ufrag:aZ9+",
        "a=candidate:1 1 UDP 1 127.0.0.1 53 typ host",
        "a=rtcp-mux",
    )
    for kept in (sdp.narrowed(offer(*more)), sdp.preferring(offer(*more))):
        assert kept.replace("\r", "").splitlines()[5:] == ["m=audio 4000 RTP/AVP 0", "a=rtcp-mux"]
