"""What the worker does again and again: features register it when they are wired."""

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


def periodically(app: Flask, task: Periodic) -> None:
    app.extensions.setdefault("periodic", []).append(task)


def tasks(app: Flask) -> list[Periodic]:
    return cast(list[Periodic], app.extensions.get("periodic", []))
