"""One side of a call's voice: where its packets may come from.

rtpengine takes packets only from the address in effect (``strict source``). That is the one in the SDP wherever the
other side sees itself as we do. A phone behind NAT doesn't: its address is learned from its packets (``heuristic``,
for 3 s after each offer or answer), and noted as soon as it is known, so that nobody takes its place afterwards.
"""

from ipaddress import IPv4Network, ip_address
from typing import Any

from switch import sdp

JsonObject = dict[str, Any]

ON_HOLD = ("", "0.0.0.0")
"""Addresses in an SDP that name no place: an old way to hold (RFC 3264 section 8.4)."""


def side(text: str, source: str) -> JsonObject:
    """Of a phone whose SDP *text* came by SIP from *source*; "" when that isn't known.

    *told* is where the SDP wants the voice, *sdp* what rtpengine is told; *learns* is whether it may learn another
    place, *place* the one that it has learned; *from* are the addresses and networks whose digits count.
    """
    host, port = sdp.address(text), sdp.port(text)
    if not source or host in (*ON_HOLD, source):
        return _side(text, [host, port], learns=False, sources=[host])
    reachable = text if ip_address(host).is_global else sdp.moved(text, source, port)
    return _side(reachable, [host, port], learns=True, sources=[source, host])


def carrier(text: str, networks: tuple[IPv4Network, ...]) -> JsonObject:
    """Of a carrier, whose SDP is right, unless its voice is known to come from other *networks*, too."""
    host, port = sdp.address(text), sdp.port(text)
    return _side(text, [host, port], learns=bool(networks), sources=[host, *map(str, networks)])


def nobody(text: str) -> JsonObject:
    """Our own side while no phone is connected."""
    return _side(text, [sdp.NOBODY, sdp.NO_PORT], learns=False, sources=[])


def is_nobody(one: JsonObject) -> bool:
    return not one["from"]


def learned(before: JsonObject, stream: JsonObject) -> JsonObject:
    """*before* with the place that rtpengine has learned, if it has and if the address is one of this side's.

    *stream* is rtpengine's account of it. As long as nothing came in, its place is the one of the SDP.
    """
    host, port = str(stream["endpoint"]["address"]), int(stream["endpoint"]["port"])
    if not before["learns"]:
        return before
    is_heard = "confirmed" in stream["flags"] or port != sdp.port(before["sdp"])
    return _at(before, [host, port]) if is_heard and is_from(before, host) else before


def is_misled(one: JsonObject, stream: JsonObject) -> bool:
    """Whether rtpengine has settled on a place that is none of this side's."""
    return bool(one["learns"]) and "confirmed" in stream["flags"]


def renewed(before: JsonObject, after: JsonObject) -> JsonObject:
    """*after*, which the same side offers now. What was learned stays, unless it names another place."""
    if not before["place"]:
        return after
    if after["told"][0] in ON_HOLD:
        return {**before, "sdp": after["sdp"]}
    return _at(after, before["place"]) if after["told"] == before["told"] else after


def is_from(one: JsonObject, host: str) -> bool:
    """Whether *host* is an address of this side."""
    return any(ip_address(host) in IPv4Network(network) for network in one["from"] if network)


def _side(text: str, told: list[Any], *, learns: bool, sources: list[str]) -> JsonObject:
    return {"sdp": text, "told": told, "learns": learns, "place": None, "from": sources}


def _at(one: JsonObject, place: list[Any]) -> JsonObject:
    return {**one, "sdp": sdp.moved(one["sdp"], *place), "learns": False, "place": place}
