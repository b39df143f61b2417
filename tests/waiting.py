"""Waiting for what can only be looked at: a file, a table, another process."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
LOOK_S = 0.02
_never = threading.Event()


def until(look: Callable[[], Found], limit_s: float = 5.0) -> Found:
    """What *look* finds as soon as it finds something, or what it found last when the limit is over."""
    end = time.monotonic() + limit_s
    while not (found := look()) and time.monotonic() < end:
        _never.wait(LOOK_S)
    return found
