"""Making what is written into sound."""

from flask_babel import gettext as _

from app.current import config
from app.errors import Refused
from app.gateways.audio import AudioToolMissing, NotAudio, to_telephone
from app.gateways.speech import NotSpoken, SpeechToolMissing, speak
from app.settings.sound_files import KeptSound, keep


class NoSound(Refused):
    """The sound can't be made; the sentence says why."""

    code = "no_sound"


def say(text: str, language: str) -> KeptSound:
    """*language* is one of ``speech.VOICES``. Raises NoSound."""
    return keep(said_aloud(text, language))


def recorded(sound: bytes) -> bytes:
    """The bytes of an .au file of a sound in any form that people's browsers record. Raises NoSound."""
    try:
        return to_telephone(sound)
    except (NotAudio, AudioToolMissing) as problem:
        raise NoSound(_("This can't be heard: %(reason)s.", reason=problem)) from problem


def said_aloud(text: str, language: str) -> bytes:
    """The bytes of an .au file that is kept nowhere. Raises NoSound."""
    try:
        return to_telephone(speak(text, language, config().speech_command))
    except (NotSpoken, NotAudio, SpeechToolMissing, AudioToolMissing) as problem:
        raise NoSound(_("This can't be spoken: %(reason)s.", reason=problem)) from problem
