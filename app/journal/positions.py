"""Remembers how far each file of the journal has been read.

A position is checked, not trusted: the database may be restored, and a file may be shorter or another one than it was.
"""

import logging
from collections.abc import Mapping
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
    tail_of,
)
from app.journal.models import JournalGap, JournalPosition
from app.port import Memory
from switch.journal_files import State, has_readable, open_file, readable, size_of

log = logging.getLogger(__name__)

_checked: Memory[dict[str, tuple[int, State]]] = Memory(dict)
"""By file: the position that was checked, and the state in which the file was then."""


def offsets(folder: Path) -> dict[str, int]:
    """Return how far each file has been read, as the database says."""
    columns = select(JournalPosition.file, JournalPosition.offset)
    return {file: offset for file, offset in db.session.execute(columns.where(JournalPosition.folder == str(folder)))}  # noqa: C416


def checked_offsets(folder: Path, found: Mapping[str, State]) -> tuple[dict[str, int], list[str]]:
    """Return how far each file has been read, and the names of the files whose position was wrong.

    For these, the first result has from where to read now, according to what is known of the last line. A file that
    can't be read keeps its position. *found* has the states of the files: a position is checked once in each.
    """
    read = offsets(folder)
    wrong, checked = [], _checked()
    for file, state in found.items():
        if file not in read or checked.get(file) == (read[file], state) or not has_readable(folder / file):
            continue
        row = db.session.get_one(JournalPosition, (str(folder), file))
        try:
            tail = _checked_tail(folder / file, row)
        except OSError as problem:
            log.error("%s can't be read: %s", folder / file, problem)
            continue
        checked[file] = row.offset, state
        if tail[0] != row.offset:
            wrong.append(row.file)
            _note_wrong(folder, row, *tail)
            read[row.file] = row.offset
    return read, wrong


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
    row.begins = beginning(folder / row.file)
    db.session.commit()


def set_position(folder: Path, file: str, offset: int, tail: Tail | None) -> None:
    """Note that the file has been read up to *offset*. *tail* is the line that ended there, or the bytes before."""
    row = db.session.get(JournalPosition, (str(folder), file))
    if row is None:
        row = JournalPosition(folder=str(folder), file=file)
        db.session.add(row)
    if not row.begins or not offset:
        row.begins = beginning(folder / file)
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
