"""Removes the silence before and after speech."""

from app.gateways.g711 import PLANES

QUIET = 260
"""-42 dB of full scale: breath and a room's hum are below it once a voice has its final loudness."""

WINDOW_BYTES = 160
LOUD_IN_WINDOW = 16
"""Loud samples in 20 ms that count as speech: a mouse click has fewer."""

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


def _is_loud(loud: bytes, at: int) -> bool:
    return loud.count(1, at, at + WINDOW_BYTES) >= LOUD_IN_WINDOW


def _magnitude(code: int) -> int:
    low, high = PLANES[0]
    value = low[code] | high[code] << 8
    return min(value, 0x10000 - value)


_LOUD = bytes(_magnitude(code) >= QUIET for code in range(256))
