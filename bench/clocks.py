"""Takes the time of something: by the clock on the wall, and of the processors, so that a busy machine tells something,
too."""

import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from app.db import db

Times = tuple[float, float]
"""Milliseconds by the wall's clock, and of processors."""


def timed(do: Callable[[], object], database: Callable[[], float]) -> Times:
    """Do something, and return how long it took. *database* gives the milliseconds that the database has worked."""
    began, worked, used = time.perf_counter(), database(), time.process_time()
    do()
    used, passed = time.process_time() - used, time.perf_counter() - began
    return passed * 1e3, used * 1e3 + database() - worked


def database_clock() -> Callable[[], float]:
    """Return what gives the milliseconds that PostgreSQL's process has worked for the connection that this process has,
    and will go on to use as long as it needs no second one. SQLite has no process."""
    if db.engine.dialect.name != "postgresql":
        return lambda: 0.0
    with db.engine.connect() as connection:
        process = connection.scalar(text("select pg_backend_pid()"))
    file = Path(f"/proc/{process}/schedstat")
    return lambda: int(file.read_text().split()[0]) / 1e6
