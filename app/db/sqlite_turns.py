"""SQLite lets one connection write at a time, and waits for it in C, which stops all greenlets of a process: among them
the one that is waited for. So connections of a process take turns, and whoever waits, also for another process, lets
the others go on."""

import re
import sqlite3
import threading
import time
from collections import defaultdict
from typing import Any

WRITES = re.compile(r"\s*(insert|update|delete|replace|savepoint)\b", re.IGNORECASE)
LONGEST_S = 30.0
"""How long to wait for others that write. Each writes for a moment only, but on a busy machine the worker, which lets
calls go first, may be stopped in the middle of it."""
LOOK_S = 0.005

_turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
"""Of this process, by the path of the database."""


class TurnTaking(sqlite3.Connection):
    """Takes its turn when it begins to write, and lets go of it when that is kept or given up."""

    def __init__(self, database: str, *arguments: Any, **how: Any) -> None:
        super().__init__(database, *arguments, **how)
        self._turn = _turns[str(database)]
        self._has_turn = False

    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or _Cursor)

    def begin_to_write(self) -> None:
        """Raises sqlite3.OperationalError, when others write for very long."""
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
        super().commit()
        self._let_go()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._let_go()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._let_go()

    def _begin(self, until: float) -> None:
        """Once no other process writes."""
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
