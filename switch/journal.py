"""Every step of every call is one line of JSON, appended to a file a day.

A line goes out in one ``write`` to a file opened for appending, so the workers' lines never mix. A crash in the
middle of one leaves a line without an end; whoever opens the file next ends it, so only that line is lost. Who opens
it while another's line is on its way to the disk sees no end either and adds an empty line: readers pass over those.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from designer.effects import EFFECTS, Effect
from designer.events import EVENTS, Event
from designer.queue_events import QUEUE_EFFECTS, QUEUE_EVENTS, QueueEffect, QueueEvent

JsonObject = dict[str, Any]


class Journal:
    """One process's way into the journal of *directory*, for the switch called *switch*."""

    def __init__(self, directory: Path, switch: str) -> None:
        self._directory = directory
        self._switch = switch
        self._day = ""
        self._file = -1

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file, self._day = -1, ""

    def step(self, call: str, seq: int, event: Event, effects: tuple[Effect, ...]) -> None:
        self._append(event.at, call, seq, EVENTS.to_json(event), [EFFECTS.to_json(effect) for effect in effects])

    def started(self, at: int) -> None:
        """The switch has started: no call that it had before is still there."""
        self._append(at, None, None, {"type": "switch_started", "at": at}, [])

    def queue(self, company: str, event: QueueEvent, effects: tuple[QueueEffect, ...]) -> None:
        """One step of the queues of a company."""
        said = {"type": "queue", "at": event.at, "company": company}
        done = [QUEUE_EFFECTS.to_json(effect) for effect in effects]
        self._append(event.at, None, None, {**said, "event": QUEUE_EVENTS.to_json(event)}, done)

    def fault(self, at: int, message: str) -> None:
        """Something broke that is no step of a call."""
        self._append(at, None, None, {"type": "fault", "at": at, "message": message}, [])

    def _append(self, at: int, call: str | None, seq: int | None, event: JsonObject, effects: list[JsonObject]) -> None:
        line = {
            "v": 1,
            "switch": self._switch,
            "call": call,
            "seq": seq,
            "at": at,
            "event": event,
            "effects": effects,
        }
        data = json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode(errors="replace") + b"\n"
        os.write(self._open(at), data)

    def _open(self, at: int) -> int:
        day = datetime.fromtimestamp(at / 1000, UTC).date().isoformat()
        if day != self._day:
            self.close()
            path = self._directory / f"{day}.jsonl"
            self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o640)
            self._day = day
            _end_last_line(self._file)
        return self._file


def _end_last_line(file: int) -> None:
    size = os.fstat(file).st_size
    if size and os.pread(file, 1, size - 1) != b"\n":
        os.write(file, b"\n")
