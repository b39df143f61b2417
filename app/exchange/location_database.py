"""Prepares the database in which Kamailio stores the phones' locations, with Kamailio's own schema."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from switch.aside import set_aside

SCHEMAS = Path("/usr/share/kamailio/db_sqlite")
VERSION = "SELECT table_version FROM version WHERE table_name = 'location'"

log = logging.getLogger(__name__)


def prepared(path: Path) -> Path:
    """Create the database if it is missing or damaged, and return its path; phones register again by themselves.

    No connection outlives Kamailio, so locations that need one are deleted. With a write-ahead log, whoever counts the
    locations never keeps Kamailio from writing one.
    """
    if path.exists() and (damage := _damage(path)):
        log.warning("%s is damaged and made anew, phones register again: %s", path, damage)
        set_aside(path)
        for log_file in ("-wal", "-shm"):
            path.with_name(path.name + log_file).unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode = WAL")
        if not _has_tables(database):
            _make_tables(database)
        database.execute("DELETE FROM location WHERE socket LIKE 'tcp:%'")
    return path


def _damage(path: Path) -> str:
    """Return what is wrong with the database, or ""."""
    try:
        with closing(sqlite3.connect(path)) as database:
            if (found := database.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
                return str(found)
            if _has_tables(database) and database.execute(VERSION).fetchall() != _version():
                return "of another version of Kamailio"
    except sqlite3.Error as problem:
        if problem.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise
        return str(problem)
    return ""


def _has_tables(database: sqlite3.Connection) -> bool:
    return database.execute("SELECT 1 FROM sqlite_master WHERE name = 'location'").fetchone() is not None


def _version() -> list[tuple[int]]:
    with closing(sqlite3.connect(":memory:")) as database:
        _make_tables(database)
        return database.execute(VERSION).fetchall()


def _make_tables(database: sqlite3.Connection) -> None:
    for name in ("standard", "usrloc"):
        database.executescript((SCHEMAS / f"{name}-create.sql").read_text())
