"""Reads RTP packets from a pcap file that rtpengine writes with ``recording-method=pcap``.

rtpengine writes what each side sent to it, from the phone's address to its own local port, with an empty Ethernet
header (format eth) or none (format raw). A file that a crash cut short is read up to the cut.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

BLOCK_BYTES = 1 << 20
LARGEST_PACKET_BYTES = 1 << 16
IP_AT = {1: 14, 101: 0}
"""Link type of the pcap file -> offset of the IP header."""


class BrokenCapture(Exception):
    """Says that the file is not a pcap file of RTP packets."""


class RtpPacket(NamedTuple):
    """Describes a packet that arrived at *at_us*, in microseconds since 1970."""

    at_us: int
    port: int
    """rtpengine's port at which it arrived: each side of the call has its own."""
    payload_type: int
    timestamp: int
    ssrc: int
    payload: bytes


def rtp_packets(file: BinaryIO) -> Iterator[RtpPacket]:
    """Yield the RTP packets in the order of arrival, without RTCP (RFC 5761 section 4) and anything else."""
    for at_us, packet in _ip_packets(file):
        found = _rtp(at_us, packet)
        if found is not None:
            yield found


def _ip_packets(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    header = file.read(24)
    if not header:
        return  # cut short before anything was written
    if len(header) < 24 or header[:4] not in (b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4"):
        raise BrokenCapture("the file is not a pcap file with times in microseconds")
    order = "<" if header[0] == 0xD4 else ">"
    start = IP_AT.get(struct.unpack(order + "I", header[20:])[0])
    if start is None:
        raise BrokenCapture("the pcap file has an unknown link type")
    record = struct.Struct(order + "IIII")
    left = b""
    while block := file.read(BLOCK_BYTES):
        block = left + block
        at, end = 0, len(block)
        while end - at >= 16:
            seconds, micros, size, _ = record.unpack_from(block, at)
            if size > LARGEST_PACKET_BYTES:
                raise BrokenCapture(f"a packet of {size} bytes can't be")
            if end - at - 16 < size:
                break
            yield seconds * 1_000_000 + micros, block[at + 16 + start : at + 16 + size]
            at += 16 + size
        left = block[at:]


_rtp_header = struct.Struct("!BBHII")
_port = struct.Struct("!H")


def _rtp(at_us: int, packet: bytes) -> RtpPacket | None:
    if len(packet) < 40:
        return None
    udp = 40 if packet[0] >> 4 == 6 else (packet[0] & 15) * 4
    if len(packet) < udp + 20:
        return None
    first, second, _, timestamp, ssrc = _rtp_header.unpack_from(packet, udp + 8)
    if first >> 6 != 2 or 192 <= second <= 223:
        return None
    begin, end = udp + 20, len(packet)
    if first & 0x3F:
        begin, end = _payload(packet, begin, first)
    return RtpPacket(at_us, _port.unpack_from(packet, udp + 2)[0], second & 127, timestamp, ssrc, packet[begin:end])


def _payload(packet: bytes, begin: int, first: int) -> tuple[int, int]:
    """Return where the payload is in a packet with CSRCs, an extension or padding (RFC 3550 section 5.1)."""
    begin += 4 * (first & 15)
    end = len(packet)
    if first & 0x10 and end >= begin + 4:
        begin += 4 + 4 * int(_port.unpack_from(packet, begin + 2)[0])
    if first & 0x20:
        end -= packet[-1]
    return begin, max(begin, end)
