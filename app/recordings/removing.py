"""Deletes recordings permanently: deriving the ledger again does not bring them back."""

from datetime import datetime

from sqlalchemy import func, select

from app.company.noting import note_deleted
from app.config import config
from app.db import company_in_force, db, every_company
from app.gateways.spool import finished
from app.recordings.ledger import delete_for_ever
from app.recordings.models import DELETED, RecordedFile, Recording
from app.recordings.service import storage
from designer.runtime.target import Target

BATCH = 200


def count_of(extension: str, kind: str) -> int:
    """Return how many recordings of a *kind* belong to the employee, not to a group."""
    query = select(func.count(Recording.id)).where(
        Recording.owner == Target.employee(extension), Recording.kind == kind
    )
    return db.session.scalar(query) or 0


def delete_of(extension: str, kind: str) -> None:
    """Delete an employee's recordings from the list; ``remove_files`` deletes the sound."""
    theirs = select(Recording.id).where(Recording.owner == Target.employee(extension), Recording.kind == kind)
    ids = list(db.session.scalars(theirs))
    delete_for_ever(company_in_force(), ids)
    note_deleted("recording", ids)


def delete_before(moment: datetime, most: int) -> int:
    """Delete at most *most* of the company's recordings that ended before *moment*, and return how many."""
    ids = list(db.session.scalars(select(Recording.id).where(Recording.ended_at < moment).limit(most)))
    delete_for_ever(company_in_force(), ids)
    for at in range(0, len(ids), BATCH):
        note_deleted("recording", ids[at : at + BATCH])
    return len(ids)


def remove_files() -> int:
    """Delete the sound of deleted recordings, converted or captured, and return how many there were."""
    with every_company():
        kept = select(RecordedFile).where(RecordedFile.state == DELETED, RecordedFile.key.is_not(None)).limit(BATCH)
        files = list(db.session.scalars(kept))
        for file in files:
            storage().delete(file.key or "")
            file.key = None
        db.session.commit()
        return len(files) + _remove_captures()


def _remove_captures() -> int:
    captures = finished(config().spool_dir)
    ids = list(captures)
    found = 0
    for at in range(0, len(ids), BATCH):
        of_deleted = RecordedFile.recording.in_(ids[at : at + BATCH]), RecordedFile.state == DELETED
        for recording in db.session.scalars(select(RecordedFile.recording).where(*of_deleted)):
            captures[recording].delete()
            found += 1
    db.session.rollback()
    return found
