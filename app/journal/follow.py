"""Reading on in a folder of journal files, one a day, from where one stopped in each.

Only a name such as 2026-11-29.jsonl is one of a journal file. A file of which no position is known has not been read,
whatever its day: the machine's clock may have been wrong.

What can't be read is set aside as a ``Gap`` and counted, and the line behind it is read: whatever is wrong with one
line, it holds no other up.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from designer.runtime.effects import EFFECTS
from designer.runtime.events import EVENTS
from designer.runtime.journal_line import MOST_LINE_BYTES
from switch.journal_files import ENDING, day_of, journal_files

Line = dict[str, Any]
CHUNK_BYTES = 1_000_000
BEGINNING_BYTES = 400
DAY = timedelta(days=1)
MIDNIGHT = timedelta(seconds=10)
"""For so long a new day (UTC) waits for the workers of the switch that still write what happened before it."""

GROWING_DAYS = 3
"""To the files of the last so many days a switch may still add something: what its full disk did not take at once."""

LOST = "lines_lost"
NOT_OF_A_CALL = ("switch_started", "fault", "queue", LOST)
TORN, TOO_LONG, NO_LINE, SHORTENED, UNFIT = "torn", "too_long", "no_line", "shortened", "unfit"
CUT = "cut"
MOST_NUMBER = 2**31 - 1
"""The greatest that the database keeps of a number."""

MOST_AT_MS = 10**14


@dataclass(frozen=True)
class Placed:
    """A line, and where it stands in its file: from byte *offset* to before *end*."""

    line: Line
    offset: int
    end: int


@dataclass(frozen=True)
class Gap:
    """Something that is not in the lines, from byte *offset* of a file on. *reason*: TORN, its end is missing, as after
    a crash; TOO_LONG; NO_LINE, it means nothing to us; SHORTENED, the switch left a part out; LOST, the switch could
    not write *count* lines; UNFIT, nothing could be derived from it; CUT, the file had been read *size_bytes* further
    than it goes now, or is another one, so it is read again."""

    offset: int
    size_bytes: int
    reason: str
    count: int = 1


@dataclass(frozen=True)
class Part:
    """Of *file*, what stands up to byte *until*, which is 0 where all has to be read again."""

    file: str
    until: int
    lines: list[Placed]
    gaps: list[Gap]


def read_on(folder: Path, read: Mapping[str, int], at: datetime) -> Part | None:
    """The next part, about a megabyte at most, behind what was *read*: how many bytes of each file. None: nothing yet.

    A line that has no end yet is left for later, unless by *at*, now, a later day has begun in which nobody ends it.
    """
    names = growing(folder, read, at)
    for place, name in enumerate(names):
        if _is_just_beginning(name, at):
            continue
        is_over = place + 1 < len(names) and at >= _began(names[place + 1]) + MIDNIGHT
        if part := _read(folder / name, read.get(name, 0), is_over):
            return part
    return None


def growing(folder: Path, read: Mapping[str, int], at: datetime) -> list[str]:
    """The files that may hold something that was not *read*, by their days: those that are new, those of the last days,
    and those of days to come."""
    names = [path.name for path in journal_files(folder) if _is_readable(path)]
    begun = [name for name in names if _began(name) <= at]
    last = set(begun[-GROWING_DAYS:])
    return [name for name in names if name not in read or name in last or _began(name) > at]


def left_behind(folder: Path, read: Mapping[str, int], at: datetime) -> int:
    """How many bytes are still to be read."""
    sizes = {name: (folder / name).stat().st_size for name in growing(folder, read, at)}
    return sum(size - read.get(name, 0) if size >= read.get(name, 0) else size for name, size in sizes.items())


def beginning(path: Path) -> str | None:
    """What tells a file from another one of its name, as nobody changes the first line. None: it has none yet."""
    if not _is_readable(path):
        return None
    with path.open("rb") as file:
        first = file.readline(BEGINNING_BYTES)
    is_whole = first.endswith(b"\n") or len(first) == BEGINNING_BYTES
    return hashlib.sha256(first).hexdigest() if is_whole else None


def unreadable(folder: Path) -> list[str]:
    """What is called like a file of the journal and can't be read, such as a folder. The others are read meanwhile."""
    return [path.name for path in journal_files(folder) if not _is_readable(path)]


