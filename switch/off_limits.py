"""Keeps voice away from our own inner ports, whoever asks for it.

rtpengine's control protocol takes orders from anybody on this machine, and rtpengine itself is on this machine: if an
SDP could send the voice to 127.0.0.1 and that port, whatever the other side says would be an order.
"""

import re
from collections.abc import Iterator
from ipaddress import IPv6Address, ip_address

from switch.ng import MediaRefused

PORTS = re.compile(r"^(?:m=\S+ |a=candidate:\S+ [0-9]+ \S+ [0-9]+ \S+ )([0-9]+)", re.MULTILINE)
ADDRESSES = re.compile(r"^c=IN IP[46] (\S+)|^a=candidate:\S+ [0-9]+ \S+ [0-9]+ (\S+)", re.MULTILINE)


class OffLimits(MediaRefused):
    """Says that the SDP wants something sent to one of our inner ports."""


def check(sdp: str, inner_ports: frozenset[int]) -> None:
    """Check an SDP that was ``understood``. Raise OffLimits if it leads to one of *inner_ports* here."""
    if inner_ports.intersection(_ports(sdp)) and any(map(_is_here, _addresses(sdp))):
        raise OffLimits("an SDP that leads to an inner port of ours")


def _ports(text: str) -> Iterator[int]:
    """Yield the ports that *text* names. RTCP goes to the next port unless it says otherwise."""
    for port in PORTS.findall(text):
        yield from (int(port), int(port) + 1)


def _addresses(text: str) -> Iterator[str]:
    for connection, candidate in ADDRESSES.findall(text):
        yield connection or candidate


def _is_here(address: str) -> bool:
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    return found.is_loopback or found.is_unspecified
