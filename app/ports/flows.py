"""The published drawing that a call went through, for the features that show calls: ``app.flows`` provides it."""

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
        """The outlets of the drawing's blocks."""
        return outlets_of(self.graph)


Finder = Callable[[str, str], Drawing | None]


def provide_drawings(app: Flask, finder: Finder) -> None:
    """Let *finder* return the newest drawing of the current company that compiled to a program.

    It is given the program's hash and a number, and prefers drawings of the flow to which the number leads.
    """
    app.extensions["drawings"] = finder


def drawing_of(program_sha: str, number: str = "") -> Drawing | None:
    """Return the newest drawing that compiled to the program; None if there is none.

    Two flows that are drawn alike have one program: then the *number* that was called tells which of them it was.
    """
    return cast(Finder, current_app.extensions["drawings"])(program_sha, number)


def node_labels(program_sha: str) -> dict[str, str]:
    """Return the labels of the program's nodes by their ids; {} if it has no drawing."""
    drawing = drawing_of(program_sha)
    return drawing.labels if drawing else {}
