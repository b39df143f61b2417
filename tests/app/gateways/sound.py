"""Measures for recorded sound, and capture files made to measure."""

import math
import struct
import wave
from pathlib import Path

RATE = 8000
BEGAN_AT = 1_700_000_000


def channels(path: Path) -> list[list[int]]:
    """The samples of each channel."""
    with wave.open(str(path)) as sound:
        assert (sound.getframerate(), sound.getsampwidth()) == (RATE, 2)
        count = sound.getnchannels()
        samples = struct.unpack(f"<{sound.getnframes() * count}h", sound.readframes(sound.getnframes()))
    return [list(samples[channel::count]) for channel in range(count)]


def loudness(samples: list[int], hertz: int) -> float:
    """The amplitude of one tone (Goertzel), 32767 at most."""
    twice_cosine = 2 * math.cos(2 * math.pi * hertz / RATE)
    one = two = 0.0
    for sample in samples:
        one, two = sample + twice_cosine * one - two, one
    return math.sqrt(max(0.0, one * one + two * two - twice_cosine * one * two)) * 2 / len(samples)


def pcap(packets: list[tuple[float, int, bytes]]) -> bytes:
    """A capture file of UDP packets: (seconds since the beginning, port of rtpengine, RTP packet)."""
    found = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)]
    for at, port, packet in packets:
        udp = struct.pack("!HHHH", 20000, port, 8 + len(packet), 0) + packet
        ip = struct.pack("!BBHIBBH", 0x45, 0, 20 + len(udp), 0, 64, 17, 0) + bytes([127, 0, 0, 2, 127, 0, 0, 1])
        frame = bytes(12) + b"\x08\x00" + ip + udp
        stamp = round((1_700_000_000 + at) * 1_000_000)
        found.append(struct.pack("<IIII", stamp // 1_000_000, stamp % 1_000_000, len(frame), len(frame)) + frame)
    return b"".join(found)


def rtp(timestamp: int, payload: bytes, *, payload_type: int = 0, ssrc: int = 1, sequence: int = 0) -> bytes:
    header = struct.pack("!BBHII", 0x80, payload_type, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc)
    return header + payload
