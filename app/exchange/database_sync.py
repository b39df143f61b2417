"""Syncs the database, whose changes may be lost in a power cut until then."""

import os
from contextlib import suppress

from app.db import db
from app.exchange.published_files import NotWritten


def sync_database() -> None:
    """Sync the database before the snapshot: SQLite delays that, and after a power cut the snapshot would know more.

    Raise NotWritten.
    """
    url = db.engine.url
    if url.get_backend_name() == "sqlite" and url.database:
        try:
            with suppress(FileNotFoundError), open(f"{url.database}-wal", "rb") as log_of_changes:
                os.fsync(log_of_changes.fileno())
        except OSError as problem:
            raise NotWritten(f"{url.database}-wal: {problem}") from problem
