"""Finds where the operator's carrier is: the only name that is ever looked up.

A process of its own asks the DNS, again and again, and may well wait for an answer; workers that place a call read what
it has found. While the DNS is away, the carrier stays where it was.
"""

import socket
from concurrent.futures import ThreadPoolExecutor

import KSR

from switch import timers
from switch.message import is_address
from switch.settings import Settings

TABLE, KEY = "counters", "trunk"
AGAIN_MS = 60_000


def address(trunk: str) -> str:
    """Return the carrier *trunk*, "host:port" or "", as "address:port"; "" if there is none, or nobody knows it yet."""
    return trunk if not trunk or is_address(trunk.rpartition(":")[0]) else str(KSR.htable.sht_get(TABLE, KEY) or "")


class Trunk:
    """Looks the carrier up by its name."""

    def __init__(self, settings: Settings) -> None:
        self._host, _, self._port = settings.trunk.rpartition(":")
        self._is_name = bool(self._host) and not is_address(self._host)
        self._looked_ms = -AGAIN_MS
        self._is_known = True

    def turn(self) -> None:
        """Look once a minute, and again at once as long as there is no answer. Call this every second."""
        now_ms = timers.steady_ms()
        if self._is_name and not (self._is_known and now_ms - self._looked_ms < AGAIN_MS):
            self._looked_ms = now_ms
            self._note(_address(self._host))

    def _note(self, address: str) -> None:
        if address:
            KSR.htable.sht_sets(TABLE, KEY, f"{address}:{self._port}")
        elif self._is_known:
            KSR.err(f"the carrier can't be found: nobody knows where {self._host} is\n")
        self._is_known = bool(address)


def _address(host: str) -> str:
    """Return the host's IPv4 address; "" if the DNS has none. It asks in a thread, because each thread has DNS settings
    of its own, and those of Kamailio's (``dns_servers_no``) would find nothing."""
    with ThreadPoolExecutor(1) as pool:
        try:
            found = pool.submit(socket.getaddrinfo, host, None, socket.AF_INET, socket.SOCK_DGRAM).result()
        except OSError:
            return ""
    return str(found[0][4][0])
