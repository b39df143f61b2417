"""Writes programs and directories as files, which appear whole or not at all."""

import os
import tempfile
import time
from collections.abc import Collection
from pathlib import Path

from switch.published import FOLDERS, NotPublished, path_of, read


class NotWritten(Exception):
    """Says why the folder of the exchange can't be written, or what is damaged in it."""


def write(home: Path, name: str, content: str) -> None:
    """Write a file that survives a power failure. Raise NotWritten if the disk refuses it."""
    path = path_of(home, name)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
        try:
            with open(handle, "w", encoding="utf-8", newline="") as file:
                file.write(content)
                file.flush()
                os.fsync(handle)
            Path(draft).replace(path)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise
        _sync(path.parent)
    except OSError as problem:
        raise NotWritten(f"{path}: {problem.strerror}") from problem


def has(home: Path, name: str, size_bytes: int) -> bool:
    """Return whether the file exists in this size, and treat it as new if it does."""
    try:
        if is_there(home, name, size_bytes):
            os.utime(path_of(home, name))
            return True
    except OSError:
        pass
    return False


def is_there(home: Path, name: str, size_bytes: int) -> bool:
    """Return whether there is a file of this size."""
    try:
        return path_of(home, name).stat().st_size == size_bytes
    except OSError:
        return False


def is_whole(home: Path, name: str) -> bool:
    """Return whether the switch can read the file."""
    try:
        read(home, name)
    except NotPublished:
        return False
    return True


def forget_all_but(home: Path, names: Collection[str], older_than_s: float) -> list[str]:
    """Delete old files that are not in *names*, and unfinished drafts; return what was deleted."""
    before, gone = time.time() - older_than_s, []
    for kind, folder in FOLDERS.items():
        for path in (home / folder).glob("*"):
            name = f"{kind}:{path.stem}"
            if name not in names and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
                gone.append(name)
    return gone


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
