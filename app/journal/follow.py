"""Reads on in a folder of journal files, one a day, from where the last reading stopped in each.

Only a name such as 2026-11-29.jsonl is one of a journal file; 2026-11-29.jsonl.gz is the same file packed. A file of
which no position is known has not been read, whatever its day: the machine's clock may have been wrong.

What can't be read is set aside as a ``Gap`` and counted, and the line behind it is read: whatever is wrong with one
line, it holds no other up.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from designer.runtime.journal_entries import Entry, LinesLost, entry_of
from designer.runtime.journal_line import MOST_LINE_BYTES
from switch.journal_files import (
    ENDING,
    day_of,
    has_readable,
    journal_files,
    open_file,
    plain_name,
    readable,
    size_of,
    unreadable_files,
)

JsonObject = dict[str, Any]
DECODE = json.JSONDecoder().raw_decode
"""Takes half as long as ``json.loads``, which looks for space around the text by regular expressions."""

CHUNK_BYTES = 1_250_000
BEGINNING_BYTES = 400
MIDNIGHT = timedelta(seconds=10)
"""For so long a new day (UTC) waits for the workers of the switch that still write what happened before it."""
TAIL_BYTES = 4096

LOST = "lines_lost"
TORN, TOO_LONG, NO_LINE, SHORTENED, UNFIT = "torn", "too_long", "no_line", "shortened", "unfit"
CUT = "cut"


class Placed(NamedTuple):
    """Describes an entry, the *line* of JSON that holds it, its *raw* bytes, and where these stand: from *offset* to
    *end*."""

    entry: Entry
    line: JsonObject
    raw: bytes
    offset: int
    end: int


@dataclass(frozen=True)
class Gap:
    """Describes something that can't be read, or was never written, from byte *offset* of a file on.

    *reason* is TORN if its end is missing, as after a crash; TOO_LONG if it is longer than any line may be; NO_LINE
    if it is no line of a journal; SHORTENED if the switch left a part out; LOST if the switch could not write
    *count* lines; UNFIT if nothing could be derived from it; CUT if the file had been read *size_bytes* further
    than it goes now, or is another one, so it is read again.
    """

    offset: int
    size_bytes: int
    reason: str
    count: int = 1


class Tail(NamedTuple):
    """Describes the last bytes that were read, from byte *begin* on, by their hash."""

    begin: int
    sha: str


@dataclass(frozen=True)
class Part:
    """Describes what a file has up to byte *until*; *until* is 0 if all of it has to be read again.

    *tail* is what stands before *until*, if that is no line.
    """

    file: str
    until: int
    lines: list[Placed]
    gaps: list[Gap]
    tail: Tail | None = None


def read_on(
    folder: Path,
    read: Mapping[str, int],
    at: datetime,
    failed: set[str] | None = None,
    files: Mapping[str, bool] | None = None,
) -> Part | None:
    """Return the next part, about a megabyte at most, behind what was *read*; None if there is nothing new.

    *read* has how many bytes of each file were read. A line that has no end yet is left for later, unless by *at*,
    now, a later day has begun, on which nobody ends it. The names of files that could not be read are added to
    *failed*; files whose names are in there are left out. *files*, if the caller knows it, has the names of all that
    can be read, by their days, and whether there may be anything new in each.
    """
    failed = set() if failed is None else failed
    files = dict.fromkeys([plain_name(path.name) for path in readable_files(folder)], True) if files is None else files
    names = [*files]
    for place, name in enumerate(names):
        if not files[name] or name in failed or _is_just_beginning(name, at):
            continue
        path = folder / name
        is_over = place + 1 < len(names) and at >= _began(names[place + 1]) + MIDNIGHT
        try:
            part = read_part(path, read.get(name, 0), is_over) if is_changed(path, read.get(name, 0)) else None
        except OSError:
            failed.add(name)
            continue
        if part:
            return part
    return None


def changed_files(folder: Path, read: Mapping[str, int]) -> list[Path]:
    """Return the files that don't end where they were *read* to, by their days."""
    return [path for path in readable_files(folder) if is_changed(path, read.get(plain_name(path.name), 0))]


def is_changed(path: Path, done: int) -> bool:
    """Return whether the file does not end at byte *done*. Of a damaged one, only reading it tells its end.

    One that has been removed meanwhile has nothing new.
    """
    try:
        return size_of(path) != done and readable(path).size_bytes != done
    except FileNotFoundError:
        return False


def readable_files(folder: Path) -> list[Path]:
    """Return the files that can be read, by their days."""
    return [path for path in journal_files(folder) if has_readable(path)]


def left_behind(folder: Path, read: Mapping[str, int]) -> int:
    """Return how many bytes are still to be read."""
    found = ((readable(path).size_bytes, read.get(plain_name(path.name), 0)) for path in changed_files(folder, read))
    return sum(size - done if size >= done else size for size, done in found)


def damaged(folder: Path, read: Mapping[str, int]) -> list[str]:
    """Return the names of packed files of which some can't be read, as far as they don't end where they were *read*
    to."""
    paths = (path for path in readable_files(folder) if size_of(path) != read.get(plain_name(path.name), 0))
    return [path.name for path in paths if readable(path).is_damaged]


def trouble_with(folder: Path) -> OSError | None:
    """Return why the names in *folder* can't be read, None if they can, or if there is no folder yet."""
    try:
        next(folder.iterdir(), None)
    except FileNotFoundError:
        return None
    except OSError as problem:
        return problem
    return None


