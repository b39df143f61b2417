"""Waits until something is written into a folder (inotify(7)), so that nobody has to look again and again."""

import ctypes
import os
import select
import struct
import time
from pathlib import Path

IN_MODIFY, IN_MOVED_TO, IN_CREATE, IN_IGNORED = 0x2, 0x80, 0x100, 0x8000
WANTED = IN_MODIFY | IN_MOVED_TO | IN_CREATE
HEAD = struct.Struct("iIII")
MOST_BYTES = 65_536


class FolderWatch:
    """Notices what is written into *folder* from the first ``wait`` on, also between two of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = -1

    def wait(self, timeout_s: float) -> bool:
        """Return True as soon as something was written since the last call, False after so long.

        The first call, and one after the folder was made anew, returns True at once. Where there is no folder yet, or
        the system can't watch it, it waits for the whole time.
        """
        if self._file < 0:
            return self._begin() or _sleep(timeout_s)
        readable, _, _ = select.select([self._file], [], [], timeout_s)
        if readable and self._is_over(os.read(self._file, MOST_BYTES)):
            self.close()
        return bool(readable)

    def close(self) -> None:
        """Stop watching."""
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

    def _begin(self) -> bool:
        library = ctypes.CDLL(None, use_errno=True)
        self._file = library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._file < 0:
            return False
        if library.inotify_add_watch(self._file, os.fsencode(self._folder), WANTED) < 0:
            self.close()
            return False
        return True

    @staticmethod
    def _is_over(data: bytes) -> bool:
        """Return whether the folder itself is gone."""
        at = 0
        while at < len(data):
            _watch, mask, _cookie, length = HEAD.unpack_from(data, at)
            if mask & IN_IGNORED:
                return True
            at += HEAD.size + length
        return False


def _sleep(timeout_s: float) -> bool:
    time.sleep(timeout_s)
    return False
