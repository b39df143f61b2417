"""From the files into the tables. Lines, what is derived from them, and the position are committed together."""

import json
import logging
import time
from collections.abc import Collection, Iterator, Sequence
from contextvars import ContextVar
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.exc import InterfaceError, OperationalError

from app.config import config
from app.db import db, every_company, now
from app.journal import follow
from app.journal.follow import CUT, UNFIT, Gap, Part, Placed, beginning, read_on
from app.journal.models import JournalGap, JournalLine, JournalPosition
from app.journal.texts import completed
from app.ports.derived import all_derived

Line = dict[str, Any]
BATCH = 500
TRANSACTION = 100
"""Lines that are committed together: meanwhile nobody else can write, and the worker lets calls go first."""

OTHERS_S = 0.005
"""Between two of them, so that whoever waits for a turn gets one."""

DATABASE_TROUBLE = (OperationalError, InterfaceError)
"""No fault of the line: it is taken once the database is there again, and has room."""

log = logging.getLogger(__name__)


def ingest() -> int:
    """Read on to the end of the journal; returns how many lines were new. Doing it again changes nothing."""
    folder = config().journal_dir
    count = 0
    with every_company():
        read = _read_so_far(folder)
        while part := read_on(folder, read, now()):
            count += _take_part(folder, part)
            read[part.file] = part.until
        db.session.rollback()
    return count


def _positions(folder: Path) -> dict[str, tuple[int, str | None]]:
    columns = select(JournalPosition.file, JournalPosition.offset, JournalPosition.begins)
    rows = db.session.execute(columns.where(JournalPosition.folder == str(folder)))
    return {file: (offset, begins) for file, offset, begins in rows}


def _offsets(folder: Path) -> dict[str, int]:
    return {file: offset for file, (offset, _begins) in _positions(folder).items()}


def _read_so_far(folder: Path) -> dict[str, int]:
    """Nothing of a file that was made anew: by now it may be longer than what was read of the one before."""
    positions = _positions(folder)
    read = {file: offset for file, (offset, _begins) in positions.items()}
    for file in positions.keys() & follow.growing(folder, read, now()):
        known, begins = positions[file][1], beginning(folder / file)
        if known and begins and begins != known:
            _note_gaps(folder, file, [Gap(0, read[file], CUT)])
            _commit_position(folder, file, 0)
            read[file] = 0
    return read


def _take_part(folder: Path, part: Part) -> int:
    _note_gaps(folder, part.file, part.gaps)
    count = 0
    lines = _not_yet_taken(part.lines) if _was_cut(folder, part.file) else part.lines
    for at in range(0, len(lines), TRANSACTION):
        if at:
            time.sleep(OTHERS_S)
        count += _take_batch(folder, part.file, lines[at : at + TRANSACTION])
    if not lines or lines[-1].end != part.until:
        _commit_position(folder, part.file, part.until)
    return count


def _was_cut(folder: Path, file: str) -> bool:
    its_cuts = select(JournalGap.file).where(
        JournalGap.folder == str(folder), JournalGap.file == file, JournalGap.reason == CUT
    )
    return db.session.scalars(its_cuts.limit(1)).first() is not None


def _not_yet_taken(lines: list[Placed]) -> list[Placed]:
    """Of a file that is read again. A step of a call has a name by which it is known; what is of no call is known by
    all that it says, as nothing happens twice to the same in the same millisecond."""
    times = [each.line["at"] for each in lines if each.line["call"] is None]
    if not times:
        return lines
    at = JournalLine.body["at"].as_float()
    bodies = db.session.scalars(
        select(JournalLine.body).where(JournalLine.call.is_(None), at.between(min(times), max(times)))
    )
    known = {_wording(body) for body in bodies}
    return [each for each in lines if each.line["call"] is not None or _wording(each.line) not in known]


def _wording(line: Line) -> str:
    return json.dumps(line, sort_keys=True)


def _take_batch(folder: Path, file: str, batch: list[Placed]) -> int:
    """A line that something derived from the journal can't cope with is set aside, and the others are taken."""
    try:
        count = _take([each.line for each in batch])
        _commit_position(folder, file, batch[-1].end)
    except DATABASE_TROUBLE:
        raise
    except Exception:  # a process edge: one company's line must not keep those of all others out
        db.session.rollback()
        if len(batch) > 1:
            return sum(_take_batch(folder, file, [each]) for each in batch)
        log.exception("%s: nothing can be derived from the line at byte %d", folder / file, batch[0].offset)
        _note_gaps(folder, file, [Gap(batch[0].offset, batch[0].end - batch[0].offset, UNFIT)])
        _commit_position(folder, file, batch[0].end)
        return 0
    return count


