"""Writes into the journal what happens in the portal, so that a record made anew from the journal has it, too.

A note is a row of the transaction that it tells of, so that neither is there without the other. The worker writes it
into the journal, and removes the row once the line is on the disk. While the disk is full, it waits.
"""

import logging
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, func, select

from app.config import config
from app.db import db, every_company
from app.journal.models import JournalNote
from app.journal.turns import one_at_a_time
from app.moments import moment
from app.port import Memory
from app.ports.journal import PORTAL
from designer.runtime.journal_entries import Deleted, Note, entry_of, event_json
from switch.journal import Journal
from switch.journal_files import ENDING
from switch.unwritten import OwnBacklog

MOST_NAMES = 1000
"""In one line, which may not become too long."""

MOST_AT_ONCE = 500
log = logging.getLogger(__name__)

_named: Memory[set[int]] = Memory(set)
"""The ids of notes that the log has named as unreadable."""


def note(entry: Note) -> None:
    """Append *entry* to the journal once the transaction under way is committed."""
    if isinstance(entry, Deleted):
        parts = range(0, len(entry.names), MOST_NAMES)
        db.session.add_all(_row(_part(entry, entry.names[at : at + MOST_NAMES])) for at in parts)
    else:
        db.session.add(_row(entry))


def _row(entry: Note) -> JournalNote:
    return JournalNote(at=entry.at, event=event_json(entry))


def _part(entry: Deleted, names: tuple[str, ...]) -> Deleted:
    return Deleted(entry.at, entry.switch, entry.company, entry.kind, names)


def write_notes() -> None:
    """Write the notes that wait into the journal, in their order, as far as the disk takes them.

    If the machine stops meanwhile, a line may come twice, which changes nothing.
    """
    with every_company():
        if db.session.scalar(select(JournalNote.id).limit(1)) is not None:
            db.session.rollback()
            with one_at_a_time():
                last: int | None = 0
                while last is not None:
                    last = _write_some(last)
        db.session.rollback()


def waiting_since() -> datetime | None:
    """Return when the oldest note was made that is not in the journal yet; None if there is none."""
    with every_company():
        return db.session.scalar(select(func.min(JournalNote.made_at)))


def _write_some(behind: int) -> int | None:
    """Write some notes with ids above *behind*, and return the last id; None if no more can be written now."""
    query = select(JournalNote).where(JournalNote.id > behind).order_by(JournalNote.id).limit(MOST_AT_ONCE)
    rows = list(db.session.scalars(query))
    last = rows[-1].id if len(rows) == MOST_AT_ONCE else None
    folder = config().journal_dir
    backlog = OwnBacklog()
    journal = Journal(folder, PORTAL, backlog)
    written = []
    for row in rows:
        if (entry := _entry(row)) is None:
            continue
        journal.note(entry)
        if not backlog.is_empty():
            last = None
            break
        written.append(row)
    journal.close()
    if not written:
        return last
    try:
        _sync(folder, {moment(row.at).astimezone(UTC).date().isoformat() for row in written})
    except OSError as problem:
        log.error("%s is not on the disk: %s", folder, problem)
        return None
    db.session.execute(delete(JournalNote).where(JournalNote.id.in_([row.id for row in written])))
    db.session.commit()
    return last


def _entry(row: JournalNote) -> Note | None:
    """Return what the row notes; None if it can't be read, as after another version wrote it. Such a row waits."""
    line = {"v": 1, "switch": PORTAL, "call": None, "seq": None, "at": row.at, "event": row.event, "effects": []}
    try:
        entry = entry_of(line)
        if not isinstance(entry, Note):
            raise ValueError(f"no note: {row.event}")
    except (ValueError, KeyError, TypeError, AttributeError):
        if row.id not in _named():
            log.exception("the note %d can't be written into the journal; the others are", row.id)
            _named().add(row.id)
        return None
    return entry


def _sync(folder: Path, days: Iterable[str]) -> None:
    for path in [*(folder / f"{day}{ENDING}" for day in days), folder]:
        if path.exists():
            opened = os.open(path, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)
