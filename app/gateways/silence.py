"""Removes the silence before and after speech."""

import wave
from array import array
from pathlib import Path

from app.gateways.g711 import PLANES

QUIET = 260
"""-42 dB of full scale: breath and a room's hum are below it once a voice has its final loudness."""

WINDOW_BYTES = 160
LOUD_IN_WINDOW = 16
"""Loud samples in 20 ms that count as speech: a mouse click has fewer."""

WINDOW_S = 0.02
LEAST_SPEECH_S = 2.0
"""A message in which less is said is a missed call."""

AROUND_BYTES = 1200
"""150 ms of silence are kept, so that no word begins with a bang."""


def without_silence(ulaw: bytes) -> bytes:
    """Return 8 kHz u-law samples without the silence around them; b"" if all are quiet."""
    loud = ulaw.translate(_LOUD)
    places = range(0, len(loud), WINDOW_BYTES)
    first = next((at for at in places if _is_loud(loud, at)), None)
    if first is None:
        return b""
    last = next(at for at in reversed(places) if _is_loud(loud, at))
    return ulaw[max(0, first - AROUND_BYTES) : last + WINDOW_BYTES + AROUND_BYTES]


def has_speech(sound: Path, least_s: float = LEAST_SPEECH_S) -> bool:
    """Return whether somebody speaks for *least_s* in all, in a WAV file of 8 kHz and 16 bits, one channel."""
    loud = 0
    with wave.open(str(sound)) as file:
        while samples := array("h", file.readframes(WINDOW_BYTES)):
            loud += sum(abs(sample) > QUIET for sample in samples) >= LOUD_IN_WINDOW
            if loud * WINDOW_S >= least_s:
                return True
    return False


def _is_loud(loud: bytes, at: int) -> bool:
    return loud.count(1, at, at + WINDOW_BYTES) >= LOUD_IN_WINDOW


def _magnitude(code: int) -> int:
    low, high = PLANES[0]
    value = low[code] | high[code] << 8
    return min(value, 0x10000 - value)


_LOUD = bytes(_magnitude(code) >= QUIET for code in range(256))
