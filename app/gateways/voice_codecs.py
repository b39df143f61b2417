"""Describes the codecs besides G.711: what ffmpeg calls them, and how long a packet is."""

import struct
from collections.abc import Callable
from dataclasses import dataclass

SAMPLES_PER_MS = 8
OPUS_FRAMES_MS = (*(10, 20, 40, 60) * 3, *(10, 20) * 2, *(2.5, 5, 10, 20) * 4)
"""By configuration (RFC 6716 section 3.1)."""

LONGEST_OPUS_MS = 120


@dataclass(frozen=True)
class Codec:
    """Describes a codec.

    *samples* returns how many samples at 8 kHz a payload represents, 0 if it can't be read; *ticks* are those of
    the RTP clock per sample.
    """

    name: str
    demuxer: str
    decoder: str
    samples: Callable[[bytes], int]
    ticks: int = 1


def _opus_samples(payload: bytes) -> int:
    kind = payload[0]
    frames = (1, 2, 2, payload[1] & 63 if len(payload) > 1 else 0)[kind & 3]
    length_ms = frames * OPUS_FRAMES_MS[kind >> 3]
    return round(length_ms * SAMPLES_PER_MS) if length_ms <= LONGEST_OPUS_MS else 0


OPUS = Codec("Opus", "matroska", "opus", _opus_samples, ticks=6)
STATIC = {
    3: Codec("GSM", "gsm", "gsm", lambda payload: len(payload) // 33 * 160),
    9: Codec("G.722", "g722", "g722", len),
    18: Codec("G.729", "g729", "g729", lambda payload: len(payload) // 10 * 80),
}
FIRST_DYNAMIC = 96


def codec_of(payload_type: int) -> Codec | None:
    """Return the codec of an RTP payload type. Opus is the only dynamic one that the switch negotiates."""
    return OPUS if payload_type >= FIRST_DYNAMIC else STATIC.get(payload_type)


def head(codec: Codec) -> bytes:
    """Return the beginning of a file of the codec's packets."""
    if codec is not OPUS:
        return b""
    opus = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0)
    sound = _element(b"\xb5", struct.pack(">f", 48000)) + _element(b"\x9f", b"\x01")
    track = b"".join(
        (
            *(_element(tag, b"\x01") for tag in (b"\xd7", b"\x73\xc5")),
            _element(b"\x83", b"\x02"),
            _element(b"\x86", b"A_OPUS"),
            _element(b"\x63\xa2", opus),
            _element(b"\xe1", sound),
        )
    )
    segment = b"\x18\x53\x80\x67\x01" + b"\xff" * 7
    return _element(b"\x1a\x45\xdf\xa3", _element(b"\x42\x82", b"matroska")) + segment + _tracks(track)


def framed(codec: Codec, payload: bytes, at_sample: int) -> bytes:
    """Return *payload* as it appears in that file, without a shorter frame of noise that may end G.729."""
    if codec is OPUS:
        block = b"\x81\x00\x00\x80" + payload
        time = _element(b"\xe7", struct.pack(">Q", at_sample // SAMPLES_PER_MS))
        return _element(b"\x1f\x43\xb6\x75", time + _element(b"\xa3", block))
    if codec.decoder == "g729":
        return payload[: len(payload) // 10 * 10]
    return payload


def _tracks(track: bytes) -> bytes:
    return _element(b"\x16\x54\xae\x6b", _element(b"\xae", track))


def _element(tag: bytes, body: bytes) -> bytes:
    """Return an element of a Matroska file (RFC 9559). Ogg would need a checksum of every byte."""
    return tag + struct.pack(">Q", 1 << 56 | len(body)) + body
