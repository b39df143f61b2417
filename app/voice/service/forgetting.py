"""Sounds that no call plays any more are forgotten, as programs are: a day later, for the calls that began before."""

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
    """Delete the files of sounds that nobody hears. An older database does not know what is heard: it deletes none."""
    try:
        refuse_other_database()
    except OtherDatabase:
        return
    gone = sound_files.forget_all_but(_used(), KEEP.total_seconds())
    if gone:
        log.info("forgot %d sounds that nobody hears any more", len(gone))


def _used() -> set[str]:
    """Also by older versions of prompts, which can be gone back to, and by directories that the switch still has."""
    used = {str(each["file"]) for each in system_prompts().values()} | sounds_of_directories()
    with every_company():
        for column in (Prompt.file, PromptVersion.file, SpokenText.file):
            used |= set(db.session.scalars(select(column)))
    return used
