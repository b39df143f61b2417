"""Provides what callers hear to users who try a flow in the browser."""

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.gateways.audio import to_wav
from app.gateways.speech import VOICES
from app.voice import sound_files
from app.voice.models import Prompt, SpokenText
from app.voice.service.tts import NoSound, synthesized
from app.voice.system_sounds import HOLD_MUSIC, system_prompts


def sound_of(name: str) -> bytes | None:
    """Return the WAV of a prompt of the company, or of a system sound; None if there is none."""
    file = _file_of(name)
    return to_wav(sound_files.read(file)) if file else None


def _file_of(name: str) -> str | None:
    if name == HOLD_MUSIC and (chosen := db.session.scalar(select(Prompt.file).where(Prompt.is_default))):
        return chosen
    for model in (Prompt, SpokenText):
        if file := db.session.scalar(select(model.file).where(model.name == name)):
            return file
    system = system_prompts()
    return str(system[name]["file"]) if name in system else None


def preview(language: str, text: str) -> bytes:
    """Return the WAV of a text without storing it. Raise NoSound if no voice can speak it."""
    if language not in VOICES:
        raise NoSound(_("No voice speaks “%(language)s”.", language=language[:20]))
    return to_wav(synthesized(text, language))
