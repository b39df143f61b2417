"""Measures how long messages wait, by sending a beat through each socket at which they come.

The queue in question is the socket's receive buffer in the kernel, which nothing else tells us about. A beat that was
lost counts as one that still waits, until a later one has come.
"""

from collections import deque
from collections.abc import Iterable

import KSR

from switch import datagrams, timers
from switch.orders import Beat

MOST_UNDER_WAY = 1_000


class Door:
    """Sends beats to a UDP socket of Kamailio's, which *name* identifies. A beat comes from the address to which it
    goes."""

    def __init__(self, name: str, address: tuple[str, int]) -> None:
        self._name, self._address = name, address
        self._under_way: deque[int] = deque(maxlen=MOST_UNDER_WAY)

    def send(self, at_ms: int) -> None:
        """Send a beat."""
        self._under_way.append(at_ms)
        datagrams.send(timers.datagram(Beat(self._name, at_ms)), self._address, self._address[0])

    def wait_ms(self, now_ms: int) -> int:
        """Return how long the last beat took, or how long one that is still under way has taken so far, if that is
        longer."""
        noted = KSR.htable.sht_get("counters", f"beat:{self._name}") or "0 0"
        sent, took = map(int, noted.split())
        while self._under_way and self._under_way[0] <= sent:
            self._under_way.popleft()
        return max(took, now_ms - self._under_way[0] if self._under_way else 0)


class Beats:
    """Sends a beat to one door after the other, one at each turn. Only the wheel's process does so."""

    def __init__(self, doors: Iterable[Door]) -> None:
        self._doors = deque(doors)

    def wait_ms(self, now_ms: int) -> int:
        """Return the wait at the worst door."""
        return max(door.wait_ms(now_ms) for door in self._doors)

    def send(self, now_ms: int) -> None:
        """Send a beat to the next door."""
        self._doors[0].send(now_ms)
        self._doors.rotate()


def came(name: str, sent_ms: int) -> None:
    """Note a beat that has come to a worker. An older one that was just a little slower may be noted after it: the next
    one corrects that."""
    KSR.htable.sht_sets("counters", f"beat:{name}", f"{sent_ms} {timers.steady_ms() - sent_ms}")
