"""What was recorded of a call, for whoever tells its story: the recordings provide it."""

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, current_app

Provider = Callable[[str], list[dict[str, Any]]]


def provide_recordings(app: Flask, provider: Provider) -> None:
    app.extensions["recordings_of"] = provider


def recordings_of(call: str) -> list[dict[str, Any]]:
    """In their order, of the company in force: {"id", "kind", "owner", "state", "words", "duration_s"}.

    *state* is "recording", "making", "ready", "silent" or "failed", and *words* says it to a person; *duration_s* is
    None unless it is "ready". Then the page "recordings.sound" plays it.
    """
    return cast(Provider, current_app.extensions["recordings_of"])(call)
