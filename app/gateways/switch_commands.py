"""Sends signed commands to the switch, by UDP to a port that only this machine reaches."""

import socket
from typing import Any

from app.gateways import run_secret
from config import Config
from switch import signed

HERE = "127.0.0.1"


def datagram(config: Config, message: dict[str, Any]) -> bytes:
    """Return a signed message."""
    return signed.datagram(run_secret.current(config), signed.EVENT, message)


def send(config: Config, message: dict[str, Any]) -> None:
    """Send a message. Whether the switch receives it is unknown."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.sendto(datagram(config, message), (HERE, config.event_port))
