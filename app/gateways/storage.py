"""Where recordings are kept. A key is a relative path with "/", as ``1001/2026-05-04/c0ffee-r1.wav``."""

import os
import shutil
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol


class NotStored(Exception):
    """Nothing is kept under that key."""


class Storage(Protocol):
    """Whatever is kept appears at once and whole, or not at all."""

    def put(self, key: str, source: Path) -> None:
        """Keep the file *source* under *key*, in the place of what was there. The file itself is used up."""

    def open(self, key: str) -> BinaryIO:
        """The bytes, from the beginning; seekable. Raises NotStored."""

    def size_bytes(self, key: str) -> int:
        """Raises NotStored."""

    def delete(self, key: str) -> None:
        """To delete what isn't there is no error."""


class LocalStorage:
    """A folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, source: Path) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        near = target.with_name(f".{target.name}.new")
        shutil.move(source, near)
        with near.open("rb") as file:
            os.fsync(file.fileno())
        near.replace(target)
        _sync_folder(target.parent)

    def open(self, key: str) -> BinaryIO:
        try:
            return self._path(key).open("rb")
        except (FileNotFoundError, IsADirectoryError) as problem:
            raise NotStored(key) from problem

    def size_bytes(self, key: str) -> int:
        path = self._path(key)
        if not path.is_file():
            raise NotStored(key)
        return path.stat().st_size

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        """Raises ValueError for a key that would lead out of the folder."""
        parts = PurePosixPath(key).parts
        if not parts or any(part.startswith((".", "/")) for part in parts):
            raise ValueError(f"not a key: {key!r}")
        return self._folder.joinpath(*parts)


def _sync_folder(folder: Path) -> None:
    """A rename is on the disk once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
