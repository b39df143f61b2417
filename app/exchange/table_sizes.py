"""Lets SQLite know how large its tables are, as PostgreSQL finds out by itself.

Without it, SQLite takes each company for a small one, and looks for a few calls among all that the company ever had.
"""

from sqlalchemy import Connection

from app.db import db

EVERY_S = 3600
MOST_ROWS = 20_000
"""So many rows of an index are looked at. All of them would take seconds, in which nobody could write."""


def look() -> None:
    """Look at the tables, which takes some milliseconds."""
    if db.engine.dialect.name != "sqlite":
        return
    with db.engine.connect() as connection:
        analyze(connection)


def analyze(connection: Connection) -> None:
    """Look at the tables of a connection to SQLite."""
    connection.exec_driver_sql(f"PRAGMA analysis_limit = {MOST_ROWS}")
    connection.exec_driver_sql("ANALYZE")
    connection.commit()
