"""Keeps the small entries that the switch routes by in a file, from which it starts with or without the portal's
database.

It is an SQLite database of its own: each change is in it whole or not at all, whatever is killed meanwhile.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from switch.aside import set_aside

WAIT_S = 5.0
TABLE = "CREATE TABLE IF NOT EXISTS entries (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"


class Snapshot:
    """Reads and writes the file. Raises sqlite3.Error or OSError if that is damaged, is no such file, or can't be
    written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def exists(self) -> bool:
        """Return whether there is a file."""
        return self._path.exists()

    def entries(self) -> dict[str, str]:
        """Return all entries; none if there is no file."""
        if not self._path.exists():
            return {}
        with self._open() as database:
            return dict(database.execute("SELECT name, value FROM entries"))

    def get(self, name: str) -> str | None:
        """Return the entry of that name; None if there is none."""
        if not self._path.exists():
            return None
        with self._open() as database:
            row = database.execute("SELECT value FROM entries WHERE name = ?", (name,)).fetchone()
        return row and str(row[0])

    def change(self, values: Mapping[str, str | None]) -> None:
        """Change entries, all at once; None removes one."""
        if values:
            with self._open() as database:
                _write(database, values)

    def replace(self, values: Mapping[str, str]) -> None:
        """Replace all entries by these."""
        with self._open() as database:
            database.execute("DELETE FROM entries")
            _write(database, values)

    def set_aside(self) -> None:
        """Move the file aside, whatever it is, so that a new one can be made."""
        set_aside(self._path)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open one transaction. The file is for its owner alone, because it has the hashes of phones' passwords."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(self._path, timeout=WAIT_S)) as database, database:
            database.execute("PRAGMA synchronous = FULL")
            database.execute(TABLE)
            yield database


def _write(database: sqlite3.Connection, values: Mapping[str, str | None]) -> None:
    gone = [(name,) for name, value in values.items() if value is None]
    there = [(name, value) for name, value in values.items() if value is not None]
    database.executemany("DELETE FROM entries WHERE name = ?", gone)
    database.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", there)
