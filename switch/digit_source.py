"""Finds the socket from which rtpengine sends digits. rtpengine signs nothing, so we ask the kernel whose socket a port
is.

rtpengine 10 connects one socket to our event port when it starts. Nobody can share its port, and another user's process
that also connects to us has another user's socket. rtpengine 12 sends from a socket without an address of its own; the
sockets for voice and control have one.
"""

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

NAME = "rtpengine"
LOOK_EVERY_S = 1.0
"""How often we look at most: it takes milliseconds, and a stranger's datagrams must not make us do it for each."""

PROC = Path("/proc")
HERE = f"{int.from_bytes(socket.inet_aton('127.0.0.1'), sys.byteorder):08X}"
"""127.0.0.1, as the kernel writes it in proc(5), /proc/net/udp."""


@dataclass(frozen=True)
class Found:
    """Describes rtpengine's socket, and the file descriptor by which we found it."""

    port: int
    socket: str
    link: Path
    """Leads to *socket* for as long as rtpengine lives."""


class DigitSource:
    """Knows rtpengine's socket for digits, for one process."""

    def __init__(self, event_port: int) -> None:
        self._event_port = event_port
        self._found: Found | None = None
        self._look_at = 0.0

    def is_at(self, port: int) -> bool:
        """Return whether a datagram from this port of 127.0.0.1 was sent by rtpengine."""
        if not (self._found and _target(self._found.link) == self._found.socket):
            self._found = self._looked(port)
        return self._found is not None and self._found.port == port

    def _looked(self, port: int) -> Found | None:
        now = time.monotonic()
        if now < self._look_at:
            return None
        self._look_at = now + LOOK_EVERY_S
        ports = _may_send_to(self._event_port, port)
        for link in _descriptors(NAME) if ports else ():
            if (target := _target(link)) in ports:
                return Found(ports[target], target, link)
        return None


def _may_send_to(event_port: int, own_port: int) -> dict[str, int]:
    """Return {socket: its port} of this user's sockets that are connected to 127.0.0.1:*event_port*, or that have
    *own_port* and no address on either side."""
    found = {}
    for local, remote, uid, inode in (*_sockets("udp"), *_sockets("udp6")):
        address, _, port = local.rpartition(":")
        is_connected = remote == f"{HERE}:{event_port:04X}"
        is_free = int(port, 16) == own_port and not (address + remote).strip("0:")
        if (is_connected or is_free) and uid == os.getuid():
            found[f"socket:[{inode}]"] = int(port, 16)
    return found


def _sockets(table: str) -> Iterator[tuple[str, str, int, str]]:
    """Yield (local address, remote address, user, inode) of each socket; see proc(5)."""
    with suppress(FileNotFoundError):  # a kernel without IPv6
        for line in (PROC / "net" / table).read_text().splitlines()[1:]:
            _, local, remote, _, _, _, _, uid, _, inode, *_ = line.split()
            yield local, remote, int(uid), inode


def _descriptors(name: str) -> list[Path]:
    """Yield the open files of all processes of that name into which we may look."""
    found: list[Path] = []
    for process in PROC.glob("[0-9]*"):
        try:
            if (process / "comm").read_text().strip() == name:
                found += (process / "fd").iterdir()
        except OSError:
            continue  # it has ended, or is another user's
    return found


def _target(link: Path) -> str:
    try:
        return os.readlink(link)
    except OSError:
        return ""
