"""Lets one process at a time update the switch, so that the last one brings the newest state."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from config import Config

WAIT_S = 10.0
LOOK_S = 0.01


class SwitchBusy(Exception):
    """Says that another process has been updating the switch for very long."""


@contextmanager
def one_at_a_time(config: Config) -> Iterator[None]:
    """Lock the switch of this machine; the kernel unlocks it however the process ends. Raise SwitchBusy if another
    process publishes.

    It polls instead of waiting in the kernel, which would stop all greenlets of this process, possibly including
    the one that holds the lock.
    """
    config.run_dir.mkdir(parents=True, exist_ok=True)
    handle = os.open(config.run_dir / "switch.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(handle)
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    until = time.monotonic() + WAIT_S
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise SwitchBusy("somebody else is bringing something to the switch") from None
            time.sleep(LOOK_S)
        else:
            return