def strangers(folder: Path) -> list[str]:
    """What is called nearly like a file of the journal, such as a copy of one. It is not read."""
    return sorted(path.name for path in folder.glob(f"*{ENDING}") if not day_of(path.name))


def of_the_future(folder: Path, at: datetime) -> list[str]:
    """Files of days that are yet to come: the machine's clock was wrong. They are read at once."""
    return [path.name for path in journal_files(folder) if _began(path.name) > at + DAY]


def _is_readable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.R_OK)


def _began(name: str) -> datetime:
    day = day_of(name)
    assert day
    return datetime.combine(day, time(), UTC)


def _is_just_beginning(name: str, at: datetime) -> bool:
    """Whether something may still be written to the file of the day before."""
    return at < _began(name) + MIDNIGHT and _began(name) <= at + DAY


def _read(path: Path, offset: int, is_over: bool) -> Part | None:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size < offset:
            return Part(path.name, 0, [], [Gap(size, offset - size, CUT)])
        file.seek(offset)
        data = file.read(CHUNK_BYTES)
        whole = data.rfind(b"\n") + 1
        if whole:
            return _part(path.name, offset, data[:whole])
        size, has_end = _first_line(file, data)
    if not size or not (has_end or is_over):
        return None
    return Part(path.name, offset + size, [], [Gap(offset, size, TOO_LONG if size > MOST_LINE_BYTES else TORN)])


def _first_line(file: Any, data: bytes) -> tuple[int, bool]:
    """Of a line that begins with *data*, which stops before its end: its size, and whether it has an end."""
    size = len(data)
    while data:
        data = file.read(CHUNK_BYTES)
        if (end := data.find(b"\n") + 1) > 0:
            return size + end, True
        size += len(data)
    return size, False


def _part(name: str, offset: int, data: bytes) -> Part:
    lines, gaps, end = [], [], offset
    for raw in data.splitlines(keepends=True):
        start, end = end, end + len(raw)
        line = _line(raw) if len(raw) <= MOST_LINE_BYTES else None
        if line is not None:
            lines.append(Placed(line, start, end))
        gaps += [Gap(start, len(raw), reason, count) for reason, count in _troubles(raw, line)]
    return Part(name, end, lines, gaps)


def _troubles(raw: bytes, line: Line | None) -> Iterator[tuple[str, int]]:
    if line is not None:
        if line["event"]["type"] == LOST:
            yield LOST, line["event"]["lines"]
        if "shortened" in line:
            yield SHORTENED, 1
    elif len(raw) > MOST_LINE_BYTES:
        yield TOO_LONG, 1
    elif raw.strip():
        yield NO_LINE if raw.rstrip().endswith(b"}") else TORN, 1


def _line(raw: bytes) -> Line | None:
    try:
        line: Line = json.loads(raw)
        _check(line)
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return None
    return line


def _check(line: Line) -> None:
    """Raises ValueError, KeyError or TypeError unless this is a line as ``switch/journal.py`` writes it."""
    event = line["event"]
    if line["v"] != 1 or not isinstance(line["switch"], str):
        raise ValueError("another format")
    if not _is_number(line["at"], MOST_AT_MS) or not _is_number(event["at"], MOST_AT_MS):
        raise ValueError("no time")
    if line["call"] is None:
        if event["type"] not in NOT_OF_A_CALL or not _is_number(event.get("lines", 0)):
            raise ValueError("of no call")
        if event["type"] == LOST and "lines" not in event:
            raise ValueError("lost how many?")
        return
    if not isinstance(line["call"], str) or not _is_number(line["seq"]):
        raise ValueError("no step of a call")
    EVENTS.check(event)
    for effect in line["effects"]:
        EFFECTS.check(effect)


def _is_number(value: Any, most: int = MOST_NUMBER) -> bool:
    return isinstance(value, int) and 0 <= value <= most
