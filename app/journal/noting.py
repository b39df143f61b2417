"""Writes into the journal what happens in the portal, so that a record made anew from the journal has it, too."""

import logging

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.config import config
from app.db import db
from app.ports.journal import PORTAL
from designer.runtime.journal_entries import Deleted, Note
from switch.journal import Journal

NOTES = "notes for the journal"
MOST_NAMES = 1000
"""In one line, which may not become too long."""
log = logging.getLogger(__name__)


def note(entry: Note) -> None:
    """Append *entry* to the journal once the transaction under way is committed."""
    notes = db.session().info.setdefault(NOTES, [])
    if isinstance(entry, Deleted):
        parts = range(0, len(entry.names), MOST_NAMES)
        notes += [_part(entry, entry.names[at : at + MOST_NAMES]) for at in parts]
    else:
        notes.append(entry)


def _part(entry: Deleted, names: tuple[str, ...]) -> Deleted:
    return Deleted(entry.at, entry.switch, entry.company, entry.kind, names)


@event.listens_for(Session, "after_commit")
def _write(session: Session) -> None:
    if not (notes := session.info.pop(NOTES, None)) or not current_app:
        return
    try:
        journal = Journal(config().journal_dir, PORTAL)
        for entry in notes:
            journal.note(entry)
        journal.close()
    except OSError as problem:  # what it is about is saved
        log.error("not in the journal: %s", problem)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _previous: object) -> None:
    session.info.pop(NOTES, None)
