"""Converts sound for mails to a small format that plays everywhere."""

import tempfile
from pathlib import Path

from app.gateways import ffmpeg

BYTES_PER_S = 4000
FORM = ("-ac", "1", "-ar", "16000", "-c:a", "libmp3lame", "-b:a", f"{BYTES_PER_S * 8}", "-f", "mp3")
"""16 kHz (MPEG 2) is the lowest rate that all players support, and carries all that phones transmit."""


def as_mp3(wav: bytes) -> bytes:
    """Return a mono WAV file as mp3. Raise Unreadable, FfmpegMissing or NoRoom."""
    with tempfile.TemporaryDirectory(prefix="zentrale-") as folder:
        given, made = Path(folder, "given.wav"), Path(folder, "made.mp3")
        try:
            given.write_bytes(wav)
        except OSError as problem:
            raise ffmpeg.NoRoom(f"no room for the sound: {problem.strerror}") from problem
        ffmpeg.run("-loglevel", "error", *ffmpeg.reading(given, "wav"), "-map_metadata", "-1", *FORM, str(made))
        return made.read_bytes()
