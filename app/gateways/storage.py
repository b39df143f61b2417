"""Stores recordings. A key is a relative path with "/", such as ``1001/2026-05-04/c0ffee-r1.wav``."""

import os
import shutil
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol


class NotStored(Exception):
    """Says that nothing is stored under the key."""


class Storage(Protocol):
    """Declares a store in which a file appears at once and whole, or not at all."""

    def put(self, key: str, source: Path) -> None:
        """Store the file *source* under *key*, replacing what was there. The file itself is consumed."""

    def open(self, key: str) -> BinaryIO:
        """Return the bytes from the beginning, seekable. Raise NotStored if there is nothing under the key."""

    def size_bytes(self, key: str) -> int:
        """Return the size. Raise NotStored if there is nothing under the key."""

    def delete(self, key: str) -> None:
        """Delete the file, if it exists."""


class LocalStorage:
    """Stores files in a folder."""

    def __init__(self, folder: Path) -> None:
        """*folder* is created with the first file."""
        self._folder = folder

    def put(self, key: str, source: Path) -> None:
        """Store the file *source* under *key*, replacing what was there. The file itself is consumed."""
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        near = target.with_name(f".{target.name}.new")
        shutil.move(source, near)
        with near.open("rb") as file:
            os.fsync(file.fileno())
        near.replace(target)
        _sync_folder(target.parent)

    def open(self, key: str) -> BinaryIO:
        """Return the bytes from the beginning, seekable. Raise NotStored if there is nothing under the key."""
        try:
            return self._path(key).open("rb")
        except (FileNotFoundError, IsADirectoryError) as problem:
            raise NotStored(key) from problem

    def size_bytes(self, key: str) -> int:
        """Return the size. Raise NotStored if there is nothing under the key."""
        path = self._path(key)
        if not path.is_file():
            raise NotStored(key)
        return path.stat().st_size

    def delete(self, key: str) -> None:
        """Delete the file, if it exists."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        """Return the path of a key. Raise ValueError if the key would lead out of the folder."""
        parts = PurePosixPath(key).parts
        if not parts or any(part.startswith((".", "/")) for part in parts):
            raise ValueError(f"not a key: {key!r}")
        return self._folder.joinpath(*parts)


def _sync_folder(folder: Path) -> None:
    """Write the folder to the disk, without which a rename may be lost."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
