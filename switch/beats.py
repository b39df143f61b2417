"""A beat through each door by which messages come: how long it takes is how long all of them wait there.

The queue in question is the socket's receive buffer in the kernel, which nothing else tells us about. A beat that was
lost counts as one that still waits, until a later one has come.
"""

import socket
from collections import deque
from collections.abc import Iterable

import KSR

from switch import timers

MOST_UNDER_WAY = 1_000


class Door:
    """A UDP socket of Kamailio's; *name* tells it from the others. A beat comes from the address that it goes to."""

    def __init__(self, name: str, address: tuple[str, int]) -> None:
        self._name, self._address = name, address
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((address[0], 0))
        self._under_way: deque[int] = deque(maxlen=MOST_UNDER_WAY)

    def send(self, at_ms: int) -> None:
        self._under_way.append(at_ms)
        self._socket.sendto(timers.datagram({"beat": [self._name, at_ms]}), self._address)

    def wait_ms(self, now_ms: int) -> int:
        """How long the last beat took; as soon as one has taken longer than that, its time so far."""
        noted = KSR.htable.sht_get("counters", f"beat:{self._name}") or "0 0"
        sent, took = map(int, noted.split())
        while self._under_way and self._under_way[0] <= sent:
            self._under_way.popleft()
        return max(took, now_ms - self._under_way[0] if self._under_way else 0)


class Beats:
    """Only in the wheel's process: one door after the other gets a beat, one at each turn."""

    def __init__(self, doors: Iterable[Door]) -> None:
        self._doors = deque(doors)

    def wait_ms(self, now_ms: int) -> int:
        """At the worst door."""
        return max(door.wait_ms(now_ms) for door in self._doors)

    def send(self, now_ms: int) -> None:
        self._doors[0].send(now_ms)
        self._doors.rotate()


def came(name: str, sent_ms: int) -> None:
    """A worker has got a beat. An older one that was just a little slower may be noted after it: the next one sees to
    that."""
    KSR.htable.sht_sets("counters", f"beat:{name}", f"{sent_ms} {timers.steady_ms() - sent_ms}")
