"""The published drawing that a call went through: the flows know, and the calls ask."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from flask import Flask, current_app

from designer.ways import Ways, ways_of


@dataclass(frozen=True)
class Drawing:
    """A version of a flow. *labels* says what people call its nodes, and those of its sub-flows."""

    flow_id: int
    graph: dict[str, Any]
    labels: dict[str, str]

    @cached_property
    def ways(self) -> Ways:
        return ways_of(self.graph)


Finder = Callable[[str], Drawing | None]


def provide_drawings(app: Flask, finder: Finder) -> None:
    """*finder* maps a program's hash to the newest drawing, of the company in force, that compiled to it."""
    app.extensions["drawings"] = finder


def drawing_of(program_sha: str) -> Drawing | None:
    return cast(Finder, current_app.extensions["drawings"])(program_sha)


def node_labels(program_sha: str) -> dict[str, str]:
    """{node id: label} of the drawing; {} when there is none."""
    drawing = drawing_of(program_sha)
    return drawing.labels if drawing else {}
