"""Converts rtpengine's captures to WAV: 8 kHz, 16 bit, the caller on the left, the other side on the right.

Packets are placed by their RTP timestamp; a side's first packet, a new SSRC and a clock that jumped are placed by the
time of arrival. What was not sent (hold, silence suppression, loss) is silence. A window bounds the memory.
"""

import wave
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.gateways.decoded import Decoded
from app.gateways.g711 import PLANES
from app.gateways.rtp_capture import BrokenCapture, RtpPacket, rtp_packets

RATE = 8000
WINDOW_SAMPLES = 30 * RATE
"""How far apart packets may arrive out of order; twice as much is held in memory."""

RUN_SAMPLES = RATE
"""How much of one side is placed at once, if nothing is missing."""

CLOCK_JUMP_SAMPLES = RATE
LONGEST_SAMPLES = 24 * 3600 * RATE
COMFORT_NOISE = 13


class _NotG711(Exception):
    """Says that some of the voice is in another codec and must be decoded first."""


@dataclass(frozen=True)
class Converted:
    """Describes the result of a conversion."""

    duration_s: float
    sides: int
    """How many sides were heard: 0, 1 or 2."""


def convert(source: Path, target: Path, *, stereo: bool, caller_port: int | None = None) -> Converted:
    """Write *target*, replacing an older file.

    *caller_port* is rtpengine's port towards the caller; without it, the side that is heard first counts as the
    caller. With *stereo* false, only the caller is written. Voice that can't be decoded becomes silence. Raise
    UnsupportedCodec if there is no other voice, or BrokenCapture.
    """
    try:
        return _written(_voice_packets(source), target, stereo, caller_port)
    except _NotG711:
        with TemporaryDirectory(dir=target.parent) as folder, closing(Decoded(Path(folder))) as made:
            made.gather(_voice_packets(source))
            return _written(filter(None, map(made.of, _voice_packets(source))), target, stereo, caller_port)


def _voice_packets(source: Path) -> Iterator[RtpPacket]:
    with source.open("rb") as capture:
        yield from filter(_is_voice, rtp_packets(capture))


def _written(packets: Iterable[RtpPacket], target: Path, stereo: bool, caller_port: int | None) -> Converted:
    with wave.open(str(target), "wb") as sound:
        sound.setnchannels(2 if stereo else 1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        mixer = _Mixer(sound.writeframesraw, stereo, caller_port)
        for packet in packets:
            mixer.take(packet)
        return mixer.close()


@dataclass
class _Run:
    """Payloads of one side that follow each other without a gap, from *begin* to before *end*."""

    begin: int
    end: int
    planes: tuple[bytes, bytes]
    payloads: list[bytes]


NOTHING = _Run(-1, -1, PLANES[0], [])


class _Side:
    """Turns one side's RTP timestamps into positions on the common time line."""

    def __init__(self, channel: int) -> None:
        self.channel = channel
        self.run = NOTHING
        self._ssrc = -1
        self._timestamp = self._position = 0

    def position(self, packet: RtpPacket, arrived: int) -> int:
        step = (packet.timestamp - self._timestamp + 0x80000000 & 0xFFFFFFFF) - 0x80000000
        found = self._position + step
        if packet.ssrc != self._ssrc or not -CLOCK_JUMP_SAMPLES < found - arrived < CLOCK_JUMP_SAMPLES:
            self._ssrc, found = packet.ssrc, arrived
        self._timestamp, self._position = packet.timestamp, found
        return found


class _Mixer:
    """Holds a window of interleaved samples that moves along the time line, and writes what leaves it."""

    def __init__(self, write: Callable[[bytes], None], stereo: bool, caller_port: int | None) -> None:
        self._write = write
        self._stereo = stereo
        self._frame_bytes = 4 if stereo else 2
        self._caller_port = caller_port
        self._sides: dict[int, _Side] = {}
        self._began_us: int | None = None
        self._start = self._end = 0
        self._window = bytearray()
        """As long as has been needed, at most twice WINDOW_SAMPLES."""

    def take(self, packet: RtpPacket) -> None:
        planes = PLANES.get(packet.payload_type)
        if planes is None:
            raise _NotG711
        if self._began_us is None:
            self._began_us = packet.at_us
        side = self._sides.get(packet.port) or self._new_side(packet.port)
        position = side.position(packet, (packet.at_us - self._began_us) * RATE // 1_000_000)
        if side.channel < self._frame_bytes // 2 and position >= self._start:
            run = side.run
            if position != run.end or planes is not run.planes or position - run.begin > RUN_SAMPLES:
                self._put(side)
                run = side.run = _Run(position, position, planes, [])
            run.payloads.append(packet.payload)
            run.end += len(packet.payload)

    def close(self) -> Converted:
        for side in self._sides.values():
            self._put(side)
        self._write(bytes(memoryview(self._window)[: (self._end - self._start) * self._frame_bytes]))
        return Converted(self._end / RATE, len(self._sides))

    def _new_side(self, port: int) -> _Side:
        """Add a side; channel 0 is the caller."""
        if self._caller_port is None:
            self._caller_port = port
        side = self._sides[port] = _Side(0 if port == self._caller_port else 1)
        return side

    def _put(self, side: _Side) -> None:
        if side.run.end > LONGEST_SAMPLES:
            raise BrokenCapture("the capture is longer than a day")
        while side.run.end > self._start + 2 * WINDOW_SAMPLES:
            self._move()
        self._place(side)

    def _place(self, side: _Side) -> None:
        run, side.run = side.run, NOTHING
        if not run.payloads:
            return
        frame = self._frame_bytes
        low = (run.begin - self._start) * frame + 2 * side.channel
        high = (run.end - self._start) * frame
        self._window.extend(bytes(max(0, high - len(self._window))))
        payload = b"".join(run.payloads)
        self._window[low:high:frame] = payload.translate(run.planes[0])
        self._window[low + 1 : high : frame] = payload.translate(run.planes[1])
        self._end = max(self._end, run.end)

    def _move(self) -> None:
        for side in self._sides.values():
            if side.run.end <= self._start + 2 * WINDOW_SAMPLES:
                self._place(side)
        half = WINDOW_SAMPLES * self._frame_bytes
        self._write(bytes(self._window[:half]).ljust(half, b"\0"))
        del self._window[:half]
        self._start += WINDOW_SAMPLES
        self._end = max(self._end, self._start)


def _is_voice(packet: RtpPacket) -> bool:
    """Return False for digits (RFC 4733: four bytes, a dynamic type), comfort noise and empty keep-alives."""
    if not packet.payload or packet.payload_type == COMFORT_NOISE:
        return False
    return not (packet.payload_type >= 96 and len(packet.payload) == 4)
