"""Waiting for what can only be looked at: a file, a table, another process."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
LOOK_S = 0.02
PATIENCE_S = 30.0
"""For what is sure to come, on however slow a machine: a test that passes never waits so long."""

_never = threading.Event()


def until(look: Callable[[], Found], limit_s: float = PATIENCE_S) -> Found:
    """What *look* finds as soon as it finds something, or what it found last when the limit is over."""
    end = time.monotonic() + limit_s
    while not (found := look()) and time.monotonic() < end:
        _never.wait(LOOK_S)
    return found
