"""Shows in a file that the worker is alive: its age is the last sign of life, its text what fails."""

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
    try:
        age_s = max(0.0, time.time() - path.stat().st_mtime)
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    return Sign(age_s, tuple(Trouble(**each) for each in json.loads(text or "[]")))
