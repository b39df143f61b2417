"""The lines of one call, for whoever tells its story: the journal provides them."""

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, current_app

Reader = Callable[[str], list[dict[str, Any]]]


def provide_lines(app: Flask, reader: Reader) -> None:
    app.extensions["journal_lines"] = reader


def lines_of(call: str) -> list[dict[str, Any]]:
    """In their order. Whether the call may be seen is for the caller to know."""
    return cast(Reader, current_app.extensions["journal_lines"])(call)
