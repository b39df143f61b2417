"""Messages to the switch, by UDP to a port that only this machine reaches."""

import json
import socket
from typing import Any

HERE = "127.0.0.1"
LEAST_BYTES = 64
"""Kamailio drops datagrams that are much shorter than a SIP message."""


def datagram(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode(errors="replace").ljust(LEAST_BYTES)


def send(port: int, message: dict[str, Any]) -> None:
    """What the switch does with it, if it is there at all, is not known here."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.sendto(datagram(message), (HERE, port))
