"""Lets one process at a time take lines of the journal into the record, and one read a whole folder of them."""

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


class OtherReads(Exception):
    """Raised when another process reads a folder already."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("another command reads journal files already; wait until it has ended")


@contextmanager
def only_reader() -> Iterator[None]:
    """Be the only process that reads a whole folder. Raise OtherReads if there is one already.

    Two that make records anew at the same time would take each other's for their own.
    """
    with (config().home / "reading.lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise OtherReads from problem
        yield
