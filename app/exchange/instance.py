"""Ensures that one folder has one exchange, and that its ports are free."""

import errno
import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from config import LOCAL_PORTS, Config, variable

KINDS = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}


class CannotStart(Exception):
    """Gives the reason to the person at the terminal."""


@contextmanager
def only_instance(config: Config) -> Iterator[None]:
    """Lock the home folder while the context is open; the kernel unlocks it however the process ends.

    Raise CannotStart if another exchange runs in this folder.
    """
    config.run_dir.mkdir(parents=True, exist_ok=True)
    path = config.run_dir / "exchange.lock"
    with open(path, "a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise CannotStart(
                f"the exchange in {config.home} is running already (process {file.read().strip() or 'unknown'}); "
                f"stop it first, or give this one a folder of its own with {variable('home')}"
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def check_ports(config: Config) -> None:
    """Raise CannotStart for the first port that can't be had."""
    for name, port in LOCAL_PORTS.items():
        host = getattr(config, port.host) if port.host else "127.0.0.1"
        for kind in port.kinds:
            _try(name, port.what, port.host, host, getattr(config, name), KINDS[kind])
    _try("rtp_host", "voice", "rtp_host", config.rtp_host, 0, socket.SOCK_DGRAM)


def _try(name: str, what: str, host_name: str, host: str, port: int, kind: socket.SocketKind) -> None:
    with socket.socket(socket.AF_INET, kind) as probe:
        if kind == socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CannotStart(_reason(problem, name, what, host_name, host, port)) from problem


def _reason(problem: OSError, name: str, what: str, host_name: str, host: str, port: int) -> str:
    said = f"port {port} ({variable(name)}, {what})"
    if problem.errno == errno.EADDRINUSE:
        return f"{said} is in use by another program"
    if problem.errno == errno.EACCES:
        return f"{said} may only be opened by root"
    if problem.errno == errno.EADDRNOTAVAIL and host_name:
        return f"{host} ({variable(host_name)}, {what}) is not an address of this machine"
    return f"{said} can't be opened on {host}: {problem.strerror}"
