"""A private Redis for tests, on a free port, which keeps nothing."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.ports import free_ports
from tests.waiting import until


@contextmanager
def running_redis(folder: Path, port: int | None = None) -> Iterator[str]:
    """Yield its URL."""
    port = port or free_ports(1)[0]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            assert until(lambda: _answers(port))
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    try:
        with redis.Redis(port=port) as server:
            return bool(server.ping())
    except redis.ConnectionError:
        return False
