"""Reads which accounts are still registered after a restart, from the database of Kamailio's usrloc."""

import sqlite3
from contextlib import closing
from pathlib import Path

import KSR


def accounts_in(path: Path) -> set[str]:
    """Return the accounts in the database at *path*; none if there is none that can be read."""
    if not path.exists():
        return set()
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return {str(account) for (account,) in database.execute("SELECT DISTINCT username FROM location")}
    except sqlite3.Error as problem:
        KSR.err(f"can't tell which phones are still registered: {problem}\n")
        return set()
