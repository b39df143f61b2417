"""Implements ``app.ports.recordings``."""

from app.recordings.packing import sound_file
from app.recordings.routes import play
from app.recordings.service import recordings_of

__all__ = ["play", "recordings_of", "sound_file"]
