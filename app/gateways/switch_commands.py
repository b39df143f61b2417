"""Sends signed orders to the switch, by UDP to a port that only this machine reaches."""

import socket

from app.gateways import run_secret
from config import Config
from switch import signed
from switch.orders import Order, to_json

HERE = "127.0.0.1"


def datagram(config: Config, order: Order) -> bytes:
    """Return *order*, signed."""
    return signed.datagram(run_secret.current(config), signed.EVENT, to_json(order))


def send(config: Config, order: Order) -> None:
    """Send *order*. Whether the switch receives it is unknown."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.sendto(datagram(config, order), (HERE, config.event_port))
