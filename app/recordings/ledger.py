"""The ledger of recordings, derived from the journal line by line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select, update

from app.company.service import ids_of
from app.db import db
from app.ports.journal import lines_of
from app.recordings.models import DELETED, RecordedFile, Recording

Line = dict[str, Any]
CHANGING = ("record", "stop_recording", "ended")
"""Effects that change the ledger."""


@dataclass
class Rows:
    """What the ledger has of some calls: the recordings of each, the states of the files by recording, and the ids of
    the companies that are called."""

    of_call: dict[str, list[Recording]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, str] = field(default_factory=dict)
    companies: dict[str, int] = field(default_factory=dict)


def rows_of(lines: Sequence[Line]) -> Rows:
    found = Rows()
    of_calls = {line["call"] for line in lines if any(effect["type"] in CHANGING for effect in line["effects"])}
    if of_calls:
        for row in db.session.scalars(select(Recording).where(Recording.call.in_(of_calls))):
            found.of_call[row.call].append(row)
    begun = [effect["recording"] for line in lines for effect in line["effects"] if effect["type"] == "record"]
    if begun:
        files = select(RecordedFile.recording, RecordedFile.state).where(RecordedFile.recording.in_(begun))
        found.files = dict(db.session.execute(files).all())
        arrivals = filter(None, (_arrival(_before(line)) for line in lines if looks_back(line)))
        found.companies = ids_of({arrived["company"] for arrived in arrivals})
    return found


def looks_back(line: Line) -> bool:
    """Whether a recording begins."""
    return any(effect["type"] == "record" for effect in line["effects"])


def derive(line: Line, rows: Rows) -> None:
    """Take one line of the journal. A recording of a call whose beginning is not known is not in the ledger."""
    ended_at = _moment(line["at"])
    if line["event"]["type"] == "switch_started":
        _lose(line["switch"], ended_at)
    for effect in line["effects"]:
        match effect["type"]:
            case "record":
                _begin(effect, line, rows)
            case "stop_recording":
                _end(ended_at, (row for row in rows.of_call[line["call"]] if row.id == effect["recording"]))
            case "ended":
                _end(ended_at, rows.of_call[line["call"]])


def forget() -> None:
    """The files stay: what was made is made."""
    db.session.execute(delete(Recording))


def _begin(effect: dict[str, Any], line: Line, rows: Rows) -> None:
    """Into the ledger, and the making of its sound begins to be due."""
    before = _before(line)
    arrived = _arrival(before)
    file = rows.files.get(effect["recording"])
    is_known = file == DELETED or any(row.id == effect["recording"] for row in rows.of_call[line["call"]])
    company = rows.companies.get(arrived["company"]) if arrived else None
    if arrived is None or company is None or is_known:
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
        ended_at=None,  # so that the session knows it, and _lose changes it here, too
    )
    db.session.add(recording)
    rows.of_call[recording.call].append(recording)
    if file is None:
        db.session.add(RecordedFile(company_id=company, recording=recording.id))
        rows.files[recording.id] = "pending"


def _before(line: Line) -> list[Line]:
    """The lines of its call up to this one."""
    return [each for each in lines_of(line["call"]) if each["seq"] <= line["seq"]]


def _arrival(lines: Sequence[Line]) -> dict[str, Any] | None:
    """The event that began the call, if that is known."""
    first: dict[str, Any] | None = lines[0]["event"] if lines else None
    return first if first and first["type"] == "call_arrived" else None


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


def _end(at: datetime, recordings: Iterable[Recording]) -> None:
    """Only what still records: a recording that was stopped keeps its end."""
    for recording in recordings:
        recording.ended_at = recording.ended_at or at


def _lose(switch: str, at: datetime) -> None:
    """The switch has started anew: nothing of what it recorded before goes on."""
    going_on = Recording.ended_at.is_(None), Recording.switch == switch
    db.session.execute(update(Recording).where(*going_on).values(ended_at=at))


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
