"""Sound as the switch plays it: 8 kHz mono u-law in Sun .au files; made by ffmpeg."""

import io
import re
import struct
import subprocess
import tempfile
import wave
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from app.gateways.g711 import PLANES

TIME_LIMIT_S = 30
MOST_S = 600
MOST_SOURCE_BYTES = 20 * 2**20
SAMPLES_PER_MS = 8
MAGIC, ULAW = b".snd", 1
MEASURE = ("ffmpeg", "-hide_banner", "-nostats", "-nostdin", "-protocol_whitelist", "file,pipe")
FFMPEG = (*MEASURE, "-loglevel", "error")
FIRST_SOUND = ("-map", "0:a:0", "-t", str(MOST_S))
VOICE_LUFS = -19.0
"""As loud as people talk."""

APART_MS = 60
"""Silence behind each of several sounds that are made together."""

NO_HUM = "highpass=f=80"
LOUDNESS = re.compile(rb"^ +I: +(-?[0-9.]+|-inf) LUFS", re.MULTILINE)
MOST_GAIN_DB = 30.0


class AudioToolMissing(Exception):
    """ffmpeg is not installed."""


class NotAudio(Exception):
    """It can't be read as sound, is too long, too large, or takes too long; the message says which."""


def to_telephone(source: bytes, lufs: float = VOICE_LUFS) -> bytes:
    """Any sound that ffmpeg reads, made as loud as *lufs* (EBU R 128), as the bytes of an .au file; at most MOST_S
    seconds of it.

    Measured first and then raised or lowered as a whole: ffmpeg's one-pass loudnorm makes what is shorter than its
    window of 3 s, as most prompts are, all but inaudible.
    """
    if len(source) > MOST_SOURCE_BYTES:
        raise NotAudio(f"the sound is larger than {MOST_SOURCE_BYTES // 2**20} MB")
    with tempfile.TemporaryDirectory(prefix="zentrale-") as folder:
        given, made = Path(folder, "given"), Path(folder, "made.au")
        given.write_bytes(source)
        gain_db = min(lufs - _loudness(given), MOST_GAIN_DB)
        filters = f"{NO_HUM},volume={gain_db:.2f}dB,alimiter=limit=0.8:level=disabled"
        _run([*FFMPEG, "-i", str(given), *FIRST_SOUND, "-af", filters, *_as_ulaw(made)])
        return made.read_bytes()


def to_telephone_alike(sources: Sequence[bytes]) -> list[bytes]:
    """Each of several 16-bit WAV files of one voice as an .au file, all of them raised or lowered by the same measure.

    Joined, made in one go, and cut apart: a word gets no loudness of its own, and it is many times faster.
    """
    joined, ends, form = bytearray(), [], None
    for source in sources:
        at, samples = _pcm(source)
        if at != (form := form or at):
            raise NotAudio("the sounds differ in their sample rate or channels")
        joined += samples + bytes(_bytes_of(APART_MS, form))
        ends.append(len(joined))
    if form is None:
        return []
    ulaw = ulaw_of(to_telephone(_as_wav(bytes(joined), *form)))
    cuts = [0, *(end * 8000 // _bytes_of(1000, form) for end in ends)]
    return [_as_au(ulaw[start:end]) for start, end in pairwise(cuts)]


def _pcm(source: bytes) -> tuple[tuple[int, int], bytes]:
    """((sample rate, channels), samples); a WAV file that was piped does not know its own length."""
    try:
        with wave.open(io.BytesIO(source)) as file:
            if file.getsampwidth() != 2:
                raise NotAudio("not a WAV file of 16-bit samples")
            return (file.getframerate(), file.getnchannels()), file.readframes(file.getnframes())
    except (wave.Error, EOFError) as problem:
        raise NotAudio(f"not a WAV file of 16-bit samples: {problem}") from problem


def _bytes_of(ms: int, form: tuple[int, int]) -> int:
    rate, channels = form
    return 2 * channels * (rate * ms // 1000)


def _as_wav(samples: bytes, rate: int, channels: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.setnchannels(channels)
        sound.writeframes(samples)
    return file.getvalue()


def _as_au(ulaw: bytes) -> bytes:
    return struct.pack(">4sIIIII", MAGIC, 24, len(ulaw), ULAW, 8000, 1) + ulaw


def _loudness(given: Path) -> float:
    """Integrated loudness in LUFS; a second of silence behind it lets a word be measured, too."""
    measure = [*MEASURE, "-i", str(given), *FIRST_SOUND, "-af", f"{NO_HUM},apad=pad_dur=1,ebur128", "-f", "null", "-"]
    found = LOUDNESS.findall(_run(measure))
    return max(float(found[-1]), -70.0) if found else -70.0


def generate(source: str) -> bytes:
    """A sound that ffmpeg computes itself (a libavfilter source, such as "sine=frequency=425:duration=1"), as .au."""
    with tempfile.TemporaryDirectory(prefix="zentrale-") as folder:
        made = Path(folder, "made.au")
        _run([*FFMPEG, "-f", "lavfi", "-i", source, "-t", str(MOST_S), *_as_ulaw(made)])
        return made.read_bytes()


def duration_ms(au: bytes) -> int:
    return len(ulaw_of(au)) // SAMPLES_PER_MS


def to_wav(au: bytes) -> bytes:
    """The same sound with 16-bit samples, which every browser plays."""
    ulaw = ulaw_of(au)
    low, high = PLANES[0]
    samples = bytearray(2 * len(ulaw))
    samples[0::2], samples[1::2] = ulaw.translate(low), ulaw.translate(high)
    form = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    chunks = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


def ulaw_of(au: bytes) -> bytes:
    """The samples of an .au file. Raises NotAudio when it is not one of ours."""
    if len(au) < 24:
        raise NotAudio("not an .au file")
    magic, offset, size, encoding, rate, channels = struct.unpack(">4sIIIII", au[:24])
    if (magic, encoding, rate, channels) != (MAGIC, ULAW, 8000, 1):
        raise NotAudio("not an .au file of 8 kHz mono u-law")
    return au[offset : offset + size] if size != 0xFFFFFFFF else au[offset:]


def _as_ulaw(made: Path) -> list[str]:
    return ["-ar", "8000", "-ac", "1", "-map_metadata", "-1", "-bitexact", "-c:a", "pcm_mulaw", "-f", "au", str(made)]


def _run(command: list[str]) -> bytes:
    """What it said."""
    try:
        return subprocess.run(command, check=True, capture_output=True, timeout=TIME_LIMIT_S).stderr
    except FileNotFoundError as problem:
        raise AudioToolMissing("ffmpeg is not installed (Debian package: ffmpeg)") from problem
    except subprocess.TimeoutExpired as problem:
        raise NotAudio(f"it took longer than {TIME_LIMIT_S} s to read") from problem
    except subprocess.CalledProcessError as problem:
        lines = problem.stderr.decode(errors="replace").strip().splitlines()
        raise NotAudio(lines[-1] if lines else f"ffmpeg ended with code {problem.returncode}") from problem
