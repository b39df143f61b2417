"""Manages the folder of sounds: each file is named by the SHA-256 of its bytes and never changes."""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

from app.config import config
from app.gateways import audio
from app.gateways.ffmpeg import NoRoom


class StoredSound(TypedDict):
    """Describes a stored sound: its file's name and its duration."""

    file: str
    duration_ms: int


def store(au: bytes) -> StoredSound:
    """Store the bytes of an .au file, which appears whole or not at all. Raise NoRoom if the disk is full."""
    folder = config().prompts_dir
    name = name_of(au)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _nobody_forgets(folder):
            if (folder / name).exists():
                os.utime(folder / name)  # it is wanted as if it were new
            else:
                _write(folder, name, au)
    except OSError as problem:
        raise NoRoom(f"a sound can't be kept: {problem.strerror}") from problem
    return {"file": name, "duration_ms": audio.duration_ms(au)}


def name_of(au: bytes) -> str:
    """Return the name of the file that stores these bytes."""
    return f"{hashlib.sha256(au).hexdigest()}.au"


def is_there(name: str) -> bool:
    """Return whether the file exists."""
    return (config().prompts_dir / name).is_file()


def read(name: str) -> bytes:
    """Return the file's bytes."""
    return (config().prompts_dir / name).read_bytes()


def forget_all_but(used: Collection[str], older_than_s: float) -> list[str]:
    """Delete sounds that are not in *used* and were not stored again lately; return their names."""
    folder = config().prompts_dir
    before, gone = time.time() - older_than_s, []
    with _nobody_forgets(folder):
        for path in folder.glob("*.au"):
            if path.name not in used and path.stat().st_mtime < before:
                path.unlink()
                gone.append(path.name)
    return gone


def _write(folder: Path, name: str, au: bytes) -> None:
    handle, draft = tempfile.mkstemp(dir=folder, prefix=".", suffix=".new")
    try:
        with open(handle, "wb") as file:
            file.write(au)
        Path(draft).replace(folder / name)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise


@contextmanager
def _nobody_forgets(folder: Path) -> Iterator[None]:
    """Lock out the clean-up, so it can't delete a file that is being reused."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
