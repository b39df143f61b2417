"""Appends every step of every call to a file a day, as one line of JSON.

A line is written under the file's lock, and what a full disk took of it is taken back, so that lines never mix and none
is there by half. A crash in the middle of a line leaves it without an end: the next writer ends it, so that only that
line is lost.

Writing never fails for the caller, who has a call to answer: a line waits until there is room (``unwritten``), and is
counted if it could not even wait.
"""

import fcntl
import os
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from designer.runtime.effects import EFFECTS, Dial, Effect
from designer.runtime.events import EVENTS, Event
from designer.runtime.journal_entries import Note, event_json
from designer.runtime.journal_line import without_texts
from designer.runtime.program import Program
from designer.runtime.queue_events import QUEUE_EFFECTS, QUEUE_EVENTS, QueueEffect, QueueEvent
from switch.journal_files import ENDING
from switch.shortening import line_bytes
from switch.unwritten import Backlog, OwnBacklog, Unwritten

JsonObject = dict[str, Any]

DAY_MS = 86_400_000
MOST_AT_ONCE = 500
"""Lines that waited and are written in one go."""


class Journal:
    """Writes one process's lines into the journal of *directory*, for the switch called *switch*.

    What can't be written waits in *backlog*. *carrier* is the host of the trunk.
    """

    def __init__(self, directory: Path, switch: str, backlog: Backlog | None = None, carrier: str = "") -> None:
        self._directory = directory
        self._switch = switch
        self._carrier = carrier
        self._backlog = backlog or OwnBacklog()
        self._day = ""
        self._path = ""
        self._file = -1
        self._opened: tuple[int, int] | None = None

    def close(self) -> None:
        """Close the file; the next line opens it again."""
        if self._file >= 0:
            os.close(self._file)
        self._file, self._day = -1, ""

    def step(
        self, call: str, seq: int, event: Event, effects: tuple[Effect, ...], program: Program | None = None
    ) -> None:
        """Write a step of a call.

        *program* is the one that the call goes through: its texts are left out of the line, which names it. The line
        also names the carrier if a number outside is called.
        """
        line = self._line(event.at, EVENTS.to_json(event), call, seq)
        if program is None:
            line["effects"] = [EFFECTS.to_json(effect) for effect in effects]
        else:
            line |= without_texts(effects, program)
        if self._carrier and any(isinstance(effect, Dial) and effect.number for effect in effects):
            line["carrier"] = self._carrier
        self._append(line)

    def started(self, at: int) -> None:
        """Write that the switch has started: no call that it had before is still there."""
        self._append(self._line(at, {"type": "switch_started", "at": at}))

    def queue(self, company: str, event: QueueEvent, effects: tuple[QueueEffect, ...]) -> None:
        """Write a step of the queues of a company."""
        said = {"type": "queue", "at": event.at, "company": company, "event": QUEUE_EVENTS.to_json(event)}
        line = self._line(event.at, said)
        self._append({**line, "effects": [QUEUE_EFFECTS.to_json(effect) for effect in effects]})

    def note(self, entry: Note) -> None:
        """Write what is neither a step of a call nor of a queue."""
        self._append(self._line(entry.at, event_json(entry)))

    def fault(self, at: int, message: str) -> None:
        """Write that something broke that is no step of a call."""
        self._append(self._line(at, {"type": "fault", "at": at, "message": message}))

    def catch_up(self, at: int) -> None:
        """Write down what waits, in its order, as far as there is room; and how many lines were lost."""
        for _ in range(MOST_AT_ONCE):
            first = self._backlog.first()
            if first is None or not self._write(first):
                break
            self._backlog.drop_first()
        lost = self._backlog.lost()
        if lost and self._backlog.is_empty():
            line = self._line(at, {"type": "lines_lost", "at": at, "lines": lost})
            if self._write(_dated(line)):
                self._backlog.forget_lost(lost)

    def _line(self, at: int, event: JsonObject, call: str | None = None, seq: int | None = None) -> JsonObject:
        return {"v": 1, "switch": self._switch, "call": call, "seq": seq, "at": at, "event": event, "effects": []}

    def _append(self, line: JsonObject) -> None:
        """Write the line behind those that wait, so that the order is kept."""
        dated = _dated(line)
        if not self._backlog.is_empty() or not self._write(dated):
            self._backlog.put(dated)

    def _write(self, line: Unwritten) -> bool:
        try:
            _write(self._open(line.day), line.data)
        except OSError:
            self.close()  # perhaps it is another file by then
            return False
        return True

    def _open(self, day: str) -> int:
        """Return the file of *day*, made anew, as its folder is, if somebody has taken it away since."""
        if day != self._day or _identity(self._path) != self._opened:
            self.close()
            self._path = str(self._directory / f"{day}{ENDING}")
            self._file = _open_or_make(self._path)
            self._opened = _identity(self._file)
            self._day = day
        return self._file


def _identity(file: str | int) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _open_or_make(path: str) -> int:
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        Path(path).parent.mkdir(mode=0o700, exist_ok=True)
        return os.open(path, flags, 0o600)


def _dated(line: JsonObject) -> Unwritten:
    return Unwritten(_day(line["at"] // DAY_MS), line_bytes(line))


@lru_cache(maxsize=4)
def _day(number: int) -> str:
    """Of the *number*-th day since 1970."""
    return (date(1970, 1, 1) + timedelta(days=number)).isoformat()


def _write(file: int, data: bytes) -> None:
    """Under the file's lock, of which the kernel lets go however the process ends."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        if not os.fstat(file).st_nlink:
            raise FileNotFoundError("it was packed meanwhile")
        size = os.lseek(file, 0, os.SEEK_END)
        is_cut_short = size and os.pread(file, 1, size - 1) != b"\n"
        _write_whole(file, size, b"\n" + data if is_cut_short else data)
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _write_whole(file: int, size: int, data: bytes) -> None:
    """All of it or nothing: the kernel may take a part and refuse the rest. *size* is that of the file before."""
    try:
        written = os.write(file, data)
        while written < len(data):
            written += os.write(file, data[written:])
    except OSError:
        os.ftruncate(file, size)
        raise
