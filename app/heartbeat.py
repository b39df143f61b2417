"""The worker gives signs of life in a file: its age shows that it works, and its text what it fails to do."""

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Trouble:
    """A task has failed ever since, the last time for this reason."""

    task: str
    since_s: float
    reason: str


@dataclass(frozen=True)
class Sign:
    age_s: float
    troubles: tuple[Trouble, ...]


def sign_file(run_dir: Path) -> Path:
    return run_dir / "worker.alive"


def give_sign(path: Path, troubles: tuple[Trouble, ...]) -> None:
    """A disk that is full takes no troubles, but a sign of life it does."""
    text = json.dumps([asdict(each) for each in troubles])
    try:
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
    except OSError:
        path.touch()
    os.utime(path)


def read_sign(path: Path) -> Sign | None:
    """The last one; None while the worker is not running."""
    try:
        age_s = max(0.0, time.time() - path.stat().st_mtime)
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    return Sign(age_s, tuple(Trouble(**each) for each in json.loads(text or "[]")))
