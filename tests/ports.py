"""Free ports for private servers.

Each worker of each test run on this machine has a lane of ports of its own, so that no two of them ever start a server
on the same one. The lanes keep clear of the ports that the kernel gives to whoever connects, and of an exchange that
`make run` started with its usual ports."""

import os
import random
import socket
from contextlib import ExitStack
from itertools import chain

LANE, SINGLE = 1_250, 250
"""Ports of a lane; the first of them says that the lane is taken, the other single ones come next, then the ranges."""

STARTS = tuple(chain(range(10_000, 30_000 - LANE + 1, LANE), range(61_000, 65_536 - LANE, LANE)))


class NoPorts(RuntimeError):
    pass


class Lane:
    """Ports in turn: the one that was given longest ago is given again, if it is free by then."""

    def __init__(self, taken: socket.socket) -> None:
        self._taken = taken
        self.low = low = taken.getsockname()[1]
        self._singles = list(range(low + 1, low + SINGLE))
        self._first_of_range, self._end = low + SINGLE, low + LANE
        self._next_range = self._first_of_range

    def release(self) -> None:
        self._taken.close()

    def ports(self, count: int) -> list[int]:
        found: list[int] = []
        for port in list(self._singles):
            if len(found) == count:
                break
            if _is_free(port):
                found.append(port)
                self._singles.remove(port)
                self._singles.append(port)
        if len(found) < count:
            raise NoPorts(f"no {count} free ports")
        return found

    def range(self, size: int) -> tuple[int, int]:
        for _ in range(2 * LANE):
            low = self._next_range
            if low + size > self._end:
                self._next_range = self._first_of_range
                continue
            if all(map(_is_free, range(low, low + size))):
                self._next_range = low + size + size % 2
                return low, low + size - 1
            self._next_range += 2
        raise NoPorts(f"no {size} free ports in a row")


_mine: dict[int, Lane] = {}
"""By process: a child that was forked takes a lane of its own."""


def free_ports(count: int) -> list[int]:
    """Ports that are free for both TCP and UDP on the loopback address."""
    return _lane().ports(count)


def free_port_range(size: int) -> tuple[int, int]:
    """(lowest, highest) of *size* ports in a row, beginning with an even one."""
    return _lane().range(size)


def _lane() -> Lane:
    if os.getpid() not in _mine:
        _mine[os.getpid()] = take_lane()
    return _mine[os.getpid()]


def take_lane() -> Lane:
    """One that nobody on this machine has. The kernel gives it back however the process ends."""
    for low in random.sample(STARTS, len(STARTS)):
        taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            taken.bind(("127.0.0.1", low))
            taken.listen()
        except OSError:
            taken.close()
            continue
        return Lane(taken)
    raise NoPorts(f"all {len(STARTS)} lanes of ports are taken: too many test runs at the same time")


def _is_free(port: int) -> bool:
    with ExitStack() as held:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            probe = held.enter_context(socket.socket(socket.AF_INET, kind))
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True
