"""Voice never goes to our own inner ports, whoever asks for it.

rtpengine's control protocol takes orders from anybody on this machine, and rtpengine itself is on this machine: with an
SDP that wants the voice at 127.0.0.1 and that port, whatever the other side says would be an order.
"""

import re
from collections.abc import Iterator
from ipaddress import IPv6Address, ip_address

from switch.ng import MediaRefused

PORTS = re.compile(r"^(?:m=\S+ |a=rtcp:|a=candidate:\S+ \d+ \S+ \d+ \S+ )(\d+)", re.MULTILINE)
ADDRESSES = re.compile(r"^(?:c=|a=rtcp:\d+ )IN IP\d ([^\s/]+)|^a=candidate:\S+ \d+ \S+ \d+ (\S+)", re.MULTILINE)
ICE_NAME = re.compile(r"^a=ice-(?:ufrag|pwd):(.*)$", re.MULTILINE)
ICE_CHARS = re.compile(r"[A-Za-z0-9+/]+")
"""RFC 8839 section 5.4. Others would get into what rtpengine sends to try a candidate."""


PACKET_TIME = re.compile(r"^a=(?:max)?ptime:(?!(?:[1-9]\d|1[01]\d|120)[ \t\r]*$).*(?:\n|$)", re.MULTILINE)
"""Milliseconds of voice in a packet that nobody sends: rtpengine 10.5.3 aborts when it prepares for 999999."""


class OffLimits(MediaRefused):
    """The SDP wants something to be sent to one of our inner ports."""


def check(sdp: str, inner_ports: frozenset[int]) -> str:
    """Returns *sdp* without what rtpengine can't bear. Raises OffLimits."""
    text = sdp.replace("\r", "")
    if inner_ports.intersection(_ports(text)) and any(map(_may_be_here, _addresses(text))):
        raise OffLimits("an SDP that leads to an inner port of ours")
    if not all(ICE_CHARS.fullmatch(name) for name in ICE_NAME.findall(text)):
        raise OffLimits("an SDP with an impossible name for ICE")
    return PACKET_TIME.sub("", sdp)


def _ports(text: str) -> Iterator[int]:
    """RTCP goes to the next port where nothing else is said."""
    for port in PORTS.findall(text):
        yield from (int(port), int(port) + 1)


def _addresses(text: str) -> Iterator[str]:
    for connection, candidate in ADDRESSES.findall(text):
        yield connection or candidate


def _may_be_here(address: str) -> bool:
    """A name may lead anywhere."""
    try:
        found = ip_address(address)
    except ValueError:
        return True
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    return found.is_loopback or found.is_unspecified
