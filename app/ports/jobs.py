"""Registers what the worker does repeatedly or all the time. Features do so when they are wired."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from app.port import Registry


@dataclass(frozen=True)
class Periodic:
    """Describes a job: *run* is called in an application context of its own, *every_s* seconds after it last
    returned. The worker touches the file *sign* of ``run/`` each time it has gone well; "" for none."""

    name: str
    every_s: float
    run: Callable[[], object]
    sign: str = ""


@dataclass(frozen=True)
class Service:
    """Describes a job that goes on: *run* is called once, in an application context, and returns soon after its event
    is set.

    If it fails, it is called again.
    """

    name: str
    run: Callable[[threading.Event], object]


periodic_jobs: Registry[Periodic] = Registry("periodic jobs", key=lambda job: job.name)
services: Registry[Service] = Registry("services", key=lambda service: service.name)
