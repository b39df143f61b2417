"""Implements ``app.ports.recordings``."""

from app.recordings.packing import sound_file
from app.recordings.routes import play
from app.recordings.service import has_message_to, recordings_of

__all__ = ["has_message_to", "play", "recordings_of", "sound_file"]
