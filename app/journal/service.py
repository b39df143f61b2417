"""Reads the files of the journal into the record of calls.

What is folded and the position in the file are committed together.
"""

import gc
import json
import logging
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import InterfaceError, OperationalError

from app.config import config
from app.db import db, every_company, now
from app.gateways.folder_watch import FolderWatch
from app.journal import follow
from app.journal.follow import UNFIT, Gap, Part, Placed, Tail, read_on, sha
from app.journal.models import JournalGap
from app.journal.noting import write_notes
from app.journal.positions import checked_offsets, note_gaps, offsets, set_position
from app.journal.texts import completed
from app.journal.turns import one_at_a_time
from app.port import Memory
from app.ports.journal import WrittenEntry, fold
from designer.runtime.journal_entries import entry_of
from switch.journal_files import State, has_readable, states

TRANSACTION = 5_000
"""Lines that are committed together: meanwhile nobody else can write, and the worker lets calls go first."""

LOOK_AROUND_S = 60.0
"""Between two looks at files that can't be read."""

LONGEST_S = 0.2
"""How long a look at the journal waits for new lines: what else is to be done comes then, too."""

OTHERS_S = 0.005
"""Between two transactions, so that others who wait to write get a turn."""

DATABASE_TROUBLE = (OperationalError, InterfaceError)
"""No fault of the line: it is taken once the database is there again, and has room."""

log = logging.getLogger(__name__)


@dataclass
class Report:
    """Describes how many *lines* were new, which files were read *again* because their position was wrong, and which
    are *unreadable*, or only in part."""

    lines: int = 0
    again: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


class _Seen:
    """Remembers between two readings what need not be looked at again."""

    def __init__(self) -> None:
        self.settled: dict[str, tuple[int, State]] = {}
        """Files that ended where they had been read to, and the states in which they were."""
        self.named: set[str] = set()
        """Files that the log has named as unreadable."""
        self.looked_at = -inf
        """When all files were looked at, by the clock of ``time.monotonic``."""


_seen: Memory[_Seen] = Memory(_Seen)
_watch: Memory[dict[Path, FolderWatch]] = Memory(dict)


def ingest() -> int:
    """Read on to the end of the journal, and return how many lines were new. Doing it again changes nothing.

    Files that can't be read are looked for, and logged, only once a minute.
    """
    report = _follow()
    if time.monotonic() - _seen().looked_at >= LOOK_AROUND_S:
        _look_around(report)
    return report.lines


def ingest_what_comes() -> int:
    """Wait until something is written, no longer than LONGEST_S, and do the same."""
    _watch().setdefault(config().journal_dir, FolderWatch(config().journal_dir)).wait(LONGEST_S)
    return ingest()


def follow_journal() -> Report:
    """Do the same, and report what can't be read."""
    report = _follow()
    _look_around(report)
    return report


def _follow() -> Report:
    write_notes()
    folder = config().journal_dir
    report = Report()
    failed: set[str] = set()
    with every_company(), without_collection():
        found = states(folder)
        read, report.again = checked_offsets(folder, found)
        is_begun = bool(read)
        files = _files(folder, found, read)
        while part := read_on(folder, read, now(), failed, files):
            are_new = is_begun and part.file not in report.again and part.file >= max(read, default="")
            report.lines += _take_part(folder, part, are_new)
            read[part.file] = part.until
        db.session.rollback()
    report.unreadable = sorted(failed)
    _settle(folder, [name for name, may_be_new in files.items() if may_be_new and name not in failed], found, read)
    return report


def _files(folder: Path, found: Mapping[str, State], read: Mapping[str, int]) -> dict[str, bool]:
    """Return the names of the files that can be read, and whether there may be anything new in each."""
    settled = _seen().settled
    is_new = {name: settled.get(name) != (read.get(name, 0), state) for name, state in found.items()}
    return {name: may_be_new for name, may_be_new in is_new.items() if not may_be_new or has_readable(folder / name)}


