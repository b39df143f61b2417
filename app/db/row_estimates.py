"""Lets SQLite estimate how many rows each index finds. PostgreSQL does so by itself.

Without estimates, SQLite takes it that a company has ten rows in any table, and reads all of a million calls to find
fifty of them by their IDs. A connection knows the estimates of when it was opened.
"""

from sqlalchemy import text

from app.db import db

MOST_ROWS = 50_000
"""So many rows of an index are looked at: a moment, however large the table is."""

EVERY_S = 3600.0


def estimate_rows() -> None:
    """Estimate anew."""
    if db.engine.dialect.name != "sqlite":
        return
    with db.engine.connect() as connection:
        connection.execute(text(f"PRAGMA analysis_limit = {MOST_ROWS}"))
        connection.execute(text("ANALYZE"))
        connection.commit()
