"""Implements ``app.ports.recordings``."""

from app.recordings.packing import sound_file
from app.recordings.removing import delete_before
from app.recordings.routes import play
from app.recordings.service import has_message_to, of_calls, playable, recordings_of

__all__ = ["delete_before", "has_message_to", "of_calls", "play", "playable", "recordings_of", "sound_file"]
