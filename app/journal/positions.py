"""Remembers how far each file of the journal has been read.

A position is checked, not trusted: the database may be restored, and a file may be shorter or another one than it was.
"""

import logging
from pathlib import Path

from sqlalchemy import select

from app.db import db, now
from app.journal.follow import (
    CUT,
    Gap,
    Tail,
    beginning,
    changed_files,
    find_line,
    has_line,
    readable_files,
    tail_of,
)
from app.journal.models import JournalGap, JournalPosition
from app.port import Memory
from switch.journal_files import journal_files, open_file, plain_name, readable, size_of

log = logging.getLogger(__name__)

_checked: Memory[dict[str, tuple[int, int]]] = Memory(dict)
"""By file: the position that was checked, and when the file had been changed last by then."""


def offsets(folder: Path) -> dict[str, int]:
    """Return how far each file has been read, as the database says."""
    columns = select(JournalPosition.file, JournalPosition.offset)
    return {file: offset for file, offset in db.session.execute(columns.where(JournalPosition.folder == str(folder)))}  # noqa: C416


def checked_offsets(folder: Path) -> tuple[dict[str, int], list[str]]:
    """Return how far each file has been read, and the names of the files whose position was wrong.

    For these, the first result has from where to read now, according to what is known of the last line. A file that
    can't be read keeps its position.
    """
    rows = db.session.scalars(select(JournalPosition).where(JournalPosition.folder == str(folder)))
    known = {row.file: row for row in rows}
    read = {file: row.offset for file, row in known.items()}
    wrong = []
    for path in readable_files(folder):
        row = known.get(plain_name(path.name))
        if row is None:
            continue
        try:
            tail = None if _is_checked(path, row) else _checked_tail(path, row)
        except OSError as problem:
            log.error("%s can't be read: %s", path, problem)
            continue
        if tail is not None and tail[0] != row.offset:
            wrong.append(row.file)
            _note_wrong(folder, row, *tail)
            read[row.file] = row.offset
    return read, wrong


def _is_checked(path: Path, row: JournalPosition) -> bool:
    now_is = row.offset, path.stat().st_mtime_ns
    is_known = _checked().get(row.file) == now_is
    _checked()[row.file] = now_is
    return is_known


def _checked_tail(path: Path, row: JournalPosition) -> tuple[int, Tail | None]:
    """Return the position if it is right, else the end of the last line that was read, else 0; and what stands
    before it."""
    begins, offset = beginning(path), 0
    if row.last_at is None or row.last_sha is None:
        is_same_file = not (row.begins and begins and begins != row.begins)
        offset = row.offset if is_same_file and _goes_to(path, row.offset) else 0
    elif _goes_to(path, row.offset) and has_line(path, row.last_at, row.offset, row.last_sha):
        return row.offset, Tail(row.last_at, row.last_sha)
    elif found := find_line(path, row.offset - row.last_at, row.last_sha):
        offset = found[1]
    with open_file(path) as file:
        return offset, tail_of(file, offset)


def _goes_to(path: Path, offset: int) -> bool:
    return size_of(path) >= offset or readable(path).size_bytes >= offset


def _note_wrong(folder: Path, row: JournalPosition, offset: int, tail: Tail | None) -> None:
    note_gaps(folder, row.file, [Gap(offset, abs(row.offset - offset), CUT)])
    row.offset = offset
    row.last_at, row.last_sha = tail or (None, None)
    row.begins = beginning_of(folder, row.file)
    db.session.commit()


def beginning_of(folder: Path, file: str) -> str | None:
    """Return the hash that tells the file from another one of its name."""
    found = next((path for path in journal_files(folder) if plain_name(path.name) == file), None)
    return beginning(found) if found else None


def set_position(folder: Path, file: str, offset: int, tail: Tail | None) -> None:
    """Note that the file has been read up to *offset*. *tail* is the line that ended there, or the bytes before."""
    row = db.session.get(JournalPosition, (str(folder), file))
    if row is None:
        row = JournalPosition(folder=str(folder), file=file)
        db.session.add(row)
    if not row.begins or not offset:
        row.begins = beginning_of(folder, file)
    row.offset = offset
    row.last_at, row.last_sha = tail or (None, None)


def note_gaps(folder: Path, file: str, gaps: list[Gap]) -> None:
    """Note what could not be read of *file*, and commit."""
    if not gaps:
        return
    for gap in gaps:
        log.warning("%s: %s at byte %d (%d bytes)", folder / file, gap.reason, gap.offset, gap.size_bytes)
        found = db.session.merge(JournalGap(folder=str(folder), file=file, **vars(gap)))
        if gap.reason == CUT:  # it may happen again at the same place
            found.found_at = now()
    db.session.commit()


def is_read(folder: Path) -> bool:
    """Return whether all files have been read to their ends."""
    return not changed_files(folder, offsets(folder))