def beginning(path: Path) -> str | None:
    """Return a hash that tells a file from another one of its name; None if it has no whole line yet.

    It is the hash of the first line, which nobody changes.
    """
    if not has_readable(path):
        return None
    with open_file(path) as file:
        first = file.readline(BEGINNING_BYTES)
    is_whole = first.endswith(b"\n") or len(first) == BEGINNING_BYTES
    return hashlib.sha256(first).hexdigest() if is_whole else None


def sha(raw: bytes) -> str:
    """Return what tells a line, with its end, from any other."""
    return hashlib.sha256(raw).hexdigest()


def has_line(path: Path, begin: int, end: int, line_sha: str) -> bool:
    """Return whether the line from byte *begin* to *end* is the one with *line_sha*."""
    with open_file(path) as file:
        file.seek(begin)
        return sha(file.read(end - begin)) == line_sha


def find_line(path: Path, size: int, line_sha: str) -> tuple[int, int] | None:
    """Return where the line of *size* bytes with *line_sha* stands in the file, (begin, end); None if it doesn't."""
    end = 0
    with open_file(path) as file:
        for raw in file:
            begin, end = end, end + len(raw)
            if len(raw) == size and sha(raw) == line_sha:
                return begin, end
    return None


def unreadable(folder: Path) -> list[str]:
    """Return the names of journal files that can't be read, such as a folder. The others are read meanwhile."""
    return unreadable_files(folder)


def strangers(folder: Path) -> list[str]:
    """Return names that are nearly those of journal files, such as that of a copy. Such files are not read."""
    return sorted(path.name for path in folder.glob(f"*{ENDING}") if not day_of(path.name))


def of_the_future(folder: Path, at: datetime) -> list[str]:
    """Return the names of files of days to come: the machine's clock was wrong. They are read at once."""
    return [path.name for path in journal_files(folder) if _began(path.name) > at + MIDNIGHT]


def _began(name: str) -> datetime:
    day = day_of(name)
    assert day
    return datetime.combine(day, time(), UTC)


def _is_just_beginning(name: str, at: datetime) -> bool:
    """Return whether something may still be written to the file of the day before.

    A file of a later day was written with a wrong clock.
    """
    return abs(at - _began(name)) < MIDNIGHT


def read_part(path: Path, offset: int, is_over: bool) -> Part | None:
    """Return the next part of one file behind *offset*, about a megabyte at most; None if there is nothing yet.

    *is_over* says that nobody ends a line any more that has no end.
    """
    name = plain_name(path.name)
    size = size_of(path)
    if size < offset and (size := readable(path).size_bytes) < offset:
        return Part(name, 0, [], [Gap(size, offset - size, CUT)])
    with open_file(path) as file:
        file.seek(offset)
        data = file.read(CHUNK_BYTES)
        whole = data.rfind(b"\n") + 1
        if whole:
            return _part(file, name, offset, data[:whole])
        size, has_end = _first_line(file, data)
        if not size or not (has_end or is_over):
            return None
        reason = TOO_LONG if size > MOST_LINE_BYTES else TORN
        return Part(name, offset + size, [], [Gap(offset, size, reason)], tail_of(file, offset + size))


def tail_of(file: BinaryIO, end: int) -> Tail | None:
    """Return what stands before byte *end*; None at the beginning of the file."""
    if not end:
        return None
    begin = max(0, end - TAIL_BYTES)
    file.seek(begin)
    return Tail(begin, sha(file.read(end - begin)))


def _first_line(file: Any, data: bytes) -> tuple[int, bool]:
    """Return the size of the line that begins with *data*, and whether it has an end. *data* stops before its end."""
    size = len(data)
    while data:
        data = file.read(CHUNK_BYTES)
        if (end := data.find(b"\n") + 1) > 0:
            return size + end, True
        size += len(data)
    return size, False


def _part(file: BinaryIO, name: str, offset: int, data: bytes) -> Part:
    lines: list[Placed] = []
    gaps: list[Gap] = []
    end = offset
    for raw in data.splitlines(keepends=True):
        start, end = end, end + len(raw)
        placed = _placed(raw, start, end) if len(raw) <= MOST_LINE_BYTES else None
        if placed is None:
            gaps += [Gap(start, len(raw), reason) for reason in _trouble(raw)]
            continue
        lines.append(placed)
        if isinstance(placed.entry, LinesLost):
            gaps.append(Gap(start, len(raw), LOST, placed.entry.lines))
        if "shortened" in placed.line:
            gaps.append(Gap(start, len(raw), SHORTENED))
    is_line = lines and lines[-1].end == end
    return Part(name, end, lines, gaps, None if is_line else tail_of(file, end))


def _trouble(raw: bytes) -> Iterator[str]:
    if len(raw) > MOST_LINE_BYTES:
        yield TOO_LONG
    elif raw.strip():
        yield NO_LINE if raw.rstrip().endswith(b"}") else TORN


def _decoded(text: str) -> JsonObject:
    """Return the JSON that is the whole *text*. Raise ValueError if it is not."""
    line: JsonObject
    line, end = DECODE(text)
    if end != len(text):
        raise ValueError("more than one line")
    return line


def _placed(raw: bytes, start: int, end: int) -> Placed | None:
    try:
        line = _decoded(raw.decode().strip())
        return Placed(entry_of(line), line, raw, start, end)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
