"""The portal as it is served: gunicorn with our configuration, in a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from config import Config

TOP = Path(__file__).resolve().parents[2]
START_LIMIT_S = 240
LOOK_S = 0.05


class Portal:
    """*environment* holds the variables that *config* was read from."""

    def __init__(self, config: Config, environment: dict[str, str]) -> None:
        self.url = f"http://127.0.0.1:{config.http_port}"
        self._environment = environment
        self._log = config.logs_dir / "portal.log"
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "wsgi:app"],
                cwd=TOP,
                env={**os.environ, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_LIMIT_S
        while not self._answers():
            time.sleep(LOOK_S)
            if self._child.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the portal did not start:\n{self.log()[-3000:]}")

    @property
    def pid(self) -> int:
        """Its process, whose children are the ones that serve."""
        assert self._child is not None
        return self._child.pid

    def stop(self) -> None:
        if self._child is None:
            return
        self._child.terminate()
        try:
            self._child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait(timeout=10)

    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/healthz", timeout=10).ok
        except requests.RequestException:
            return False


@contextmanager
def serving(config: Config, environment: dict[str, str]) -> Iterator[Portal]:
    """A portal that has started, and is stopped when the context is left."""
    config.logs_dir.mkdir(parents=True, exist_ok=True)
    portal = Portal(config, environment)
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()
