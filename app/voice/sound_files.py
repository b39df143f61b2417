"""The folder of sounds that callers hear: each file is named by the SHA-256 of its bytes and never changes."""

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


class KeptSound(TypedDict):
    file: str
    duration_ms: int


def keep(au: bytes) -> KeptSound:
    """Store the bytes of an .au file; they appear whole or not at all. Raises NoRoom."""
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
    """Of the file in which these bytes are kept."""
    return f"{hashlib.sha256(au).hexdigest()}.au"


def is_there(name: str) -> bool:
    return (config().prompts_dir / name).is_file()


def read(name: str) -> bytes:
    return (config().prompts_dir / name).read_bytes()


def forget_all_but(used: Collection[str], older_than_s: float) -> list[str]:
    """Delete the sounds that are not in *used*, and were not kept again lately; returns their names."""
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
    """A sound that is just being kept again must not be forgotten in the same moment."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
