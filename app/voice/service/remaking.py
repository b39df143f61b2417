"""Makes sounds again whose files are missing, from their texts and originals."""

import logging
import time

from sqlalchemy import select

from app.company.models import Company
from app.db import company_scope, db, every_company
from app.exchange.service import sounds_in_force
from app.gateways.audio import make
from app.gateways.ffmpeg import Unreadable
from app.gateways.storage import NotStored
from app.per_company import one_by_one
from app.port import Memory
from app.settings.renewing import renew
from app.voice import sound_files
from app.voice.models import Prompt, PromptVersion, SpokenText
from app.voice.originals import read_original
from app.voice.service.tts import NoSound, conversion_options, say
from app.voice.sound_files import StoredSound, name_of, store
from app.voice.system_sounds import system_prompts

_tried: Memory[dict[str, float]] = Memory(dict)
"""When each missing file was last tried, by the steady clock."""
AGAIN_S = 600
log = logging.getLogger(__name__)


def missing_sounds() -> set[str]:
    """Return the files that a call beginning now may need and that do not exist."""
    return {name for name in sounds_in_force() if not sound_files.is_there(name)}


def labels_of(missing: set[str]) -> list[str]:
    """Return the prompts made by people that have these files, with their companies."""
    with every_company():
        found = db.session.execute(
            select(Prompt.label, Company.name).join(Company).where(Prompt.file.in_(missing)).order_by(Prompt.label)
        )
        return [f"{label} ({company})" for label, company in found]


def remake_sounds() -> None:
    """Make missing sounds, and retry failures every ten minutes. Commits."""
    tried = _tried()
    missing = {name for name in missing_sounds() if time.monotonic() - tried.get(name, -AGAIN_S) >= AGAIN_S}
    if not missing:
        return
    log.warning("%d sounds are missing, and are made again if that is possible", len(missing))
    tried |= dict.fromkeys(missing, time.monotonic())
    system_prompts()
    one_by_one(list(db.session.scalars(select(Company.id))), lambda company_id: _remake_of(company_id, missing))


def _remake_of(company_id: int, missing: set[str]) -> None:
    """Make a company's sounds again. If the file changes, for example with another espeak-ng, calls use the new one."""
    with company_scope(company_id):
        for spoken in db.session.scalars(select(SpokenText).where(SpokenText.file.in_(missing))):
            _put(_said(spoken.text, spoken.language), spoken)
        for prompt in db.session.scalars(select(Prompt).where(Prompt.file.in_(missing))):
            same = [version for version in prompt.versions if version.file == prompt.file]
            _put(_made(prompt, same[0]), prompt, *same)
        db.session.commit()
        renew()


def _made(prompt: Prompt, version: PromptVersion) -> StoredSound | None:
    """Return the sound, or None if it can't be made: which part of an original was chosen is unknown."""
    if prompt.text:
        return _said(prompt.text, prompt.language)
    if not version.original:
        return None
    try:
        au = make(read_original(version.original)[0], conversion_options(prompt.kind)).au
    except (NotStored, Unreadable):
        return None
    return store(au) if name_of(au) == prompt.file else None


def _said(text: str, language: str) -> StoredSound | None:
    try:
        return say(text, language)
    except NoSound as problem:
        log.warning("a text can't be spoken again: %s", problem)
        return None


def _put(made: StoredSound | None, *rows: Prompt | PromptVersion | SpokenText) -> None:
    if made:
        for row in rows:
            row.file, row.duration_ms = made["file"], made["duration_ms"]
