"""Provides ``app.ports.voice``."""

from app.voice.service.prompt_audio import preview, sound_of
from app.voice.service.spoken import make_spoken, sayings

__all__ = ["make_spoken", "preview", "sayings", "sound_of"]
