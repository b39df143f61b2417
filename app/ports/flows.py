"""The published drawing that a call went through: the flows know, and the calls ask."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from flask import Flask, current_app

from designer.drawing.outlets import Outlets, outlets_of


@dataclass(frozen=True)
class Drawing:
    """A version of a flow. *labels* says what people call its nodes, and those of its sub-flows."""

    flow_id: int
    graph: dict[str, Any]
    labels: dict[str, str]

    @cached_property
    def outlets(self) -> Outlets:
        return outlets_of(self.graph)


Finder = Callable[[str, str], Drawing | None]


def provide_drawings(app: Flask, finder: Finder) -> None:
    """*finder* maps a program's hash and a number to the newest drawing, of the company in force, that compiled to the
    program: one of the flow to which the number leads, if that has any."""
    app.extensions["drawings"] = finder


def drawing_of(program_sha: str, number: str = "") -> Drawing | None:
    """Two flows that are drawn alike have one program: then the *number* that was called tells which of them it was."""
    return cast(Finder, current_app.extensions["drawings"])(program_sha, number)


def node_labels(program_sha: str) -> dict[str, str]:
    """{node id: label} of the drawing; {} when there is none."""
    drawing = drawing_of(program_sha)
    return drawing.labels if drawing else {}
