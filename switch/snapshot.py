"""The small entries that the switch routes by, in a file that it starts from: with or without the portal's database.

An SQLite database of its own: each change is in it whole or not at all, whatever is killed meanwhile.
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
    """Raises sqlite3.Error or OSError where the file is damaged, is none, or can't be written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def exists(self) -> bool:
        return self._path.exists()

    def entries(self) -> dict[str, str]:
        """All of them; none where there is no file."""
        if not self._path.exists():
            return {}
        with self._open() as database:
            return dict(database.execute("SELECT name, value FROM entries"))

    def get(self, name: str) -> str | None:
        if not self._path.exists():
            return None
        with self._open() as database:
            row = database.execute("SELECT value FROM entries WHERE name = ?", (name,)).fetchone()
        return row and str(row[0])

    def change(self, values: Mapping[str, str | None]) -> None:
        """All at once; None removes an entry."""
        if values:
            with self._open() as database:
                _write(database, values)

    def replace(self, values: Mapping[str, str]) -> None:
        """From now on these, and no others."""
        with self._open() as database:
            database.execute("DELETE FROM entries")
            _write(database, values)

    def set_aside(self) -> None:
        """Whatever is there, so that a new one can be made."""
        set_aside(self._path)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One transaction. The file is for its owner alone: it has what phones prove who they are with."""
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
