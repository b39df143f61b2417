"""Converts rtpengine's captures to stored sound.

The spool is the queue: a capture is deleted once its sound is in the storage and its row is committed. If the worker is
killed in between, it does it again, with the same result.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update

from app.company.models import Company
from app.config import config
from app.db import db, every_company, now
from app.gateways.capture import Converted, convert
from app.gateways.decoded import UnsupportedCodec
from app.gateways.rtp_capture import BrokenCapture
from app.gateways.silence import has_speech
from app.gateways.spool import Capture, cut_off, finished
from app.ports.calls import VoicemailEmpty, VoicemailLeft, announce
from app.ports.journal import PORTAL, note
from app.ports.wall import look_again
from app.recordings.models import DELETED, RecordedFile, Recording
from app.recordings.service import storage
from designer.runtime.journal_entries import MessageMade

BATCH = 50
LATE = timedelta(seconds=90)
"""rtpengine closes a capture on request, or 60 s after the last packet; after LATE, it won't close it any more."""
AGAIN = timedelta(seconds=60)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Describes what is needed to convert a recording, so that no transaction stays open meanwhile."""

    recording: str
    call: str
    kind: str
    began_at: datetime
    key: str
    state: str
    company: str
    company_id: int


def make_files() -> int:
    """Convert a batch of captures, and return how many were processed."""
    captures = finished(config().spool_dir)
    with every_company():
        jobs = (_captured(list(captures)) + _late(captures))[:BATCH]
        for job in jobs:
            _attempt(job, captures.get(job.recording))
    return len(jobs)


def _captured(captures: list[str]) -> list[Job]:
    """Return the jobs of complete captures, including those already converted, whose captures must be deleted."""
    found: list[Job] = []
    for at in range(0, len(captures), BATCH):
        if len(found) < BATCH:
            found += _jobs(Recording.id.in_(captures[at : at + BATCH]))
    return found


def _late(captures: Collection[str]) -> list[Job]:
    """Return the jobs of this switch whose recording is over but whose capture is not complete."""
    found = _jobs(
        RecordedFile.state == "pending",
        Recording.switch == config().node_name,
        Recording.ended_at < now() - LATE,
    )
    return [job for job in found if job.recording not in captures]


def _jobs(*which: ColumnElement[bool]) -> list[Job]:
    query = (
        select(Recording, RecordedFile.state, Company.customer_number)
        .join(RecordedFile, RecordedFile.recording == Recording.id)
        .join(Company, Company.id == Recording.company_id)
        .where(or_(RecordedFile.not_before.is_(None), RecordedFile.not_before <= now()), *which)
        .order_by(Recording.began_at)
        .limit(BATCH)
    )
    found = [_job(each, state, number) for each, state, number in db.session.execute(query)]
    db.session.rollback()
    return found


def _job(recording: Recording, state: str, company: str) -> Job:
    key = f"{company}/{recording.began_at:%Y-%m-%d}/{recording.id}.wav"
    of_recording = recording.id, recording.call, recording.kind, recording.began_at
    return Job(*of_recording, key, state, company, recording.company_id)


def _attempt(job: Job, capture: Capture | None) -> None:
    try:
        _make(job, capture or cut_off(config().spool_dir, job.recording, job.call, job.began_at.timestamp()))
    except Exception:  # the edge of one job: it is tried again, and the others go on
        log.exception("recording %s", job.recording)
        db.session.rollback()
        _note(job, fault="trouble", not_before=now() + AGAIN)


def _make(job: Job, capture: Capture | None) -> None:
    if capture and capture.is_there:
        if capture.is_complete or capture.unwritten_s > LATE.total_seconds():
            _convert(job, capture)
        else:
            _note(job, not_before=now() + AGAIN)
    else:
        if job.state == "pending":
            _note(job, state="failed", fault="missing")
        if capture:
            capture.delete()


def _convert(job: Job, capture: Capture) -> None:
    draft = config().run_dir / f"{job.recording}.wav"
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        made = convert(capture.pcap, draft, stereo=job.kind == "call", caller_port=capture.caller_port)
    except (BrokenCapture, UnsupportedCodec) as problem:
        draft.unlink()
        fault = "broken" if isinstance(problem, BrokenCapture) else "codec"
        _note(job, state="failed", fault=fault, detail=str(problem)[:200], not_before=None)
        capture.set_aside(config().spool_dir / "failed")
    else:
        _keep(job, made, draft)
        capture.delete()


def _keep(job: Job, made: Converted, draft: Path) -> None:
    done: dict[str, Any] = {"fault": None, "detail": None, "not_before": None, "made_at": now(), "sides": made.sides}
    if made.duration_s:
        is_heard = job.kind == "message" and has_speech(draft)
        storage().put(job.key, draft)
        size_bytes = storage().size_bytes(job.key)
        _tell(job, is_heard)
        if not _note(job, state="ready", key=job.key, duration_s=made.duration_s, size_bytes=size_bytes, **done):
            storage().delete(job.key)
    else:
        draft.unlink()
        _tell(job, False)
        _note(job, state="silent", **done)


def _tell(job: Job, is_heard: bool) -> None:
    """Announce a message; one in which next to nothing is heard is a missed call."""
    if job.kind != "message":
        return
    found = db.session.get(Recording, job.recording)
    if found and found.file.state != DELETED:
        at_ms = round(now().timestamp() * 1000)
        note()(MessageMade(at_ms, PORTAL, job.company, found.call, found.id, is_heard))
        kind = VoicemailLeft if is_heard else VoicemailEmpty
        announce([kind(found.company_id, found.call, now(), found.id, found.owner, found.caller)])


def _note(job: Job, **values: Any) -> bool:
    """Update the file's row, and return whether the recording is still wanted."""
    is_wanted = RecordedFile.recording == job.recording, RecordedFile.state != DELETED
    noted = db.session.execute(update(RecordedFile).where(*is_wanted).values(**values))
    look_again([job.company_id])
    db.session.commit()
    return bool(noted.rowcount)  # type: ignore[attr-defined]
