"""Free ports for private servers: asked of the kernel, so that nothing on the machine is in the way."""

import random
import socket
from contextlib import ExitStack


def free_ports(count: int) -> list[int]:
    """Ports that are free for both TCP and UDP on the loopback address."""
    found: list[int] = []
    with ExitStack() as held:
        while len(found) < count:
            tcp = held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
            tcp.bind(("127.0.0.1", 0))
            port = tcp.getsockname()[1]
            udp = held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            try:
                udp.bind(("127.0.0.1", port))
            except OSError:
                continue
            found.append(port)
    return found


def free_port_range(size: int) -> tuple[int, int]:
    """(lowest, highest) of *size* UDP ports in a row, none of them taken now."""
    for _ in range(200):
        low = random.randrange(10_000, 32_000 - size, 2)
        if all(_is_free(port) for port in range(low, low + size, 16)):
            return low, low + size - 1
    raise RuntimeError(f"no {size} free ports in a row")


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
