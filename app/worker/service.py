"""Runs tasks again and again, each in a thread of its own, so that a long one keeps no other waiting."""

import logging
import threading
from collections.abc import Iterable

from flask import Flask

from app.periodic import Periodic

log = logging.getLogger(__name__)


class Worker:
    def __init__(self, app: Flask, tasks: Iterable[Periodic]) -> None:
        self._app = app
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._repeat, args=(task,), name=task.name) for task in tasks]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """No task begins any more. Safe in a signal handler."""
        self._stopped.set()

    def wait(self) -> None:
        """Until it was stopped, and every task that was under way has come back."""
        self._stopped.wait()
        for thread in self._threads:
            thread.join()

    def _repeat(self, task: Periodic) -> None:
        while not self._stopped.is_set():
            self._run(task)
            self._stopped.wait(task.every_s)

    def _run(self, task: Periodic) -> None:
        try:
            with self._app.app_context():
                task.run()
        except Exception:  # a process edge: what failed is tried again, and the other tasks go on
            log.exception("%s", task.name)
