"""Runs tasks again and again and services all the time, each in a thread of its own, so that a long one keeps no other
waiting."""

import logging
import threading
from collections.abc import Callable, Iterable

from flask import Flask

from app.periodic import Periodic, Service

AGAIN_S = 5.0
"""After which a service that failed is tried again."""

log = logging.getLogger(__name__)


class Worker:
    def __init__(
        self, app: Flask, tasks: Iterable[Periodic], services: Iterable[Service] = (), again_s: float = AGAIN_S
    ) -> None:
        self._app = app
        self._again_s = again_s
        self._stopped = threading.Event()
        self._threads = [
            *(threading.Thread(target=self._repeat, args=(task,), name=task.name) for task in tasks),
            *(threading.Thread(target=self._serve, args=(each,), name=each.name) for each in services),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """No task begins any more, and services end. Safe in a signal handler."""
        self._stopped.set()

    def wait(self) -> None:
        """Until it was stopped, and everything that was under way has come back."""
        self._stopped.wait()
        for thread in self._threads:
            thread.join()

    def _repeat(self, task: Periodic) -> None:
        while not self._stopped.is_set():
            self._run(task.name, task.run)
            self._stopped.wait(task.every_s)

    def _serve(self, service: Service) -> None:
        while not self._stopped.is_set():
            self._run(service.name, lambda: service.run(self._stopped))
            self._stopped.wait(self._again_s)

    def _run(self, name: str, run: Callable[[], object]) -> None:
        try:
            with self._app.app_context():
                run()
        except Exception:  # a process edge: what failed is tried again, and the others go on
            log.exception("%s", name)
