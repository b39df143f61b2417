"""Converts sound to what the switch plays, 8 kHz mono u-law in Sun .au files, by means of ffmpeg."""

import io
import re
import struct
import tempfile
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from app.gateways import ffmpeg
from app.gateways.ffmpeg import Unreadable
from app.gateways.g711 import PLANES
from app.gateways.silence import without_silence
from app.gateways.sound_kinds import kind_of

MOST_S = 600
MOST_SOURCE_BYTES = 20 * 2**20
SAMPLES_PER_MS = 8
WAV_HEADER_BYTES, BYTES_PER_MS = 44, 16
MAGIC, ULAW = b".snd", 1
VOICE_LUFS = -19.0
"""As loud as people talk."""

MUSIC_LUFS = -24.0
SILENCE_LUFS = -60.0
"""Sound that is not louder than this is inaudible."""

APART_MS = 60
"""The silence after each of several sounds that are converted together."""

NO_HUM = "highpass=f=80"
LOUDNESS = re.compile(rb"^ +I: +(-?[0-9.]+|-inf) LUFS", re.MULTILINE)
PICTURES = re.compile(rb"^ +Stream #0:\d[^\n]*: Video: (?![^\n]*\(attached pic\))", re.MULTILINE)
"""Finds moving pictures in ffmpeg's output, but not the cover of a song."""

CUT_SHORT = b"File ended prematurely"
MOST_GAIN_DB = 30.0


class UnknownKind(Unreadable):
    """Says that the file is not of an accepted kind."""


class IsVideo(Unreadable):
    """Says that the file is a video."""


class TooLarge(Unreadable):
    """Says that the file has more than MOST_SOURCE_BYTES."""


class TooLong(Unreadable):
    """Says that the sound is longer than accepted."""


class NothingThere(Unreadable):
    """Says that the file is empty, or that nothing is left of it after cutting."""


class Damaged(Unreadable):
    """Says that the file begins as a sound but can't be read to its end."""


@dataclass(frozen=True)
class ConversionOptions:
    """Describes how to convert a sound.

    It starts at *from_ms* and ends at *to_ms*, or at its own end; then the silence around it is removed if
    *trims_silence*; and its loudness becomes *lufs* (EBU R 128).
    """

    from_ms: int = 0
    to_ms: int | None = None
    trims_silence: bool = False
    lufs: float = VOICE_LUFS
    most_s: int = MOST_S


@dataclass(frozen=True)
class Made:
    """Describes a converted sound: *au* is an .au file, and *lufs* the loudness of the source."""

    au: bytes
    lufs: float


def to_telephone(source: bytes, lufs: float = VOICE_LUFS) -> bytes:
    """Return any accepted sound file as an .au file."""
    return make(source, ConversionOptions(lufs=lufs)).au


def make(source: bytes, options: ConversionOptions) -> Made:
    """Convert a sound.

    Its loudness is measured first and then changed as a whole: ffmpeg's one-pass loudnorm makes sounds shorter than
    its window of 3 s, as most prompts are, nearly inaudible, and lets longer ones swell. Peaks are limited.
    """
    kind = _kind(source)
    with tempfile.TemporaryDirectory(prefix="zentrale-") as folder:
        given, plain, made = (Path(folder, name) for name in ("given", "plain.wav", "made.au"))
        _write(given, source)
        lufs = _measured(given, kind, plain, options)
        gain_db = min(options.lufs - lufs, MOST_GAIN_DB)
        filters = f"volume={gain_db:.2f}dB,alimiter=limit=0.8:level=disabled"
        ffmpeg.run("-loglevel", "error", *ffmpeg.reading(plain, "wav"), "-af", filters, *_as_ulaw(made))
        au = made.read_bytes()
    return Made(_as_au(without_silence(ulaw_of(au))) if options.trims_silence else au, lufs)


def _kind(source: bytes) -> str:
    if not source:
        raise NothingThere("the file is empty")
    if len(source) > MOST_SOURCE_BYTES:
        raise TooLarge(f"the sound is larger than {MOST_SOURCE_BYTES // 2**20} MB")
    kind = kind_of(source)
    if kind is None:
        raise UnknownKind("this is no sound file that can be read")
    return kind


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise ffmpeg.NoRoom(f"no room for the sound: {problem.strerror}") from problem


