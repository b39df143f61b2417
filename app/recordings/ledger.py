"""Keeps the ledger of recordings: what the record of calls announces, as rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from app.db.upserts import Row, connection, put, put_if_absent, table_of
from app.ports.calls import OF_CALL, CallEnded, PersonalDataDeleted, RecordingBegan, RecordingEnded
from app.recordings.models import DELETED, RecordedFile, Recording

RECORDINGS, FILES = table_of(Recording), table_of(RecordedFile)
BATCH = 200


def take(happened: Sequence[RecordingBegan | RecordingEnded | CallEnded]) -> None:
    """Write what began and what ended into the ledger. What was deleted permanently does not come back."""
    begun = {each.recording: each for each in happened if isinstance(each, RecordingBegan)}
    deleted = _deleted(list(begun))
    _begin([each for name, each in begun.items() if name not in deleted])
    stopped = [(each.recording, each.at) for each in happened if isinstance(each, RecordingEnded)]
    calls = {each.call: each.at for each in reversed(happened) if isinstance(each, CallEnded)}
    _end(stopped)
    _end([(row.id, calls[row.call]) for row in _going_on(calls.keys())])


def _deleted(recordings: Sequence[str]) -> set[str]:
    wanted = FILES.c.recording.in_(recordings), FILES.c.state == DELETED
    return set(connection().scalars(select(FILES.c.recording).where(*wanted))) if recordings else set()


def _begin(begun: Sequence[RecordingBegan]) -> None:
    put(RECORDINGS, [_row(each) for each in begun])
    files = [{"company_id": each.company_id, "recording": each.recording, "state": "pending"} for each in begun]
    put_if_absent(FILES, files)


def _row(begun: RecordingBegan) -> Row:
    return {
        "company_id": begun.company_id,
        "id": begun.recording,
        "call": begun.call,
        "switch": begun.switch,
        "kind": begun.kind,
        "owner": begun.owner,
        "employee": begun.who,
        "caller": begun.caller,
        "number": begun.number,
        "began_at": begun.at,
        "ended_at": None,
    }


def _end(ended: Sequence[tuple[str, datetime]]) -> None:
    """End the recordings. One that was stopped keeps its end."""
    if ended:
        going_on = RECORDINGS.c.id == bindparam("recording"), RECORDINGS.c.ended_at.is_(None)
        rows = [{"recording": recording, "at": at} for recording, at in ended]
        connection().execute(update(RECORDINGS).where(*going_on).values(ended_at=bindparam("at")), rows)


def _going_on(calls: Any) -> Sequence[Any]:
    if not calls:
        return []
    wanted = RECORDINGS.c.call.in_(list(calls)), RECORDINGS.c.ended_at.is_(None)
    return connection().execute(select(RECORDINGS.c.id, RECORDINGS.c.call).where(*wanted)).all()


def forget(happened: Sequence[PersonalDataDeleted]) -> None:
    """Permanently delete recordings that somebody asked to delete; ``remove_files`` deletes their sound."""
    for deleted in happened:
        if deleted.kind == "recording":
            delete_for_ever(deleted.company_id, deleted.names)
        elif deleted.kind == OF_CALL:
            delete_for_ever(deleted.company_id, _of_calls(deleted.company_id, deleted.names))


def _of_calls(company_id: int, calls: Sequence[str]) -> list[str]:
    """Return the recordings of *calls* of a company."""
    found: list[str] = []
    for at in range(0, len(calls), BATCH):
        theirs = RECORDINGS.c.call.in_(calls[at : at + BATCH]), RECORDINGS.c.company_id == company_id
        found += connection().scalars(select(RECORDINGS.c.id).where(*theirs))
    return found


def delete_for_ever(company_id: int, recordings: Sequence[str]) -> None:
    """Delete *recordings* of a company from the ledger, and let none come back."""
    gone = {"state": DELETED, "duration_s": None, "size_bytes": None, "fault": None, "detail": None}
    for at in range(0, len(recordings), BATCH):
        some = list(recordings[at : at + BATCH])
        theirs = [{"company_id": company_id, "recording": each, "state": DELETED} for each in some]
        put_if_absent(FILES, theirs)
        files = FILES.c.recording.in_(some), FILES.c.company_id == company_id
        connection().execute(update(FILES).where(*files).values(**gone))
        rows = RECORDINGS.c.id.in_(some), RECORDINGS.c.company_id == company_id
        connection().execute(delete(RECORDINGS).where(*rows))
