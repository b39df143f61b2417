"""Watches whether the disk has room for what calls leave behind: new ones are refused as long as that is not
certain."""

import os
from collections.abc import Iterable
from pathlib import Path

import KSR

LOOK_MS = 1_000


class Room:
    """Watches the file systems of *folders*; *reserve_bytes* of each are kept for calls in progress. Only the wheel's
    process looks."""

    def __init__(self, folders: Iterable[Path], reserve_bytes: int) -> None:
        self._folders, self._reserve_bytes = tuple(folders), reserve_bytes
        self._looked_ms, self._is_short = 0, False

    def is_short(self, now_ms: int) -> bool:
        """Return whether there is too little room."""
        if now_ms - self._looked_ms >= LOOK_MS:
            self._looked_ms = now_ms
            self._note(any(self._left_bytes(folder) < self._reserve_bytes for folder in self._folders))
        return self._is_short

    def _left_bytes(self, folder: Path) -> int:
        try:
            found = os.statvfs(folder)
        except FileNotFoundError:  # made by whoever writes there first
            return self._left_bytes(folder.parent)
        except OSError as problem:
            KSR.err(f"nobody can say how much room there is in {folder}: {problem}\n")
            return 0
        return found.f_bavail * found.f_frsize if found.f_favail or not found.f_files else 0

    def _note(self, is_short: bool) -> None:
        if is_short and not self._is_short:
            KSR.err("no new calls are let in, as the disk is nearly full\n")
        elif self._is_short and not is_short:
            KSR.warn("there is room on the disk again: new calls are let in\n")
        self._is_short = is_short
