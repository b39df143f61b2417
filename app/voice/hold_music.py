"""Computes royalty-free hold music: a gentle sequence of tones."""

import io
import math
import wave
from array import array

RATE = 8000
NOTE_S = 0.5
RELEASE_S = 1.6
CHORDS = ((48, 55, 60, 64), (45, 52, 57, 60), (53, 57, 60, 65), (43, 50, 55, 59))
"""C, A minor, F, G: MIDI note numbers, lowest first."""

PATTERN = (0, 1, 2, 3, 2, 3, 1, 2)


def hold_music() -> bytes:
    """Return a WAV file of about sixteen seconds, which repeats without an audible gap."""
    notes = [chord[step] for chord in CHORDS for step in PATTERN]
    length = int(len(notes) * NOTE_S * RATE)
    mix = [0.0] * length
    for index, note in enumerate(notes):
        _add_note(mix, int(index * NOTE_S * RATE), 440 * 2 ** ((note + 12 - 69) / 12))
    loudest = max(abs(value) for value in mix)
    samples = array("h", (round(9000 * value / loudest) for value in mix))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    return file.getvalue()


def _add_note(mix: list[float], start: int, pitch_hz: float) -> None:
    """Add a plucked tone with one soft overtone; what rings past the end continues at the beginning."""
    for index in range(int(RELEASE_S * RATE)):
        at_s = index / RATE
        swell = min(1.0, at_s / 0.02) * math.exp(-2.6 * at_s)
        phase = 2 * math.pi * pitch_hz * at_s
        mix[(start + index) % len(mix)] += swell * (math.sin(phase) + 0.25 * math.sin(2 * phase))
