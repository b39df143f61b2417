"""Opens UDP sockets."""

import socket


def bound(host: str, port: int = 0) -> socket.socket:
    """Return a UDP socket bound to the address; port 0 is any free one. Raise OSError if it is taken."""
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made
