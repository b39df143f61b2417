"""ffmpeg as a child process that can do no more than it must: no network, no playlist, and limits of time, memory and
what it writes."""

import os
import resource
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

TIME_LIMIT_S = 30
MOST_MEMORY_BYTES = 768 * 2**20
MOST_MADE_BYTES = 64 * 2**20
MOST_TOLD_BYTES = 64 * 2**10

FFMPEG = ("ffmpeg", "-hide_banner", "-nostats", "-nostdin", "-protocol_whitelist", "file,pipe", "-threads", "1")
FORMATS = {"wav": "wav", "mp3": "mp3", "m4a": "mov", "ogg": "ogg", "webm": "matroska"}
"""What people may give, and what ffmpeg calls it."""

CODECS = (
    *("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_mulaw", "pcm_alaw"),
    *("adpcm_ms", "adpcm_ima_wav", "mp3float", "mp3", "aac", "alac", "flac", "opus", "libopus", "vorbis"),
)
ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}
"""Variables for a child whose address space is limited: else each of the many threads of ffmpeg 7 reserves 64 MB."""

FULL = b"No space left on device"


class AudioToolMissing(Exception):
    """ffmpeg is not installed."""


class NoRoom(Exception):
    """The disk is full."""


class NotAudio(Exception):
    """It can't be read as sound; the message says why."""


class TookTooLong(NotAudio):
    pass


def reading(given: Path, kind: str, *limits: str) -> tuple[str, ...]:
    """Options that let ffmpeg read *given* as *kind*, a key of FORMATS, and as nothing else."""
    return (
        *("-format_whitelist", ",".join(FORMATS.values()), "-codec_whitelist", ",".join(CODECS)),
        *("-f", FORMATS[kind], *limits, "-i", str(given)),
    )


def run(*arguments: str) -> bytes:
    """What it told. Raises NotAudio with the last line of it when it failed, AudioToolMissing, NoRoom."""
    with tempfile.TemporaryFile() as told:
        try:
            code = _ended([*FFMPEG, *arguments], told.fileno())
        except FileNotFoundError as problem:
            raise AudioToolMissing("ffmpeg is not installed (Debian package: ffmpeg)") from problem
        except subprocess.TimeoutExpired as problem:
            raise TookTooLong(f"it took longer than {TIME_LIMIT_S} s to read") from problem
        said = _beginning_and_end(told)
    if FULL in said:
        raise NoRoom("no space left for the sound that ffmpeg made")
    if code:
        lines = said.decode(errors="replace").strip().splitlines()
        raise NotAudio(lines[-1] if lines else f"ffmpeg ended with code {code}")
    return said


def _ended(command: list[str], told: int) -> int:
    """Its exit code."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told, env={**os.environ, **ONE_HEAP})
    try:
        _limit(process.pid)
        return process.wait(TIME_LIMIT_S)
    finally:
        process.kill()
        process.wait()


def _limit(pid: int) -> None:
    limits = {
        resource.RLIMIT_AS: MOST_MEMORY_BYTES,
        resource.RLIMIT_FSIZE: MOST_MADE_BYTES,
        resource.RLIMIT_CPU: TIME_LIMIT_S,
        resource.RLIMIT_CORE: 0,
    }
    with suppress(ProcessLookupError):  # it has ended already
        for name, most in limits.items():
            hard = resource.prlimit(pid, name)[1]
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(pid, name, (least, least))


def _beginning_and_end(told: IO[bytes]) -> bytes:
    """A damaged file can make it tell much."""
    told.seek(0)
    beginning = told.read(MOST_TOLD_BYTES)
    told.seek(max(len(beginning), told.seek(0, os.SEEK_END) - MOST_TOLD_BYTES))
    return beginning + told.read()
