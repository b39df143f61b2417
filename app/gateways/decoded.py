"""Decodes voice in codecs other than G.711 to u-law, packet by packet.

A decoder needs what came before, so the streams of a capture are gathered first, and ffmpeg decodes each as a whole.
"""

from collections.abc import Iterable
from pathlib import Path

from app.gateways import ffmpeg
from app.gateways.ffmpeg import Unreadable
from app.gateways.g711 import PLANES
from app.gateways.rtp_capture import RtpPacket
from app.gateways.voice_codecs import Codec, codec_of, framed, head

SILENCE = b"\xff"
PIECE_SAMPLES = 3600 * 8000
"""The most that ffmpeg gets at a time, because its run is limited in time and size."""

MOST_STREAMS = 100
PCMU = 0
Key = tuple[int, int, int]


class UnsupportedCodec(Exception):
    """Says that all voice is in codecs that can't be converted; the message names one."""


class Decoded:
    """Decodes the packets of a capture that are not G.711. Must be closed."""

    def __init__(self, folder: Path) -> None:
        """*folder* is for temporary files."""
        self._folder = folder
        self._streams: dict[Key, _Stream] = {}
        self._unknown = ""

    def gather(self, packets: Iterable[RtpPacket]) -> None:
        """Read all packets and decode them. Raise UnsupportedCodec if no voice can be decoded."""
        is_heard = False
        for packet in packets:
            if packet.payload_type in PLANES:
                is_heard = True
            elif stream := self._stream(packet):
                stream.add(packet.payload)
        for stream in self._streams.values():
            stream.end()
            self._unknown = self._unknown or stream.problem
            is_heard = is_heard or not stream.problem
        if not is_heard:
            raise UnsupportedCodec(self._unknown)

    def of(self, packet: RtpPacket) -> RtpPacket | None:
        """Return the packet as if it had been sent in u-law, or None if it can't be decoded.

        Packets must be asked for in their order.
        """
        if packet.payload_type in PLANES:
            return packet
        stream = self._streams.get(_key(packet))
        return stream.next(packet) if stream else None

    def close(self) -> None:
        """Close the temporary files."""
        for stream in self._streams.values():
            stream.close()

    def _stream(self, packet: RtpPacket) -> "_Stream | None":
        key = _key(packet)
        if key not in self._streams:
            codec = codec_of(packet.payload_type)
            if codec is None or len(self._streams) == MOST_STREAMS:
                self._unknown = self._unknown or f"payload type {packet.payload_type}"
                return None
            self._streams[key] = _Stream(codec, self._folder / "-".join(map(str, key)))
        return self._streams[key]


class _Stream:
    """Decodes one stream; *problem* names its codec if it could not be decoded."""

    def __init__(self, codec: Codec, path: Path) -> None:
        self._codec, self._piece, self._made = codec, path.with_suffix(".piece"), path.with_suffix(".part")
        self._sound = path.with_suffix(".ulaw").open("w+b")
        self._gathered, self._samples = self._piece.open("wb"), 0
        self._gathered.write(head(codec))
        self._last: int | None = None
        self._timestamp = 0
        self.problem = ""

    def add(self, payload: bytes) -> None:
        samples = self._codec.samples(payload)
        if samples:
            self._gathered.write(framed(self._codec, payload, self._samples))
            self._samples += samples
        if self._samples >= PIECE_SAMPLES:
            self._decode()
            self._gathered, self._samples = self._piece.open("wb"), 0
            self._gathered.write(head(self._codec))

    def end(self) -> None:
        self._decode()
        self._sound.seek(0)

    def next(self, packet: RtpPacket) -> RtpPacket:
        payload = self._sound.read(self._codec.samples(packet.payload))
        return packet._replace(payload_type=PCMU, timestamp=self._at(packet.timestamp), payload=payload)

    def close(self) -> None:
        self._gathered.close()
        self._sound.close()

    def _at(self, timestamp: int) -> int:
        """Return the timestamp on a clock of 8 kHz, which continues where the stream's own one restarts."""
        if self._last is not None:
            step = (timestamp - self._last + 0x80000000 & 0xFFFFFFFF) - 0x80000000
            self._timestamp += step // self._codec.ticks
        self._last = timestamp
        return self._timestamp & 0xFFFFFFFF

    def _decode(self) -> None:
        """Write as many samples as the packets represent, whatever ffmpeg returns."""
        self._gathered.close()
        if not self._samples:
            return
        limits = ("-format_whitelist", self._codec.demuxer, "-codec_whitelist", self._codec.decoder)
        given = ("-f", self._codec.demuxer, "-c:a", self._codec.decoder, "-i", str(self._piece))
        try:
            ffmpeg.run(*limits, *given, *("-ar", "8000", "-ac", "1", "-f", "mulaw", "-y"), str(self._made))
            sound = self._made.read_bytes()[: self._samples]
        except Unreadable:
            self.problem, sound = self._codec.name, b""
        self._sound.write(sound + SILENCE * (self._samples - len(sound)))


def _key(packet: RtpPacket) -> Key:
    return packet.port, packet.ssrc, packet.payload_type
