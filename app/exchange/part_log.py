"""Keeps the log of one process from growing without end."""

import os
import sys
from pathlib import Path

LIMIT_BYTES = 10_000_000


class PartLog:
    """Moves the end of *path* to a file beside it once it is longer than *limit_bytes*, replacing an earlier one."""

    def __init__(self, path: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        """*path* need not exist yet."""
        self.path = path
        self._limit_bytes = limit_bytes

    def shorten(self) -> None:
        """Shorten the log, even while the process writes: it appends, so it continues at the new end.

        What it writes in this very moment may be lost.
        """
        try:
            if self.path.stat().st_size <= self._limit_bytes:
                return
            self._keep_the_end()
        except FileNotFoundError:
            return
        except OSError as error:  # such as a full disk, which is no reason to fill it even more
            sys.stderr.write(f"zentrale: the end of {self.path} can't be kept: {error}\n")
        os.truncate(self.path, 0)

    def last_lines(self, count: int) -> list[str]:
        """Return the last lines of the log."""
        return self._end(20_000).decode("utf-8", "replace").splitlines()[-count:]

    def _keep_the_end(self) -> None:
        self.path.with_suffix(".log.1").write_bytes(self._end(self._limit_bytes))

    def _end(self, size_bytes: int) -> bytes:
        with open(self.path, "rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - size_bytes))
            return log.read(size_bytes)
