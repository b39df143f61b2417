"""Reads what waits in the receive buffers of UDP sockets, and what was dropped, from sock_diag(7)."""

import socket
import struct

NETLINK_SOCK_DIAG = 4
SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, NLMSG_ERROR = 20, 1, 2
INET_DIAG_SKMEMINFO, SK_MEMINFO_DROPS = 7, 8
HEAD, ADDRESS, MESSAGE = struct.Struct("=IHHII"), struct.Struct("!HH4s12s4s12s"), 72
"""The struct nlmsghdr, the first part of inet_diag_sockid, and the size of inet_diag_msg."""

RQUEUE_AT = 56
ANY = b"\0" * 4


class UdpSocket:
    """Reads the UDP socket that is bound to an address."""

    def __init__(self, host: str, port: int) -> None:
        """Take the first sample."""
        self._netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG)
        self._netlink.settimeout(1)
        where = ADDRESS.pack(0, port, ANY, b"", socket.inet_aton(host), b"") + struct.pack("=I8s", 0, b"\xff" * 8)
        what = struct.pack("=BBBBI", socket.AF_INET, socket.IPPROTO_UDP, 1 << INET_DIAG_SKMEMINFO - 1, 0, 0xFFFFFFFF)
        body = what + where
        self._question = HEAD.pack(HEAD.size + len(body), SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, 1, 0) + body
        self._before = self._look()[1]
        self.queued_bytes: list[int] = []
        """At each look."""
        self.dropped = 0
        """Since the first look."""

    def sample(self) -> None:
        """Take a sample."""
        queued, dropped = self._look()
        self.queued_bytes.append(queued)
        self.dropped = dropped - self._before

    def close(self) -> None:
        """Close the netlink socket."""
        self._netlink.close()

    def _look(self) -> tuple[int, int]:
        """Return (bytes in the receive queue, packets dropped since it was opened); zeros without a socket."""
        self._netlink.send(self._question)
        data = self._netlink.recv(65535)
        if HEAD.unpack_from(data)[1] == NLMSG_ERROR:
            return 0, 0
        at, drops = HEAD.size + MESSAGE, 0
        while at + 4 <= len(data):
            size, kind = struct.unpack_from("=HH", data, at)
            if kind == INET_DIAG_SKMEMINFO:
                drops = struct.unpack_from("=9I", data, at + 4)[SK_MEMINFO_DROPS]
            at += (size + 3) & ~3 or 4
        return struct.unpack_from("=I", data, HEAD.size + RQUEUE_AT)[0], drops
