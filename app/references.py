"""What flows may refer to, and which flows refer to it. The settings know the one and the flows the other; here they
meet without knowing each other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, current_app

KINDS = ("employee", "group", "prompt", "calendar")


@dataclass(frozen=True)
class Reference:
    """*name* is what a flow keeps and never changes; *label* is for people; *text* is what a prompt says."""

    kind: str
    name: str
    label: str
    text: str = ""


Provider = Callable[[], Iterable[Reference]]
DirectoryMaker = Callable[[], dict[str, Any]]
UseFinder = Callable[[str, str], list[str]]


def provide(app: Flask, provider: Provider, directory: DirectoryMaker) -> None:
    app.extensions["references"] = provider
    app.extensions["directory"] = directory


def provide_uses(app: Flask, finder: UseFinder) -> None:
    app.extensions["reference_uses"] = finder


def references() -> list[Reference]:
    """All of the company in force."""
    return list(cast(Provider, current_app.extensions["references"])())


def known() -> dict[str, set[str]]:
    """As ``designer.compile_flow`` wants it."""
    names: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for reference in references():
        names[reference.kind].add(reference.name)
    return names


def directory() -> dict[str, Any]:
    """All that calls of the company in force need to know of its settings, as the switch gets it."""
    return cast(DirectoryMaker, current_app.extensions["directory"])()


def published_uses(kind: str, name: str) -> list[str]:
    """Names of the flows that are published on a number and refer to it."""
    return cast(UseFinder, current_app.extensions["reference_uses"])(kind, name)