def _settle(folder: Path, names: Sequence[str], found: Mapping[str, State], read: Mapping[str, int]) -> None:
    """Remember which of the files end where they were read to. One that has grown has another state next time."""
    for name in names:
        with suppress(OSError):
            if not follow.is_changed(folder / name, read.get(name, 0)):
                _seen().settled[name] = read.get(name, 0), found[name]


def _look_around(report: Report) -> None:
    """Add to *report* what can't be read, and log what has not been logged."""
    folder, seen = config().journal_dir, _seen()
    report.unreadable = sorted({*report.unreadable, *unreadable()})
    db.session.rollback()
    report.unreadable += [str(folder)] if follow.trouble_with(folder) else []
    for name in {*report.unreadable} - seen.named:
        log.error("%s can't be read, or not all of it; whatever else there is, is read", folder / name)
    seen.named, seen.looked_at = {*report.unreadable}, time.monotonic()


def unreadable() -> list[str]:
    """Return the names of files that can't be read, or only in part."""
    folder = config().journal_dir
    return sorted({*follow.unreadable(folder), *follow.damaged(folder, offsets(folder))})


def _take_part(folder: Path, part: Part, are_new: bool) -> int:
    _sync(folder / part.file)
    note_gaps(folder, part.file, part.gaps)
    count = 0
    for lines in batches(part.lines):
        count += _take_batch(folder, part.file, lines, are_new)
    if not part.lines or part.lines[-1].end != part.until:
        set_position(folder, part.file, part.until, part.tail)
        db.session.commit()
    return count


def _sync(path: Path) -> None:
    """Write the lines to the disk before the database knows of them.

    A switch that answers a call can't wait for that. Without it, a power failure would leave calls in the record
    that the journal lacks.
    """
    if path.is_file():
        with path.open("rb") as file:
            os.fdatasync(file.fileno())


def batches(lines: Sequence[Placed]) -> Iterator[Sequence[Placed]]:
    """Yield *lines* in parts for one transaction each, with a moment for others in between."""
    for at in range(0, len(lines), TRANSACTION):
        if at:
            time.sleep(OTHERS_S)
        yield lines[at : at + TRANSACTION]


def _take_batch(folder: Path, file: str, batch: Sequence[Placed], are_new: bool) -> int:
    """Take the lines, except for those that can't be folded, and return how many were new."""
    try:
        with one_at_a_time():
            count = fold()([line_of(each) for each in batch], are_new)
            set_position(folder, file, batch[-1].end, _tail(batch[-1]))
            db.session.commit()
    except DATABASE_TROUBLE:
        raise
    except Exception:  # a process edge: one company's line must not keep those of all others out
        db.session.rollback()
        if len(batch) > 1:
            middle = len(batch) // 2
            first = _take_batch(folder, file, batch[:middle], are_new)
            return first + _take_batch(folder, file, batch[middle:], are_new)
        log.exception("%s: nothing can be derived from the line at byte %d", folder / file, batch[0].offset)
        note_gaps(folder, file, [Gap(batch[0].offset, batch[0].end - batch[0].offset, UNFIT)])
        set_position(folder, file, batch[0].end, _tail(batch[0]))
        db.session.commit()
        return 0
    return count


def _tail(last: Placed) -> Tail:
    return Tail(last.offset, sha(last.raw))


def line_of(placed: Placed) -> WrittenEntry:
    """Return the entry and its line, with the texts of its program."""
    if "program" not in placed.line:
        return placed.entry, placed.raw.decode().rstrip()
    line = completed(placed.line)
    return entry_of(line), json.dumps(line, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def without_collection() -> Iterator[None]:
    """Turn the garbage collector off meanwhile.

    Lines are trees of many small objects, and looking for cycles among them took a quarter of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def unread_bytes() -> int:
    """Return how much of the journal is still to be read."""
    folder = config().journal_dir
    return follow.left_behind(folder, offsets(folder))


def recent_gaps(since: timedelta) -> list[JournalGap]:
    """Return the gaps that were found in the last *since*, newest first."""
    query = select(JournalGap).where(JournalGap.found_at > now() - since)
    return list(db.session.scalars(query.order_by(JournalGap.found_at.desc(), JournalGap.offset.desc())))
