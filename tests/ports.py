"""Free ports for private servers: below those that the kernel gives to whoever connects, and each worker of a test run
has a lane of its own, so that two of them never start a server on the same port."""

import os
import random
import socket
from contextlib import ExitStack

LOWEST = 10_000
FOR_ONE, FOR_RANGES = 2_000, 3_000
LANES = 4
TRIES = 200

_given: set[int] = set()


def free_ports(count: int) -> list[int]:
    """Ports that are free for both TCP and UDP on the loopback address, and were not given before."""
    low = _lane()
    left = sorted(set(range(low, low + FOR_ONE)) - _given)
    found = list(filter(_is_free, random.sample(left, min(len(left), TRIES))))[:count]
    if len(found) < count:
        raise RuntimeError(f"no {count} free ports")
    _given.update(found)
    return found


def free_port_range(size: int) -> tuple[int, int]:
    """(lowest, highest) of *size* UDP ports in a row, none of them taken now."""
    lowest = _lane() + FOR_ONE
    for _ in range(TRIES):
        low = random.randrange(lowest, lowest + FOR_RANGES - size, 2)
        if all(map(_is_free, range(low, low + size, 16))):
            return low, low + size - 1
    raise RuntimeError(f"no {size} free ports in a row")


def _lane() -> int:
    """The lowest port of this worker's lane."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return LOWEST + worker % LANES * (FOR_ONE + FOR_RANGES)


def _is_free(port: int) -> bool:
    with ExitStack() as held:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            probe = held.enter_context(socket.socket(socket.AF_INET, kind))
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True
