"""Implements ``app.ports.recordings``."""

from app.recordings.packing import sound_file
from app.recordings.routes import play
from app.recordings.service import calls_with_messages_to, recordings_of

__all__ = ["calls_with_messages_to", "play", "recordings_of", "sound_file"]