def _note_gaps(folder: Path, file: str, gaps: list[Gap]) -> None:
    if not gaps:
        return
    for gap in gaps:
        log.warning("%s: %s at byte %d (%d bytes)", folder / file, gap.reason, gap.offset, gap.size_bytes)
        found = db.session.merge(JournalGap(folder=str(folder), file=file, **vars(gap)))
        if gap.reason == CUT:  # it may happen again at the same place
            found.found_at = now()
    db.session.commit()


def _commit_position(folder: Path, file: str, offset: int) -> None:
    row = db.session.get(JournalPosition, (str(folder), file))
    if row is None:
        db.session.add(JournalPosition(folder=str(folder), file=file, offset=offset, begins=beginning(folder / file)))
    else:
        row.offset = offset
        if not row.begins or not offset:
            row.begins = beginning(folder / file)
    db.session.commit()


def _take(lines: list[Line]) -> int:
    calls = {line["call"] for line in lines if line.get("call")}
    new = [completed(line) for line in _unknown(lines, calls)]
    if new:
        rows = [{"call": line.get("call"), "seq": line.get("seq"), "body": line} for line in new]
        db.session.execute(insert(JournalLine), rows)
        _fold(new)
    return len(new)


_at_hand: ContextVar[dict[str, list[Line]] | None] = ContextVar("lines at hand", default=None)
"""While lines are being taken: all there are of some calls."""


def _unknown(lines: list[Line], calls: set[str]) -> list[Line]:
    rows = db.session.execute(select(JournalLine.call, JournalLine.seq).where(JournalLine.call.in_(calls)))
    known = {(call, seq) for call, seq in rows}
    new = []
    for line in lines:
        name = (line.get("call"), line.get("seq"))
        if name[0] is None or name not in known:
            known.add(name)
            new.append(line)
    return new


def _fold(lines: Sequence[Line]) -> None:
    looked_at = {line["call"] for line in lines if any(derived.looks_back(line) for derived in all_derived())}
    at_hand = _at_hand.set({steps[0]["call"]: steps for steps in lines_of_many(looked_at)})
    try:
        folds = [(derived.fold, derived.rows_of(lines)) for derived in all_derived()]
        for line in lines:
            for fold, rows in folds:
                fold(line, rows)
        db.session.flush()
    finally:
        _at_hand.reset(at_hand)


def rebuild() -> int:
    """Derive everything again from the lines that the database has; returns how many there were."""
    count = 0
    with every_company():
        for derived in all_derived():
            derived.forget()
        bodies = select(JournalLine.body).order_by(JournalLine.id).execution_options(yield_per=BATCH)
        for lines in db.session.scalars(bodies).partitions():
            _fold(lines)
            count += len(lines)
        db.session.commit()
    return count


def lines_of(call: str) -> list[Line]:
    """The steps of one call, in their order."""
    if (at_hand := _at_hand.get() or {}) and call in at_hand:
        return at_hand[call]
    return list(db.session.scalars(select(JournalLine.body).where(JournalLine.call == call).order_by(JournalLine.seq)))


def lines_of_many(calls: Collection[str]) -> Iterator[list[Line]]:
    """The steps of each of these calls, in their order; a call without any is left out."""
    names = sorted(calls)
    for begin in range(0, len(names), BATCH):
        of_batch = JournalLine.call.in_(names[begin : begin + BATCH])
        rows = db.session.execute(
            select(JournalLine.call, JournalLine.body).where(of_batch).order_by(JournalLine.call, JournalLine.seq)
        )
        for _call, steps in groupby(rows, key=lambda row: row[0]):
            yield [body for _, body in steps]


def newest_line() -> int:
    """Grows with every line that came."""
    return db.session.scalar(select(func.max(JournalLine.id))) or 0


def unread_bytes() -> int:
    """How much of the journal is still to be read."""
    folder = config().journal_dir
    return follow.left_behind(folder, _offsets(folder), now())


def recent_gaps(since: timedelta) -> list[JournalGap]:
    """What was found to be missing lately, the newest first."""
    query = select(JournalGap).where(JournalGap.found_at > now() - since)
    return list(db.session.scalars(query.order_by(JournalGap.found_at.desc(), JournalGap.offset.desc())))
