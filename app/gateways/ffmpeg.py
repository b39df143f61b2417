"""Runs ffmpeg as a child process with the least that it needs.

It has no network, reads no playlist, and has limits of time, memory and output.
"""

import os
import resource
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

MOST_TOLD_BYTES = 64 * 2**10

FFMPEG = ("ffmpeg", "-hide_banner", "-nostats", "-nostdin", "-protocol_whitelist", "file,pipe", "-threads", "1")
FORMATS = {"wav": "wav", "mp3": "mp3", "m4a": "mov", "ogg": "ogg", "webm": "matroska"}
"""The kinds of files that people may give, and ffmpeg's names of them."""

CODECS = (
    *("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_mulaw", "pcm_alaw"),
    *("adpcm_ms", "adpcm_ima_wav", "mp3float", "mp3", "aac", "alac", "flac", "opus", "libopus", "vorbis"),
)
ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}
"""Variables for a child whose address space is limited: otherwise each of ffmpeg 7's many threads reserves 64 MB."""

FULL = b"No space left on device"


class FfmpegMissing(Exception):
    """Says that ffmpeg is not installed."""


class NoRoom(Exception):
    """Says that the disk is full."""


class Unreadable(Exception):
    """Says why a file can't be read as what it should be. *told* is what ffmpeg wrote."""

    def __init__(self, message: str, told: bytes = b"") -> None:
        """*told* is what ffmpeg wrote."""
        super().__init__(message)
        self.told = told


class TookTooLong(Unreadable):
    """Says that reading took more time than the limit."""


@dataclass(frozen=True)
class Limits:
    """Limits of one run: wall and processor time, memory, and the size of a file that it writes."""

    time_s: int = 30
    memory_bytes: int = 768 * 2**20
    made_bytes: int = 64 * 2**20


SOUND = Limits()


def reading(given: Path, kind: str, *limits: str) -> tuple[str, ...]:
    """Return the options to read *given* as *kind*, a key of FORMATS, and as nothing else."""
    return (
        *("-format_whitelist", ",".join(FORMATS.values()), "-codec_whitelist", ",".join(CODECS)),
        *("-f", FORMATS[kind], *limits, "-i", str(given)),
    )


def run(*arguments: str, limits: Limits = SOUND) -> bytes:
    """Return what ffmpeg wrote about its work.

    Raise Unreadable with its last line if it failed, FfmpegMissing or NoRoom.
    """
    with tempfile.TemporaryFile() as told:
        try:
            code = _ended([*FFMPEG, *arguments], told.fileno(), limits)
        except FileNotFoundError as problem:
            raise FfmpegMissing("ffmpeg is not installed (Debian package: ffmpeg)") from problem
        except subprocess.TimeoutExpired as problem:
            raise TookTooLong(f"it took longer than {limits.time_s} s to read") from problem
        said = _beginning_and_end(told)
    if FULL in said:
        raise NoRoom("no space left for what ffmpeg made")
    if code:
        lines = said.decode(errors="replace").strip().splitlines()
        raise Unreadable(lines[-1] if lines else f"ffmpeg ended with code {code}", said)
    return said


def _ended(command: list[str], told: int, limits: Limits) -> int:
    """Its exit code."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told, env={**os.environ, **ONE_HEAP})
    try:
        _limit(process.pid, limits)
        return process.wait(limits.time_s)
    finally:
        process.kill()
        process.wait()


def _limit(pid: int, limits: Limits) -> None:
    kinds = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_FSIZE: limits.made_bytes,
        resource.RLIMIT_CPU: limits.time_s,
        resource.RLIMIT_CORE: 0,
    }
    with suppress(ProcessLookupError):  # it has ended already
        for name, most in kinds.items():
            hard = resource.prlimit(pid, name)[1]
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(pid, name, (least, least))


def _beginning_and_end(told: IO[bytes]) -> bytes:
    """Return the beginning and the end of the output, because a damaged file can cause a lot of it."""
    told.seek(0)
    beginning = told.read(MOST_TOLD_BYTES)
    told.seek(max(len(beginning), told.seek(0, os.SEEK_END) - MOST_TOLD_BYTES))
    return beginning + told.read()
