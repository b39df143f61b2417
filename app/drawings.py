"""What the nodes of a published drawing are called: the flows know, and the calls ask."""

from collections.abc import Callable
from typing import cast

from flask import Flask, current_app

Labels = Callable[[str], dict[str, str]]


def provide_labels(app: Flask, labels: Labels) -> None:
    """*labels* maps a program's hash to {node id: label} of a drawing, of the company in force, that compiled to it."""
    app.extensions["node_labels"] = labels


def node_labels(program_sha: str) -> dict[str, str]:
    return cast(Labels, current_app.extensions["node_labels"])(program_sha)
