"""Reads whole folders of journal files: again, or to make the records of calls anew."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.db import db, every_company
from app.journal.follow import Placed, read_part
from app.journal.service import DATABASE_TROUBLE, batches, line_of, one_at_a_time, without_collection
from app.ports.journal import fold, next_run
from switch.journal_files import every_file

log = logging.getLogger(__name__)


def read_again(folder: Path) -> int:
    """Take in what the record lacks of the files in *folder*, and return how many lines were new.

    Rows that exist stay as they are.
    """
    return _read(folder, 0)


def rebuild(folder: Path) -> int:
    """Make the records of the calls in *folder* anew, and return how many lines its files have.

    Calls of which the files have no beginning, and calls in progress, stay as they are.
    """
    with every_company():
        run = next_run()()
        db.session.rollback()
    return _read(folder, run)


def _read(folder: Path, run: int) -> int:
    count = 0
    with every_company(), without_collection():
        for lines in _lines(folder):
            for batch in batches(lines):
                count += _take(batch, run)
    return count


def _lines(folder: Path) -> Iterator[Sequence[Placed]]:
    for path in every_file(folder):
        offset = 0
        while part := read_part(path, offset, is_over=True):
            offset = part.until
            yield part.lines


def _take(batch: Sequence[Placed], run: int) -> int:
    try:
        with one_at_a_time():
            count = fold()([line_of(each) for each in batch], run)
            db.session.commit()
    except DATABASE_TROUBLE:
        raise
    except Exception:  # a process edge, as when following
        db.session.rollback()
        if len(batch) > 1:
            middle = len(batch) // 2
            return _take(batch[:middle], run) + _take(batch[middle:], run)
        log.exception("nothing can be derived from the line at byte %d", batch[0].offset)
        return 0
    return count
