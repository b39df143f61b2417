"""What a peer says and hears: WAV files of one channel with 16 bits, that it plays, or writes while it listens."""

import array
import math
import struct
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

from tests import waiting

RATE_HZ = 8000
VOICE_S = 240
AMPLITUDE = 8000
LOUD_ENOUGH, MOST_OF_IT = 100.0, 0.6
"""GSM is made for voices: it lets little through of a steady tone, but nothing else."""

WINDOW_S = 0.2
PATIENCE_S = 30.0
"""For what is sure to come, on whatever machine."""


def write_voice(path: Path, hertz: int, seconds: int = VOICE_S) -> None:
    """A tone of so many seconds; silence for 0 Hz."""
    step = 2 * math.pi * hertz / RATE_HZ
    second = array.array("h", (round(AMPLITUDE * math.sin(step * n)) for n in range(RATE_HZ)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(second.tobytes() * seconds)


def loudness(samples: Sequence[int], hertz: int, rate_hz: int = RATE_HZ) -> float:
    """Amplitude of one tone, 0 to 32767, by Goertzel's algorithm."""
    twice_cosine = 2 * math.cos(2 * math.pi * hertz / rate_hz)
    one = two = 0.0
    for sample in samples:
        one, two = sample + twice_cosine * one - two, one
    return math.sqrt(max(0.0, one * one + two * two - twice_cosine * one * two)) * 2 / max(1, len(samples))


def is_tone(samples: Sequence[int], hertz: int, rate_hz: int = RATE_HZ) -> bool:
    """Whether this tone, and hardly anything else, is heard."""
    found = loudness(samples, hertz, rate_hz)
    return found > LOUD_ENOUGH and found > MOST_OF_IT * max(map(abs, samples))


class Heard:
    """The sound in the file that *find* finds, while it still grows: its header knows no length yet."""

    def __init__(self, find: Callable[[], Path | None]) -> None:
        self._find = find
        self._noticed = 0

    def sound(self) -> tuple[Sequence[int], int]:
        """(all samples so far, samples a second)."""
        path = self._find()
        data = path.read_bytes() if path and path.exists() else b""
        at = data.find(b"data")
        if at < 0:
            return array.array("h"), RATE_HZ
        body = data[at + 8 :]
        return array.array("h", body[: len(body) // 2 * 2]), struct.unpack("<I", data[24:28])[0]

    def wait_for_tone(self, hertz: int, limit_s: float = PATIENCE_S) -> bool:
        """Whether 200 ms that come in from now on are this tone."""
        return self._wait(lambda window, rate_hz: is_tone(window, hertz, rate_hz), limit_s)

    def wait_for_prompt(self, hertz: int, limit_s: float = PATIENCE_S) -> bool:
        """Whether 200 ms are this tone that came in since the last prompt, or do within the limit.

        A prompt may be over before anybody waits for it."""
        return self._wait(lambda window, rate_hz: is_tone(window, hertz, rate_hz), limit_s, self._noticed)

    def wait_for_sound(self, limit_s: float = PATIENCE_S) -> bool:
        """Whether 200 ms that come in from now on are as loud as a voice."""
        return self._wait(lambda window, _: max(map(abs, window)) > 2000, limit_s)

    def wait_for_quiet(self, limit_s: float = PATIENCE_S) -> bool:
        """Whether nothing is heard in 200 ms that come in from now on."""
        return self._wait(lambda window, _: max(map(abs, window)) < 200, limit_s)

    def is_heard(self, hertz: int) -> bool:
        """Whether any 200 ms so far are this tone."""
        samples, rate_hz = self.sound()
        size = int(rate_hz * WINDOW_S)
        pieces = (samples[at : at + size] for at in range(0, len(samples) - size + 1, size // 2))
        return any(is_tone(piece, hertz, rate_hz) for piece in pieces)

    def _wait(self, holds, limit_s: float, since: int | None = None) -> bool:
        looked_at = len(self.sound()[0]) if since is None else since

        def look() -> bool:
            nonlocal looked_at
            samples, rate_hz = self.sound()
            size = int(rate_hz * WINDOW_S)
            while looked_at + size <= len(samples):
                if holds(samples[looked_at : looked_at + size], rate_hz):
                    self._noticed = looked_at + size
                    return True
                looked_at += size // 2
            return False

        return waiting.until(look, limit_s)
