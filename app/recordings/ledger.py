"""The ledger of recordings, derived from the journal line by line."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from app.account.models import Company
from app.db import db
from app.journal_lines import lines_of
from app.recordings.models import DELETED, RecordedFile, Recording

Line = dict[str, Any]


def looks_back(line: Line) -> bool:
    """Whether a recording begins, or all of the call's end."""
    return any(effect["type"] in ("record", "ended") for effect in line["effects"])


def derive(line: Line) -> None:
    """Take one line of the journal. A recording of a call whose beginning is not known is not in the ledger."""
    ended_at = _moment(line["at"])
    if line["event"]["type"] == "switch_started":
        _end(ended_at, Recording.switch == line["switch"])
    for effect in line["effects"]:
        match effect["type"]:
            case "record":
                _begin(effect, line)
            case "stop_recording":
                _end(ended_at, Recording.id == effect["recording"])
            case "ended" if _is_not_stopped(lines_of(line["call"])):
                _end(ended_at, Recording.call == line["call"])


def _is_not_stopped(lines: Iterable[Line]) -> bool:
    """Whether one of the recordings of a call goes on to its end."""
    last = {
        effect["recording"]: effect["type"] for line in lines for effect in line["effects"] if "recording" in effect
    }
    return "record" in last.values()


def forget() -> None:
    """The files stay: what was made is made."""
    db.session.execute(delete(Recording))


def _begin(effect: dict[str, Any], line: Line) -> None:
    """Into the ledger, and the making of its sound begins to be due."""
    before = [each for each in lines_of(line["call"]) if each["seq"] <= line["seq"]]
    arrived = before[0]["event"] if before else {"type": ""}
    file = db.session.get(RecordedFile, effect["recording"])
    is_known = file and (file.state == DELETED or db.session.get(Recording, effect["recording"]))
    if arrived["type"] != "call_arrived" or is_known:
        return
    company = db.session.scalar(select(Company.id).where(Company.customer_number == arrived["company"]))
    if company is None:
        return
    recording = Recording(
        company_id=company,
        id=effect["recording"],
        call=line["call"],
        switch=line["switch"],
        kind=effect["kind"],
        owner=effect["owner"][:80],
        employee=_talks_with(before) if effect["kind"] == "call" else None,
        caller=arrived["caller"][:120],
        number=arrived["number"][:64],
        began_at=_moment(line["at"]),
    )
    db.session.add(recording)
    if file is None:
        db.session.add(RecordedFile(company_id=company, recording=recording.id))
    db.session.flush()


def _talks_with(lines: Iterable[Line]) -> str | None:
    """The extension of the leg that was bridged last, or the number outside."""
    extensions: dict[str, str] = {}
    found = None
    for effect in (effect for line in lines for effect in line["effects"]):
        if effect["type"] == "dial":
            extensions[effect["leg"]] = effect["extension"] or effect.get("number", "")[:16]
        elif effect["type"] == "bridge":
            found = extensions.get(effect["leg"])
    return found


def _end(at: datetime, which: ColumnElement[bool]) -> None:
    """Only what still records: a recording that was stopped keeps its end."""
    db.session.execute(update(Recording).where(Recording.ended_at.is_(None), which).values(ended_at=at))


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
