"""Lets the connections of a process write to SQLite in turn.

SQLite lets one connection write at a time and waits for it in C. That stops all greenlets of the process, including the
one that is being waited for. With turns, a waiting greenlet lets the others run, also while another process writes.
"""

import re
import sqlite3
import threading
import time
from collections import defaultdict
from typing import Any

WRITES = re.compile(r"\s*(insert|update|delete|replace|savepoint)\b", re.IGNORECASE)
LONGEST_S = 30.0
"""How long to wait for other writers, in seconds.

Each writes only for a moment, but on a busy machine the worker, which has a lower priority, may be suspended in the
middle of it.
"""
LOOK_S = 0.005

_turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
"""The locks of this process, by the path of the database."""


class TurnTaking(sqlite3.Connection):
    """Takes a connection's turn when it begins to write, and ends it when it commits or rolls back."""

    def __init__(self, database: str, *arguments: Any, **how: Any) -> None:
        """Take the arguments of ``sqlite3.connect``."""
        super().__init__(database, *arguments, **how)
        self._turn = _turns[str(database)]
        self._has_turn = False

    def cursor(self, factory: Any = None) -> Any:
        """Return a cursor that takes the turn before it writes."""
        return super().cursor(factory or _Cursor)

    def begin_to_write(self) -> None:
        """Wait for the turn and begin a transaction.

        Raise sqlite3.OperationalError if others write for longer than LONGEST_S.
        """
        if self.in_transaction:
            return
        until = time.monotonic() + LONGEST_S
        if not self._has_turn:
            if not self._turn.acquire(timeout=LONGEST_S):
                raise sqlite3.OperationalError("database is locked: somebody else writes for very long")
            self._has_turn = True
        try:
            self._begin(until)
        except BaseException:
            self._let_go()
            raise

    def commit(self) -> None:
        """Commit, and end the turn."""
        super().commit()
        self._let_go()

    def rollback(self) -> None:
        """Roll back, and end the turn."""
        try:
            super().rollback()
        finally:
            self._let_go()

    def close(self) -> None:
        """Close the connection, and end the turn."""
        try:
            super().close()
        finally:
            self._let_go()

    def _begin(self, until: float) -> None:
        """Begin as soon as no other process writes."""
        self.execute("pragma busy_timeout=0")
        try:
            while not self._has_begun(until):
                time.sleep(LOOK_S)
        finally:
            self.execute(f"pragma busy_timeout={LONGEST_S * 1000:.0f}")

    def _has_begun(self, until: float) -> bool:
        try:
            self.execute("begin immediate")
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            return False
        return True

    def _let_go(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._turn.release()


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, *parameters: Any) -> Any:
        self._take_turn(sql)
        return super().execute(sql, *parameters)

    def executemany(self, sql: str, *parameters: Any) -> Any:
        self._take_turn(sql)
        return super().executemany(sql, *parameters)

    def _take_turn(self, sql: str) -> None:
        if WRITES.match(sql):
            self.connection.begin_to_write()  # type: ignore[attr-defined]
