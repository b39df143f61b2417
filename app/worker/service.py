"""Runs tasks periodically and services continuously, each in its own thread, so that a long one delays no other."""

import logging
import threading
import time
from collections.abc import Callable, Iterable

from flask import Flask

from app.config import config
from app.heartbeat import Trouble
from app.ports.jobs import Periodic, Service

AGAIN_S = 5.0
"""Seconds after which a failed service is restarted."""

PAUSE_S = 1.0
"""The shortest pause after a task failed, so that its log does not fill up a full disk."""

log = logging.getLogger(__name__)


class Worker:
    """Runs tasks and services in threads, and knows which of them fail."""

    def __init__(
        self, app: Flask, tasks: Iterable[Periodic], services: Iterable[Service] = (), again_s: float = AGAIN_S
    ) -> None:
        """*again_s* is the pause before a failed service is restarted."""
        self._app = app
        self._again_s = again_s
        self._troubles: dict[str, Trouble] = {}
        self._stopped = threading.Event()
        self._threads = [
            *(threading.Thread(target=self._repeat, args=(task,), name=task.name) for task in tasks),
            *(threading.Thread(target=self._serve, args=(each,), name=each.name) for each in services),
        ]

    def start(self) -> None:
        """Start all threads."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Start no further task, and end all services. Safe in a signal handler."""
        self._stopped.set()

    def wait(self) -> None:
        """Wait until the worker was stopped and all threads have ended."""
        self._stopped.wait()
        for thread in self._threads:
            thread.join()

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Return the tasks and services that fail now."""
        return tuple(self._troubles.copy().values())

    def _repeat(self, task: Periodic) -> None:
        while not self._stopped.is_set():
            went_well = self._run(task.name, lambda: self._done(task))
            self._stopped.wait(task.every_s if went_well else max(task.every_s, PAUSE_S))

    def _done(self, task: Periodic) -> None:
        task.run()
        if task.sign:
            (config().run_dir / task.sign).touch()

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
        """Note the failure, and log its traceback the first time."""
        known = self._troubles.get(name)
        if known and known.reason == reason:
            log.warning("%s: still %s", name, reason)
        else:
            log.exception("%s", name)
        self._troubles[name] = Trouble(name, known.since_s if known else time.time(), reason)
