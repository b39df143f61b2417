"""Finds recordings, and opens their sound."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, SQLColumnExpression, column, func, or_, select, table

from app.db import company_in_force, db
from app.db.upserts import connection, table_of
from app.gateways.peaks import Peaks, peaks
from app.gateways.storage import NotStored, Storage
from app.paging import page_count
from app.port import Port
from app.ports.recordings import RecordedCall, RecordingOfCall
from app.recordings.models import MESSAGE, RecordedFile, Recording
from app.recordings.words import words
from app.web.errors import Refused
from designer.runtime.target import EMPLOYEE, GROUP, Target

PAGE = 50


class SoundGone(Refused):
    """Says that the storage does not have the sound any more."""

    status = 410
    code = "sound_gone"


@dataclass(frozen=True)
class Search:
    """Describes a search: *who* is "employee:101" or "group:sales", "" for all; *since* is included, *until* is not."""

    who: str = ""
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1


@dataclass(frozen=True)
class Total:
    """Describes the total of all pages."""

    count: int
    size_bytes: int
    duration_s: float

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return page_count(self.count, PAGE)


storage: Port[Storage] = Port("storage of recordings")


def find_recordings(search: Search) -> list[Recording]:
    """Return a page of the company's recordings, the newest first."""
    query = _where(select(Recording), search).order_by(Recording.began_at.desc(), Recording.id.desc())
    return list(db.session.scalars(query.limit(PAGE).offset((search.page - 1) * PAGE)))


def has_message_to(call: SQLColumnExpression[str], groups: frozenset[str]) -> ColumnElement[bool]:
    """Return the condition that a message was left to one of *groups* in *call*, whose company is not asked for."""
    rows = table(Recording.__tablename__, column("call"), column("kind"), column("owner")).alias()
    owners = [Target.group(group) for group in groups]
    found = select(rows.c.call).where(rows.c.call == call, rows.c.kind == MESSAGE, rows.c.owner.in_(owners))
    return found.correlate_except(rows).exists()


def total(search: Search) -> Total:
    """Return the total of all pages."""
    columns = func.count(Recording.id), func.sum(RecordedFile.size_bytes), func.sum(RecordedFile.duration_s)
    query = select(*columns).join(RecordedFile, RecordedFile.recording == Recording.id)
    count, size_bytes, duration_s = db.session.execute(_where(query, search)).one()
    return Total(count, int(size_bytes or 0), duration_s or 0.0)


def _where(query: Select[*tuple[Any, ...]], search: Search) -> Select[*tuple[Any, ...]]:
    if search.who:
        is_theirs = Recording.owner == search.who
        who = Target(search.who)
        query = query.where(or_(is_theirs, Recording.employee == who.name) if who.kind == EMPLOYEE else is_theirs)
    if search.since:
        query = query.where(Recording.began_at >= search.since)
    if search.until:
        query = query.where(Recording.began_at < search.until)
    return query


def owners() -> list[str]:
    """Return all owners of recordings."""
    return list(db.session.scalars(select(Recording.owner).distinct().order_by(Recording.owner)))


def open_sound(recording: Recording) -> tuple[BinaryIO, int]:
    """Return the WAV and its size in bytes. Raise SoundGone if the storage has lost it."""
    key = recording.file.key or ""
    try:
        return storage().open(key), storage().size_bytes(key)
    except NotStored as problem:
        raise SoundGone(_("The sound of this recording is no longer where it was kept.")) from problem


def peaks_of(recording: Recording) -> Peaks:
    """Return how loud each side is over the time of a recording. Raise SoundGone if the storage has lost it."""
    file, _size_bytes = open_sound(recording)
    with file:
        return peaks(file)


def playable(calls: Collection[str]) -> dict[str, str]:
    """Return the first recording that can be heard of those of *calls* that have one, by call."""
    ready = Recording.call.in_(calls), RecordedFile.state == "ready"
    query = select(Recording.call, Recording.id).join(RecordedFile, RecordedFile.recording == Recording.id)
    rows = db.session.execute(query.where(*ready).order_by(Recording.began_at.desc(), Recording.id.desc()))
    return {call: recording for call, recording in rows}  # noqa: C416 - rows are no pairs to the type checker


def recordings_of(call: str) -> list[RecordingOfCall]:
    """Return the recordings of the call, oldest first."""
    found = db.session.scalars(select(Recording).where(Recording.call == call).order_by(Recording.began_at))
    return [_to_json(recording) for recording in found]


def of_calls(calls: Collection[str]) -> dict[str, RecordedCall]:
    """Return those of *calls* of which anything was recorded. Groups in force don't matter here."""
    rows = table_of(Recording).c
    query = select(rows.call, rows.kind, rows.owner).where(rows.company_id == company_in_force(), rows.call.in_(calls))
    groups: dict[str, set[str]] = defaultdict(set)
    recorded = set()
    for call, kind, owner in connection().execute(query):
        target = Target(owner)
        if kind != MESSAGE:
            recorded.add(call)
        elif target.kind == GROUP:
            groups[call].add(target.name)
    return {
        call: RecordedCall(call in recorded, tuple(sorted(groups[call]))) for call in sorted(recorded | groups.keys())
    }


def _to_json(recording: Recording) -> RecordingOfCall:
    return {
        "id": recording.id,
        "kind": recording.kind,
        "owner": recording.owner,
        "state": recording.state,
        "words": words(recording),
        "began_at": recording.began_at,
        "duration_s": recording.file.duration_s,
        "size_bytes": recording.file.size_bytes,
    }
