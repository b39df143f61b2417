"""Provides a voicemail as a file that can be attached to a mail."""

import logging

from sqlalchemy import select

from app.company.models import Company
from app.db import db
from app.gateways.ffmpeg import FfmpegMissing, NoRoom, Unreadable
from app.gateways.mp3 import as_mp3
from app.ports.recordings import LONGEST_FILE_S, SoundFile
from app.recordings.models import Recording
from app.recordings.service import SoundGone, open_sound

MOST_BYTES = 7 * 2**20
"""With base64, a mail then stays below the 10 MB that every server accepts."""

log = logging.getLogger(__name__)


def sound_file(recording_id: str) -> SoundFile | None:
    """Return the file of a recording, for ``app.ports.recordings``."""
    recording = db.session.scalar(select(Recording).where(Recording.id == recording_id))
    if recording is None or recording.state != "ready" or (recording.file.duration_s or 0) > LONGEST_FILE_S:
        return None
    try:
        sound, _size_bytes = open_sound(recording)
    except SoundGone:
        return None
    with sound:
        ending, kind, content = _small(recording_id, sound.read())
    return SoundFile(f"{_name(recording)}.{ending}", kind, content) if len(content) <= MOST_BYTES else None


def _small(recording_id: str, wav: bytes) -> tuple[str, str, bytes]:
    """Return (ending, MIME type, content): an mp3, or else the WAV itself."""
    try:
        return "mp3", "audio/mpeg", as_mp3(wav)
    except (Unreadable, FfmpegMissing, NoRoom) as problem:
        log.warning("recording %s goes into a mail as it is: %s", recording_id, problem)
        return "wav", "audio/wav", wav


def _name(recording: Recording) -> str:
    """Return a name such as "2026-05-04 14-32 +4917612345678", in the company's time."""
    clock = db.session.get_one(Company, recording.company_id).clock
    caller = "".join(sign for sign in recording.caller if sign.isalnum() or sign == "+")
    return f"{recording.began_at.astimezone(clock):%Y-%m-%d %H-%M} {caller}".strip()
