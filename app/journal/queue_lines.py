"""Reads the lines of a company's queues from the journal's files, from a moment on."""

import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast

from app.config import config
from app.journal.follow import readable_files
from designer.runtime.journal_entries import Entry, QueueStep, SwitchStarted, entry_in
from switch.journal_files import day_of, is_readable, open_file
from switch.unpacking import PACKED

QUEUE, STARTED = b'"type":"queue"', b'"type":"switch_started"'
"""What the lines have in them: only these are read whole."""

AT = re.compile(rb'"at":(\d{1,15})\b')
LATE = timedelta(minutes=1)
"""How much later than another line one may be written that tells of something earlier."""

NEAR_BYTES, MOST_LOOKS = 200_000, 1000
"""How near to the beginning and the end of a period the search in a file comes, and at how many places it looks."""


def queue_lines(company: str, begins: datetime, ends: datetime) -> Iterator[QueueStep | SwitchStarted]:
    """Yield, in their order, the steps of the queues of *company* in [begins, ends), and the starts of switches.

    A period may begin and end in another day, in UTC, than its files are named for.
    """
    for path in readable_files(config().journal_dir):
        day = day_of(path.name)
        if day and (begins - LATE).date() <= day <= (ends + LATE).date():
            yield from _in_file(path, company, begins, ends)


def _in_file(path: Path, company: str, begins: datetime, ends: datetime) -> Iterator[QueueStep | SwitchStarted]:
    with open_file(path) as file:
        left = sys.maxsize
        if is_readable(path) and not path.name.endswith(PACKED):
            left = _narrowed(file, _ms(begins - LATE), _ms(ends + LATE))
        first, last = _ms(begins), _ms(ends)
        for raw in file:
            if (QUEUE in raw or STARTED in raw) and first <= (_at(raw) or 0) < last:
                entry = entry_in(raw)
                if entry is not None and _is_meant(entry, company):
                    yield cast(QueueStep | SwitchStarted, entry)
            left -= len(raw)
            if left <= 0:
                return


def _is_meant(entry: Entry, company: str) -> bool:
    return isinstance(entry, SwitchStarted) or (isinstance(entry, QueueStep) and entry.company == company)


def _narrowed(file: BinaryIO, since: int, until: int) -> int:
    """Go to a line before the first one in [since, until], and return how many bytes to read from there.

    It looks at lines here and there in the whole file: they are in the order of time only until a clock is set back.
    """
    size = file.seek(0, 2)
    step = max(NEAR_BYTES, size // MOST_LOOKS)
    marks = [(place, _at_from(file, place)) for place in range(0, size, step)]
    before = [place for place, at in marks if at is not None and at < since]
    first = next((place for place, at in marks if at is None or at >= since), size)
    begin = max((place for place in before if place < first), default=0)
    end = max((place for place, at in marks if at is None or at <= until), default=0) + 2 * step
    file.seek(begin)
    if begin:
        end -= len(file.readline())
    return end - begin


def _at_from(file: BinaryIO, place: int) -> int | None:
    """Return the moment of the line that follows the one at *place*; None if there is none."""
    file.seek(place)
    if place:
        file.readline()
    return _at(file.readline())


def _at(raw: bytes) -> int | None:
    """Return the moment of a line, in ms since 1970."""
    found = AT.search(raw)
    return int(found[1]) if found else None


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
