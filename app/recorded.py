"""What was recorded of a call, for whoever tells its story: the recordings provide it."""

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, current_app

Provider = Callable[[str], list[dict[str, Any]]]


def provide_recordings(app: Flask, provider: Provider) -> None:
    app.extensions["recordings_of"] = provider


def recordings_of(call: str) -> list[dict[str, Any]]:
    """In their order, of the company in force: {"id", "kind", "owner", "state", "duration_s", "url"}.

    *state* is "recording", "making", "ready", "silent" or "failed"; *duration_s* and *url* (of the sound) are None
    unless it is "ready".
    """
    return cast(Provider, current_app.extensions["recordings_of"])(call)
