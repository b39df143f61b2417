"""Prepares the switch for its first call: it takes the entries of the last snapshot into shared memory.

They are put there one by one, so neither the private memory that Kamailio has for reading a database nor the database
itself matters.
"""

import sqlite3
from pathlib import Path

import KSR

from switch import store
from switch.settings import Settings
from switch.snapshot import Snapshot


def load_snapshot(settings: Settings) -> None:
    """Load the snapshot. One that can't be read is no reason not to start: the portal's worker brings all entries
    soon."""
    store.read_published_in(Path(settings.published_dir))
    try:
        entries = Snapshot(Path(settings.snapshot)).entries()
    except (sqlite3.Error, OSError) as problem:
        KSR.err(f"started without entries: {settings.snapshot}: {problem}\n")
        return
    for name, value in entries.items():
        KSR.htable.sht_sets("routing", name, value)
