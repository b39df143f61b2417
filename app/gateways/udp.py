"""UDP sockets that leave nothing open when they can't be had."""

import socket


def bound(host: str, port: int = 0) -> socket.socket:
    """A UDP socket on that address; 0 is any free port. Raises OSError when the address is taken."""
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made
