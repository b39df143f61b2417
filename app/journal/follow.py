"""Reading on in a folder of journal files, one a day, from where one stopped."""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from designer.effects import EFFECTS
from designer.events import EVENTS

Line = dict[str, Any]
MOST_BYTES = 1_000_000
MIDNIGHT = timedelta(seconds=10)
"""For so long into a day (UTC) a worker of the switch may still write what happened before it."""

NOT_OF_A_CALL = ("switch_started", "fault", "queue")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Position:
    """Before any file with the empty name."""

    file: str = ""
    offset: int = 0


def read_on(folder: Path, position: Position, at: datetime) -> tuple[list[Line], Position]:
    """The whole lines behind *position*, at most about a megabyte of them, and the position behind those.

    A line that is no JSON was cut short by a crash: it is passed over with a warning. A line that has no end yet is
    left for later, unless by *at*, now, a later day has begun in which nobody ends it.
    """
    names = sorted(path.name for path in folder.glob("*.jsonl"))
    later = [name for name in names if name > position.file and (not position.file or _is_under_way(name, at))]
    if position.file in names:
        data = _bytes(folder / position.file, position.offset)
        whole = data.rfind(b"\n") + 1
        if whole:
            here = Position(position.file, position.offset + whole)
            return _lines(folder / position.file, position.offset, data[:whole]), here
        if data and not later:
            return [], position
        if data:
            log.warning("%s: cut short at byte %d, passed over", folder / position.file, position.offset)
    return read_on(folder, Position(later[0]), at) if later else ([], position)


def left_behind(folder: Path, position: Position) -> int:
    """How many bytes there are behind *position*."""
    sizes = {path.name: path.stat().st_size for path in folder.glob("*.jsonl")}
    return sum(size for name, size in sizes.items() if name >= position.file) - position.offset


def _is_under_way(name: str, at: datetime) -> bool:
    """Whether the day of this file is so far gone that nothing is written to the file before it any more."""
    try:
        began = datetime.fromisoformat(name.removesuffix(".jsonl")).replace(tzinfo=UTC)
    except ValueError:
        return True
    return at >= began + MIDNIGHT


def _bytes(path: Path, offset: int) -> bytes:
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(MOST_BYTES)


def _lines(path: Path, offset: int, data: bytes) -> list[Line]:
    found = []
    for raw in data.splitlines(keepends=True):
        line = _line(raw)
        if line is not None:
            found.append(line)
        elif raw.strip():
            log.warning("%s: no line of the journal at byte %d, passed over", path, offset)
        offset += len(raw)
    return found


def _line(raw: bytes) -> Line | None:
    try:
        line: Line = json.loads(raw)
        _check(line)
    except (ValueError, KeyError, TypeError):
        return None
    return line


def _check(line: Line) -> None:
    """Raises ValueError, KeyError or TypeError unless this is a line as ``switch/journal.py`` writes it."""
    event = line["event"]
    if line["v"] != 1 or not isinstance(line["switch"], str):
        raise ValueError("another format")
    if not isinstance(line["at"], int) or not isinstance(event["at"], int):
        raise ValueError("no time")
    if line["call"] is None:
        if event["type"] not in NOT_OF_A_CALL:
            raise ValueError("of no call")
        return
    if not isinstance(line["call"], str) or not isinstance(line["seq"], int):
        raise ValueError("no step of a call")
    EVENTS.from_json(event)
    for effect in line["effects"]:
        EFFECTS.from_json(effect)
