"""Runs tasks again and again and services all the time, each in a thread of its own, so that a long one keeps no other
waiting."""

import logging
import threading
import time
from collections.abc import Callable, Iterable

from flask import Flask

from app.heartbeat import Trouble
from app.ports.jobs import Periodic, Service

AGAIN_S = 5.0
"""After which a service that failed is tried again."""

PAUSE_S = 1.0
"""The least time after which a task that failed is done again: a full disk must not fill up with what it says."""

log = logging.getLogger(__name__)


class Worker:
    def __init__(
        self, app: Flask, tasks: Iterable[Periodic], services: Iterable[Service] = (), again_s: float = AGAIN_S
    ) -> None:
        self._app = app
        self._again_s = again_s
        self._troubles: dict[str, Trouble] = {}
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

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What fails now."""
        return tuple(self._troubles.copy().values())

    def _repeat(self, task: Periodic) -> None:
        while not self._stopped.is_set():
            went_well = self._run(task.name, task.run)
            self._stopped.wait(task.every_s if went_well else max(task.every_s, PAUSE_S))

    def _serve(self, service: Service) -> None:
        while not self._stopped.is_set():
            self._run(service.name, lambda: service.run(self._stopped))
            self._stopped.wait(self._again_s)

    def _run(self, name: str, run: Callable[[], object]) -> bool:
        try:
            with self._app.app_context():
                run()
        except Exception as error:  # noqa: BLE001 - a process edge: it is tried again, and the others go on
            self._failed(name, f"{type(error).__name__}: {error}".partition("\n")[0])
            return False
        self._troubles.pop(name, None)
        return True

    def _failed(self, name: str, reason: str) -> None:
        """The log says it at length the first time."""
        known = self._troubles.get(name)
        if known and known.reason == reason:
            log.warning("%s: still %s", name, reason)
        else:
            log.exception("%s", name)
        self._troubles[name] = Trouble(name, known.since_s if known else time.time(), reason)
