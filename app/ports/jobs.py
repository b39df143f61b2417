"""What the worker does again and again, or all the time: features register it when they are wired."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask


@dataclass(frozen=True)
class Periodic:
    """*run* is called in an application context of its own, *every_s* seconds after it last came back."""

    name: str
    every_s: float
    run: Callable[[], object]


@dataclass(frozen=True)
class Service:
    """*run* is called once, in an application context, and comes back soon after its event is set; if it fails, it is
    called again."""

    name: str
    run: Callable[[threading.Event], object]


def periodically(app: Flask, task: Periodic) -> None:
    app.extensions.setdefault("periodic", []).append(task)


def serve(app: Flask, service: Service) -> None:
    app.extensions.setdefault("services", []).append(service)


def tasks(app: Flask) -> list[Periodic]:
    return cast(list[Periodic], app.extensions.get("periodic", []))


def services(app: Flask) -> list[Service]:
    return cast(list[Service], app.extensions.get("services", []))
