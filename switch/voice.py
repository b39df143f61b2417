"""Decides where the packets of one side of a call's voice may come from.

rtpengine takes packets only from the address in effect (``strict source``): the one in the SDP, wherever the other side
sees itself as we do. A phone behind NAT doesn't. Its address is learned from its packets (``heuristic``, for 3 s after
each offer or answer) and noted as soon as it is known, so that nobody can take its place afterwards.
"""

from ipaddress import IPv4Network, ip_address
from typing import NotRequired, TypedDict

from switch import sdp
from switch.switch_call import Endpoint, VoiceSide


class StreamEndpoint(TypedDict):
    """Names where rtpengine sends a stream."""

    address: str
    port: int


class Stream(TypedDict):
    """Describes rtpengine's account of one side's voice. *SSRC* is missing until it has spoken."""

    endpoint: StreamEndpoint
    flags: list[str]
    SSRC: NotRequired[int]


ON_HOLD = ("", "0.0.0.0")
"""Addresses in an SDP that name no place: an old way to hold (RFC 3264 section 8.4)."""


def side(text: str, source: str) -> VoiceSide:
    """Return the side of a phone whose SDP *text* came by SIP from the address *source*, "" if that isn't known."""
    claimed = _claimed(text)
    host, port = claimed["host"], claimed["port"]
    if not source or host in (*ON_HOLD, source):
        return _side(text, claimed, learns=False, sources=[host])
    reachable = text if ip_address(host).is_global else sdp.moved(text, source, port)
    return _side(reachable, claimed, learns=True, sources=[source, host])


def carrier(text: str, networks: tuple[IPv4Network, ...]) -> VoiceSide:
    """Return the side of a carrier, whose SDP *text* is right unless its voice may come from other *networks*, too."""
    claimed = _claimed(text)
    return _side(text, claimed, learns=bool(networks), sources=[claimed["host"], *map(str, networks)])


def nobody(text: str) -> VoiceSide:
    """Return our own side, with the SDP *text*, while no phone is connected."""
    return _side(text, {"host": sdp.NOBODY, "port": sdp.NO_PORT}, learns=False, sources=[])


def is_nobody(one: VoiceSide) -> bool:
    """Return whether no phone is connected on this side."""
    return not one["sources"]


def learned(before: VoiceSide, stream: Stream) -> VoiceSide:
    """Return *before* with the place that rtpengine has learned, if it has and the address is one of this side's.

    *stream* is rtpengine's account of the voice. As long as nothing came in, it has the place of the SDP.
    """
    place: Endpoint = {"host": stream["endpoint"]["address"], "port": stream["endpoint"]["port"]}
    if not before["learns"]:
        return before
    is_heard = "confirmed" in stream["flags"] or place["port"] != sdp.port(before["sdp"])
    return _at(before, place) if is_heard and is_from(before, place["host"]) else before


def is_misled(one: VoiceSide, stream: Stream) -> bool:
    """Return whether rtpengine has settled on a place that is none of this side's."""
    return one["learns"] and "confirmed" in stream["flags"]


def renewed(before: VoiceSide, after: VoiceSide) -> VoiceSide:
    """Return *after*, which the same side offers now. What was learned stays unless it names another place."""
    if not before["learned"]:
        return after
    if after["claimed"]["host"] in ON_HOLD:
        return {**before, "sdp": after["sdp"]}
    return _at(after, before["learned"]) if after["claimed"] == before["claimed"] else after


def is_from(one: VoiceSide, host: str) -> bool:
    """Return whether the address *host* is one of this side's."""
    return any(ip_address(host) in IPv4Network(network) for network in one["sources"] if network)


def _claimed(text: str) -> Endpoint:
    return {"host": sdp.address(text), "port": sdp.port(text)}


def _side(text: str, claimed: Endpoint, *, learns: bool, sources: list[str]) -> VoiceSide:
    return {"sdp": text, "claimed": claimed, "learns": learns, "learned": None, "sources": sources, "leg": ""}


def _at(one: VoiceSide, place: Endpoint) -> VoiceSide:
    return {**one, "sdp": sdp.moved(one["sdp"], place["host"], place["port"]), "learns": False, "learned": place}
