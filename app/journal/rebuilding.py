"""Reads whole folders of journal files: again, or to make the records of calls anew."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.db import db, every_company
from app.journal.follow import (
    LOST,
    SHORTENED,
    Part,
    Placed,
    read_part,
    readable_files,
    strangers,
    trouble_with,
    unreadable,
)
from app.journal.noting import write_notes
from app.journal.service import DATABASE_TROUBLE, batches, line_of, without_collection
from app.journal.turns import one_at_a_time, only_reader
from app.ports.journal import FoldOfFolder, fold_of_folder
from switch.journal_files import readable

log = logging.getLogger(__name__)


@dataclass
class FolderReport:
    """Describes what was read of a folder: how many *lines* are in the record now that were not; how many were
    *passed_over* as nothing can be made of them; which files are *unreadable*, or only in part, and which were
    *ignored* because their names are not those of journal files."""

    lines: int = 0
    passed_over: int = 0
    unreadable: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Return whether everything in the folder could be read."""
        return not (self.passed_over or self.unreadable or self.ignored)


def read_again(folder: Path) -> int:
    """Take in what the record lacks of the files in *folder*, and return how many lines were new.

    Rows that exist stay as they are.
    """
    return read_folder(folder, is_anew=False).lines


def rebuild(folder: Path) -> int:
    """Make the records of the calls in *folder* anew, and return how many lines of its files they have.

    Calls stay as they are if the files don't have all of what is known of them.
    """
    return read_folder(folder, is_anew=True).lines


def read_folder(folder: Path, is_anew: bool) -> FolderReport:
    """Do one or the other, and report what could not be read. A file that can't be read stops no other.

    Raise OtherReads if another process does so already.
    """
    report = FolderReport()
    with only_reader(), every_company(), without_collection():
        write_notes()
        take = fold_of_folder()(is_anew)
        db.session.rollback()
        for part in parts_of(folder, report):
            for batch in batches(part.lines):
                report.lines += _take(batch, take, report)
    return report


def parts_of(folder: Path, report: FolderReport) -> Iterator[Part]:
    """Yield all that can be read in *folder*, by its days, and note in *report* what can't be."""
    report.ignored += strangers(folder)
    report.unreadable += [str(folder)] if trouble_with(folder) else unreadable(folder)
    for path in readable_files(folder):
        try:
            yield from _parts_of_file(path, report)
            is_read = not readable(path).is_damaged
        except OSError as problem:
            log.error("%s can't be read: %s", path, problem)
            is_read = False
        if not is_read:
            report.unreadable.append(path.name)
    for name in report.unreadable:
        log.error("%s can't be read, or not all of it", folder / name)


def _parts_of_file(path: Path, report: FolderReport) -> Iterator[Part]:
    offset = 0
    while part := read_part(path, offset, is_over=True):
        offset = part.until
        for gap in part.gaps:
            if gap.reason not in (LOST, SHORTENED):
                log.error("%s: %s at byte %d (%d bytes)", path, gap.reason, gap.offset, gap.size_bytes)
                report.passed_over += gap.count
        yield part


def _take(batch: Sequence[Placed], take: FoldOfFolder, report: FolderReport) -> int:
    try:
        with one_at_a_time():
            count = take([line_of(each) for each in batch])
            db.session.commit()
    except DATABASE_TROUBLE:
        raise
    except Exception:  # a process edge, as when following
        db.session.rollback()
        if len(batch) > 1:
            middle = len(batch) // 2
            return _take(batch[:middle], take, report) + _take(batch[middle:], take, report)
        log.exception("nothing can be derived from the line at byte %d", batch[0].offset)
        report.passed_over += 1
        return 0
    return count
