"""Speaks text by espeak-ng, which is robotic but works without the internet, or by another command."""

import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

VOICES = {"en": "en-gb", "de": "de"}
MOST_CHARACTERS = 2_000
MOST_BYTES = 20 * 2**20
TIME_LIMIT_S = 20.0
WORDS_PER_MINUTE = 145


class SpeechToolMissing(Exception):
    """Says that the program that speaks is not installed."""


class NotSpoken(Exception):
    """Says that the text is empty or too long, or that the program failed, was too slow or wrote too much."""


def speak(text: str, language: str, command: Sequence[str] = (), time_limit_s: float = TIME_LIMIT_S) -> bytes:
    """Return a WAV file of *text* in one of VOICES.

    *command* gets the text on stdin and writes WAV to stdout; "{language}" in it stands for the language. Without one,
    espeak-ng speaks. Raise SpeechToolMissing if the program for it is not installed, or NotSpoken if it can't speak the
    text.
    """
    if not text.strip() or len(text) > MOST_CHARACTERS:
        raise NotSpoken(f"the text must have 1 to {MOST_CHARACTERS} characters")
    said = _run([word.replace("{language}", language) for word in command] or _espeak(language), text, time_limit_s)
    if not said.startswith(b"RIFF"):
        raise NotSpoken("what came is no WAV file")
    return said


def _espeak(language: str) -> list[str]:
    """Return espeak-ng's command, with no pause after the last sentence."""
    return ["espeak-ng", "-v", VOICES[language], "-s", str(WORDS_PER_MINUTE), "-z", "--stdin", "--stdout"]


def _run(command: list[str], text: str, time_limit_s: float) -> bytes:
    """Return what the command writes to stdout, at most MOST_BYTES.

    It and all that it started are killed after *time_limit_s*.
    """
    with tempfile.TemporaryFile() as complaints:
        process = _start(command, complaints)
        late = threading.Event()
        timer = threading.Timer(time_limit_s, _end, (process, late))
        timer.start()
        try:
            said = _talk(process, text)
        finally:
            timer.cancel()
            _kill(process)
            process.wait()
        if late.is_set():
            raise NotSpoken(f"it took longer than {time_limit_s:g} s")
        if len(said) > MOST_BYTES:
            raise NotSpoken(f"it is longer than {MOST_BYTES // 2**20} MB")
        if process.returncode:
            raise NotSpoken(_last_line(complaints) or f"{command[0]} ended with code {process.returncode}")
        return said


def _start(command: list[str], complaints: IO[bytes]) -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=complaints, start_new_session=True)
    except FileNotFoundError as problem:
        raise SpeechToolMissing(f"{command[0]} is not installed") from problem
    except OSError as problem:
        raise NotSpoken(f"{command[0]} can't be started: {problem.strerror}") from problem


def _talk(process: "subprocess.Popen[bytes]", text: str) -> bytes:
    """Write the text, which fits into a pipe, so that this never waits for the reader, and return the output."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError), process.stdin as stdin:
        stdin.write(text.encode())
    with process.stdout as stdout:
        said = stdout.read(MOST_BYTES + 1)
    if len(said) <= MOST_BYTES:
        process.wait()
    return said


def _end(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    _kill(process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill the process group. Before ``wait``, its id cannot belong to another process."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _last_line(complaints: IO[bytes]) -> str:
    complaints.seek(0)
    lines = complaints.read(10_000).decode(errors="replace").strip().splitlines()
    return lines[-1][:200] if lines else ""
