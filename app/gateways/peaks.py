"""Measures how loud each side of a recording is over its time, to draw it."""

import wave
from typing import BinaryIO, TypedDict

import numpy as np

BUCKETS = 720
LOUDEST = 32768
TOP = 255
FRAMES_AT_ONCE = 400_000


class Peaks(TypedDict):
    """Describes a recording in equal parts of its *duration_s*: the loudest moment of each, 0 to 255. *right* is empty
    if there is one side only."""

    duration_s: float
    left: list[int]
    right: list[int]


def peaks(sound: BinaryIO) -> Peaks:
    """Return the peaks of a WAV of 16 bits. A part at a time is in memory, however long it is."""
    with wave.open(sound) as file:
        frames, sides = file.getnframes(), file.getnchannels()
        loudest = np.zeros((BUCKETS, sides), dtype=np.int32)
        done = 0
        while data := file.readframes(FRAMES_AT_ONCE):
            samples = np.abs(np.frombuffer(data, dtype="<i2").astype(np.int32)).reshape(-1, sides)
            at = (np.arange(done, done + len(samples)) * BUCKETS // max(1, frames)).clip(0, BUCKETS - 1)
            parts, begins = np.unique(at, return_index=True)
            loudest[parts] = np.maximum(loudest[parts], np.maximum.reduceat(samples, begins, axis=0))
            done += len(samples)
        scaled = (loudest * TOP // LOUDEST).tolist()
        left = [row[0] for row in scaled]
        return {
            "duration_s": frames / file.getframerate(),
            "left": left,
            "right": [row[1] for row in scaled] if sides > 1 else [],
        }
