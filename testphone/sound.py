"""Generates and recognises sound: G.711 u-law, pure tones, and prompts in what was received."""

import math
from collections.abc import Mapping

from app.gateways.g711 import PLANES

RATE_HZ = 8000
PCMU = 0
SILENCE = 0xFF
NEGATIVE_ZERO = bytes([SILENCE if code == 0x7F else code for code in range(256)])
"""u-law has two codes for zero. A decoder and encoder in the path merges them."""

LOUD = frozenset(code for code in range(256) if code & 0x7F < 0x50)
PROBE_BYTES = 240


def _sample(code: int) -> int:
    low, high = PLANES[PCMU]
    value = low[code] | high[code] << 8
    return value - 0x10000 if value & 0x8000 else value


SAMPLES = tuple(_sample(code) for code in range(256))
_CODES = sorted((value, code) for code, value in enumerate(SAMPLES) if code != 0x7F)


def encode(sample: int) -> int:
    """Return the u-law code nearest to a 16-bit sample (ITU-T G.711)."""
    low, high = 0, len(_CODES) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _CODES[middle][0] <= sample:
            low = middle
        else:
            high = middle - 1
    above = min(low + 1, len(_CODES) - 1)
    nearer = above if _CODES[above][0] - sample < sample - _CODES[low][0] else low
    return _CODES[nearer][1]


def tone(hertz: int, amplitude: int = 8000) -> bytes:
    """Return one second of a sine as u-law, which repeats without a click; silence for 0 Hz."""
    if not hertz:
        return bytes([SILENCE]) * RATE_HZ
    step = 2 * math.pi * hertz / RATE_HZ
    return bytes(encode(round(amplitude * math.sin(step * n))) for n in range(RATE_HZ))


def loudness(sound: bytes, hertz: int) -> float:
    """Return the amplitude of one tone in u-law *sound*, 0 to 32767, by Goertzel's algorithm."""
    if not sound:
        return 0.0
    twice_cosine = 2 * math.cos(2 * math.pi * hertz / RATE_HZ)
    one = two = 0.0
    for code in sound:
        one, two = SAMPLES[code] + twice_cosine * one - two, one
    return math.sqrt(max(0.0, one * one + two * two - twice_cosine * one * two)) * 2 / len(sound)


def is_silent(sound: bytes) -> bool:
    """Return whether *sound* has no loud sample."""
    return not any(code in LOUD for code in sound)


def recognise(sound: bytes, prompts: Mapping[str, bytes]) -> list[str]:
    """Return the names of the *prompts* (u-law) heard in *sound* (u-law), in order, each once per run.

    A prompt need not be heard to its end: a loud piece near its beginning is searched for, and two later ones in
    case packets were lost there.
    """
    plain = sound.translate(NEGATIVE_ZERO)
    found: list[tuple[int, str]] = []
    for name, prompt in prompts.items():
        for at, probe in _probes(prompt.translate(NEGATIVE_ZERO)):
            hits = _every(plain, probe)
            if hits:
                found += [(hit - at, name) for hit in hits]
                break
    found.sort()
    return [name for index, (_, name) in enumerate(found) if not index or found[index - 1][1] != name]


def _probes(prompt: bytes) -> list[tuple[int, bytes]]:
    """Return up to three pieces of *prompt*, from its first loud place on, that are not uniform."""
    first = next((at for at, code in enumerate(prompt) if code in LOUD), None)
    if first is None:
        return []
    places = (first + step for step in (400, 2000, 5000))
    pieces = [(at, prompt[at : at + PROBE_BYTES]) for at in places]
    whole = [(at, piece) for at, piece in pieces if len(piece) == PROBE_BYTES and not is_silent(piece)]
    return whole or [(first, prompt[first : first + PROBE_BYTES])]


def _every(sound: bytes, probe: bytes) -> list[int]:
    found, at = [], sound.find(probe)
    while at >= 0:
        found.append(at)
        at = sound.find(probe, at + len(probe))
    return found
