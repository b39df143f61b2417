"""Reading on in a folder of journal files, one a day, from where one stopped."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Line = dict[str, Any]
MOST_BYTES = 1_000_000
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Position:
    """Before any file with the empty name."""

    file: str = ""
    offset: int = 0


def read_on(folder: Path, position: Position) -> tuple[list[Line], Position]:
    """The whole lines behind *position*, at most about a megabyte of them, and the position behind those.

    A line that is no JSON was cut short by a crash: it is passed over with a warning. A line that has no end yet is
    left for later, unless a later day's file shows that nobody will end it.
    """
    names = sorted(path.name for path in folder.glob("*.jsonl"))
    later = [name for name in names if name > position.file]
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
    return read_on(folder, Position(later[0])) if later else ([], position)


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
        line = json.loads(raw)
    except ValueError:
        return None
    is_line = isinstance(line, dict) and line.get("v") == 1 and isinstance(line.get("event"), dict)
    return line if is_line else None
