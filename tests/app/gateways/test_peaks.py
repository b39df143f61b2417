"""How loud each side of a recording is over its time."""

import io
import wave

import pytest

from app.gateways import peaks as module
from app.gateways.peaks import BUCKETS, peaks


def sound(*sides, rate=8000):
    """A WAV of these sides, each a list of samples."""
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(len(sides))
        written.setsampwidth(2)
        written.setframerate(rate)
        frames = (value.to_bytes(2, "little", signed=True) for frame in zip(*sides, strict=True) for value in frame)
        written.writeframes(b"".join(frames))
    file.seek(0)
    return file


def test_each_side_has_the_loudest_moment_of_each_part():
    frames = BUCKETS * 10
    left, right = [0] * frames, [0] * frames
    left[15], right[-1] = -32768, 16384
    found = peaks(sound(left, right))
    assert (found["left"][1], sum(found["left"])) == (255, 255)
    assert (found["right"][-1], sum(found["right"])) == (127, 127)
    assert found["duration_s"] == frames / 8000


def test_one_side_has_no_other():
    assert peaks(sound([1000] * 8000))["right"] == []


@pytest.mark.parametrize("frames", [0, 1, BUCKETS - 1])
def test_a_short_recording_has_as_many_parts(frames):
    assert len(peaks(sound([100] * frames))["left"]) == BUCKETS


def test_a_long_recording_is_read_in_parts(monkeypatch):
    frames = [value % 3000 for value in range(50_000)]
    whole = peaks(sound(frames))
    monkeypatch.setattr(module, "FRAMES_AT_ONCE", 7001)
    assert peaks(sound(frames)) == whole
