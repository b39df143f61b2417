"""Deletes sounds that no call plays any more, a day later, for calls that began before."""

import logging
from datetime import timedelta

from sqlalchemy import select

from app.db import db, every_company
from app.exchange.service import sounds_of_directories
from app.exchange.switching import OtherDatabase, refuse_other_database
from app.voice import sound_files
from app.voice.models import Prompt, PromptVersion, SpokenText
from app.voice.system_sounds import system_prompts

KEEP = timedelta(hours=24)
log = logging.getLogger(__name__)


def forget_sounds() -> None:
    """Delete unused sounds. An older database does not know all uses, so then nothing is deleted."""
    try:
        refuse_other_database()
    except OtherDatabase:
        return
    gone = sound_files.forget_all_but(_used(), KEEP.total_seconds())
    if gone:
        log.info("forgot %d sounds that nobody hears any more", len(gone))


def _used() -> set[str]:
    """Return the files in use, also by older versions, which can be restored, and by directories on the switch."""
    used = {str(each["file"]) for each in system_prompts().values()} | sounds_of_directories()
    with every_company():
        for column in (Prompt.file, PromptVersion.file, SpokenText.file):
            used |= set(db.session.scalars(select(column)))
    return used
