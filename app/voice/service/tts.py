"""Turns text, recordings and uploads into telephone sound."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.config import config
from app.gateways import audio, ffmpeg
from app.gateways.audio import ConversionOptions, make, to_telephone
from app.gateways.speech import NotSpoken, SpeechToolMissing, speak
from app.voice.originals import store_original
from app.voice.sound_files import StoredSound, store
from app.web.errors import Refused

MEGABYTE = 2**20
MOST_MUSIC_S = 1800
PROBLEMS = (ffmpeg.Unreadable, ffmpeg.FfmpegMissing, ffmpeg.NoRoom)


class NoSound(Refused):
    """Says why a sound can't be made."""

    code = "no_sound"


@dataclass(frozen=True)
class Sound:
    """Describes a new sound of a prompt, already stored. *source* is a key of ``models.SOURCES``."""

    source: str
    stored: StoredSound
    text: str = ""
    original: str = ""


def conversion_options(
    kind: str, from_ms: int = 0, to_ms: int | None = None, trims_silence: bool = False
) -> ConversionOptions:
    """Return how to convert a sound of *kind*, a key of ``models.PROMPT_KINDS``.

    Music may be longer than speech, and is quieter.
    """
    if kind == "music":
        return ConversionOptions(from_ms, to_ms, trims_silence, audio.MUSIC_LUFS, MOST_MUSIC_S)
    return ConversionOptions(from_ms, to_ms, trims_silence)


def spoken(text: str, language: str) -> Sound:
    """Return the sound of a text. *language* is one of ``speech.VOICES``. Raise NoSound if no voice can speak it."""
    return Sound("speech", say(text, language), text)


def given(source: str, sound: bytes, options: ConversionOptions) -> Sound:
    """Return the sound of a recorded or uploaded file. Raise NoSound; then nothing is stored."""
    try:
        made = make(sound, options)
        if made.lufs < audio.SILENCE_LUFS:
            raise NoSound(_("Nothing can be heard in it. Is the microphone switched off, or the wrong one chosen?"))
        return Sound(source, store(made.au), original=store_original(sound))
    except PROBLEMS as problem:
        raise NoSound(_sentence(problem, options)) from problem


def say(text: str, language: str) -> StoredSound:
    """Store the sound of a text. *language* is one of ``speech.VOICES``. Raise NoSound if no voice can speak it."""
    try:
        return store(synthesized(text, language))
    except ffmpeg.NoRoom as problem:
        raise NoSound(_sentence(problem, ConversionOptions())) from problem


def synthesized(text: str, language: str) -> bytes:
    """Return the bytes of an .au file without storing it. Raise NoSound if no voice can speak it."""
    try:
        return to_telephone(speak(text, language, config().speech_command))
    except (NotSpoken, SpeechToolMissing, *PROBLEMS) as problem:
        raise NoSound(_("This can't be spoken: %(reason)s.", reason=problem)) from problem


def _sentence(problem: Exception, options: ConversionOptions) -> str:
    """Return the reason, for the user."""
    words = {
        audio.TooLong: _l("It is longer than %(minutes)s minutes. Choose the part that callers are to hear."),
        audio.TooLarge: _l("The file is larger than %(most)s MB."),
        audio.NothingThere: _l("There is no sound in it: it is empty, or nothing is left between beginning and end."),
        audio.UnknownKind: _l("This is no sound file that can be read. Choose a WAV, MP3, M4A, OGG or WebM file."),
        audio.IsVideo: _l("This is a video. Save its sound alone, such as an MP3 file, and choose that."),
        audio.Damaged: _l("The file is damaged or breaks off, so it can't be read. Save or record it once more."),
        ffmpeg.TookTooLong: _l("It took too long to read. Save it in another form, such as MP3."),
        ffmpeg.NoRoom: _l("The disk of the exchange is full, so it was not kept. Tell whoever runs the exchange."),
        ffmpeg.FfmpegMissing: _l("The exchange can't work on sounds: ffmpeg is missing. Tell whoever runs it."),
    }
    sentence = words.get(type(problem), _l("This can't be heard: %(reason)s."))
    values = {"minutes": options.most_s // 60, "most": audio.MOST_SOURCE_BYTES // MEGABYTE, "reason": problem}
    return str(sentence) % values
