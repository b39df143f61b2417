"""Shows in files that the worker is alive, and how far it is: their ages are the last signs of life.

The text of the first one says what fails.
"""

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Trouble:
    """Describes a task that has kept failing since *since_s* (Unix time), most recently for *reason*."""

    task: str
    since_s: float
    reason: str


@dataclass(frozen=True)
class Sign:
    """Describes the worker's last sign of life: its age in seconds and the tasks that fail."""

    age_s: float
    troubles: tuple[Trouble, ...]


def sign_file(run_dir: Path) -> Path:
    """Return the path of the worker's sign of life."""
    return run_dir / "worker.alive"


JOURNAL = "journal.followed"
"""The file whose age says when the worker had last read the whole journal."""


def age_s(path: Path) -> float | None:
    """Return how long ago a file was touched, None if it never was."""
    try:
        return max(0.0, time.time() - path.stat().st_mtime)
    except FileNotFoundError:
        return None


def give_sign(path: Path, troubles: tuple[Trouble, ...]) -> None:
    """Write a sign of life. On a full disk, update only the file's age."""
    text = json.dumps([asdict(each) for each in troubles])
    try:
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
    except OSError:
        path.touch()
    os.utime(path)


def read_sign(path: Path) -> Sign | None:
    """Return the last sign of life, or None while the worker is not running."""
    age = age_s(path)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    return Sign(age or 0.0, tuple(Trouble(**each) for each in json.loads(text or "[]")))
