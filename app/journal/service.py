"""From the files into the tables. Lines, what is derived from them, and the position are committed together."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from app.current import config
from app.db import db, every_company, now
from app.derived import all_derived
from app.journal.follow import Position, left_behind, read_on
from app.journal.models import JournalLine, JournalPosition

Line = dict[str, Any]
BATCH = 500


def ingest() -> int:
    """Read on to the end of the journal; returns how many lines were new. Doing it again changes nothing."""
    folder = config().journal_dir
    count = 0
    with every_company():
        while True:
            row = db.session.get(JournalPosition, str(folder)) or JournalPosition(folder=str(folder), file="", offset=0)
            lines, position = read_on(folder, Position(row.file, row.offset), now())
            if position == Position(row.file, row.offset):
                db.session.rollback()
                return count
            for batch in (lines[at : at + BATCH] for at in range(0, len(lines), BATCH)):
                count += _take(batch)
            row.file, row.offset = position.file, position.offset
            db.session.add(row)
            db.session.commit()


def _take(lines: list[Line]) -> int:
    new = _unknown(lines)
    db.session.add_all(JournalLine(call=line.get("call"), seq=line.get("seq"), body=line) for line in new)
    _fold(new)
    return len(new)


def _unknown(lines: list[Line]) -> list[Line]:
    calls = {line["call"] for line in lines if line.get("call")}
    rows = db.session.execute(select(JournalLine.call, JournalLine.seq).where(JournalLine.call.in_(calls)))
    known = {(call, seq) for call, seq in rows}
    new = []
    for line in lines:
        name = (line.get("call"), line.get("seq"))
        if name[0] is None or name not in known:
            known.add(name)
            new.append(line)
    return new


def _fold(lines: Iterable[Line]) -> None:
    for line in lines:
        for derived in all_derived():
            derived.fold(line)
    db.session.flush()


def rebuild() -> int:
    """Derive everything again from the lines that the database has; returns how many there were."""
    count = 0
    with every_company():
        for derived in all_derived():
            derived.forget()
        for line in db.session.scalars(select(JournalLine).order_by(JournalLine.id)).yield_per(BATCH):
            _fold([line.body])
            count += 1
        db.session.commit()
    return count


def lines_of(call: str) -> list[Line]:
    """The steps of one call, in their order."""
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
    row = db.session.get(JournalPosition, str(folder))
    return left_behind(folder, Position(row.file, row.offset) if row else Position())
