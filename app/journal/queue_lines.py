"""Reads the lines of a company's queues from the journal's files, from a moment on."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast

from app.config import config
from app.journal.follow import readable_files
from app.moments import moment
from designer.runtime.journal_entries import Entry, QueueStep, SwitchStarted, entry_in
from switch.journal_files import day_of, is_readable, open_file
from switch.unpacking import PACKED

QUEUE, STARTED = b'"type":"queue"', b'"type":"switch_started"'
"""What the lines have in them: only these are read whole."""

AT = re.compile(rb'"at":(\d{1,15})\b')
LATE = timedelta(minutes=1)
"""How much later than another line one may be written that tells of something earlier."""

NEAR_BYTES = 200_000
"""How near to the beginning of a period the search in a file comes; from there on, lines are read."""


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
        if is_readable(path) and not path.name.endswith(PACKED):
            _skip(file, begins - LATE)
        for raw in file:
            if (QUEUE in raw or STARTED in raw) and (entry := entry_in(raw)) is not None:
                at = moment(entry.at)
                if at > ends + LATE:
                    return
                if begins <= at < ends and _is_meant(entry, company):
                    yield cast(QueueStep | SwitchStarted, entry)


def _is_meant(entry: Entry, company: str) -> bool:
    return isinstance(entry, SwitchStarted) or (isinstance(entry, QueueStep) and entry.company == company)


def _skip(file: BinaryIO, until: datetime) -> None:
    """Go to a line before *until*, not far from it: lines are in the order of time, but for a few moments."""
    low, high = 0, file.seek(0, 2)
    until_ms = round(until.timestamp() * 1000)
    while high - low > NEAR_BYTES:
        middle = (low + high) // 2
        file.seek(middle)
        file.readline()
        if (at := _next_at(file)) is not None and at < until_ms:
            low = middle
        else:
            high = middle
    file.seek(low)
    if low:
        file.readline()


def _next_at(file: BinaryIO) -> int | None:
    """Return the moment of the next line, in ms since 1970; None if there is none."""
    found = AT.search(file.readline())
    return int(found[1]) if found else None
