"""Lets one process at a time take lines of the journal into the record."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from app.config import config


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep other processes from folding meanwhile.

    Another process would read the record of a call before this one has written it, and write it afterwards.
    """
    with (config().home / "record.lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