def _measured(given: Path, kind: str, plain: Path, options: ConversionOptions) -> float:
    """Write the wanted part of *given* to *plain* as 16-bit samples, and return its integrated loudness in LUFS.

    A second of silence is appended for measuring, so that a single word can be measured, too.
    """
    end_ms = min(options.to_ms or 2**31, options.from_ms + options.most_s * 1000 + 1000)
    cut = f"atrim=start={options.from_ms / 1000:.3f}:end={end_ms / 1000:.3f},asetpts=PTS-STARTPTS"
    plainly = f"[0:a:0]aformat=channel_layouts=mono,{cut},{NO_HUM},asplit[plain][heard]"
    heard = "[heard]apad=pad_dur=1,ebur128=framelog=verbose[measured]"
    until = ("-t", f"{end_ms / 1000:.3f}")
    out = ("-map", "[plain]", "-ar", "8000", "-map_metadata", "-1", "-bitexact", "-c:a", "pcm_s16le", str(plain))
    nowhere = ("-map", "[measured]", "-f", "null", "-")  # ffmpeg 7 wants an output of every filter
    try:
        told = ffmpeg.run(*ffmpeg.reading(given, kind, *until), "-filter_complex", f"{plainly};{heard}", *out, *nowhere)
    except ffmpeg.TookTooLong:
        raise
    except Unreadable as problem:
        raise Damaged(str(problem)) from problem
    _check(told, plain, options)
    found = LOUDNESS.findall(told)
    return max(float(found[-1]), -70.0) if found else -70.0


def _check(told: bytes, plain: Path, options: ConversionOptions) -> None:
    if PICTURES.search(told):
        raise IsVideo("this is a video")
    if CUT_SHORT in told:
        raise Damaged("it ends before its end")
    length_ms = (plain.stat().st_size - WAV_HEADER_BYTES) // BYTES_PER_MS
    if length_ms > options.most_s * 1000:
        raise TooLong(f"it is longer than {options.most_s // 60} minutes")
    if length_ms <= 0:
        raise NothingThere("nothing is left of it")


def to_telephone_alike(sources: Sequence[bytes]) -> list[bytes]:
    """Return several 16-bit WAV files of one voice as .au files, with their loudness changed by the same amount.

    They are joined, converted at once, and cut apart: no word gets a loudness of its own, and it is many times
    faster.
    """
    joined, ends, form = bytearray(), [], None
    for source in sources:
        at, samples = _pcm(source)
        if at != (form := form or at):
            raise Unreadable("the sounds differ in their sample rate or channels")
        joined += samples + bytes(_bytes_of(APART_MS, form))
        ends.append(len(joined))
    if form is None:
        return []
    ulaw = ulaw_of(to_telephone(_as_wav(bytes(joined), *form)))
    cuts = [0, *(end * 8000 // _bytes_of(1000, form) for end in ends)]
    return [_as_au(ulaw[start:end]) for start, end in pairwise(cuts)]


def _pcm(source: bytes) -> tuple[tuple[int, int], bytes]:
    """Return ((sample rate, channels), samples). A WAV file from a pipe does not know its own length."""
    try:
        with wave.open(io.BytesIO(source)) as file:
            if file.getsampwidth() != 2:
                raise Unreadable("not a WAV file of 16-bit samples")
            return (file.getframerate(), file.getnchannels()), file.readframes(file.getnframes())
    except (wave.Error, EOFError) as problem:
        raise Unreadable(f"not a WAV file of 16-bit samples: {problem}") from problem


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


def generate(source: str) -> bytes:
    """Return a sound that ffmpeg computes, as an .au file.

    *source* is a libavfilter source, such as "sine=frequency=425:duration=1".
    """
    with tempfile.TemporaryDirectory(prefix="zentrale-") as folder:
        made = Path(folder, "made.au")
        ffmpeg.run("-loglevel", "error", "-f", "lavfi", "-i", source, "-t", str(MOST_S), *_as_ulaw(made))
        return made.read_bytes()


def duration_ms(au: bytes) -> int:
    """Return the duration of an .au file in ms."""
    return len(ulaw_of(au)) // SAMPLES_PER_MS


def to_wav(au: bytes) -> bytes:
    """Return an .au file as WAV with 16-bit samples, which every browser plays."""
    ulaw = ulaw_of(au)
    low, high = PLANES[0]
    samples = bytearray(2 * len(ulaw))
    samples[0::2], samples[1::2] = ulaw.translate(low), ulaw.translate(high)
    form = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    chunks = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


def ulaw_of(au: bytes) -> bytes:
    """Return the samples of an .au file. Raise Unreadable unless it is 8 kHz mono u-law."""
    if len(au) < 24:
        raise Unreadable("not an .au file")
    magic, offset, size, encoding, rate, channels = struct.unpack(">4sIIIII", au[:24])
    if (magic, encoding, rate, channels) != (MAGIC, ULAW, 8000, 1):
        raise Unreadable("not an .au file of 8 kHz mono u-law")
    return au[offset : offset + size] if size != 0xFFFFFFFF else au[offset:]


def _as_ulaw(made: Path) -> list[str]:
    return ["-ar", "8000", "-ac", "1", "-map_metadata", "-1", "-bitexact", "-c:a", "pcm_mulaw", "-f", "au", str(made)]
