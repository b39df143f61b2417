"""Limits the upload size per view. A larger request gets a 413 before its body is read."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])
FORM_BYTES = 2**20
"""The size of a form besides its file."""


def takes_up_to(file_bytes: int) -> Callable[[View], View]:
    """Decorate a view that accepts a file of up to *file_bytes*."""

    def mark(view: View) -> View:
        view.most_bytes = file_bytes + FORM_BYTES  # type: ignore[attr-defined]
        return view

    return mark


def most_megabytes() -> int:
    """Return the size in MB that the page of this request accepts."""
    most = _most_bytes()
    return ((most - FORM_BYTES) if most else current_app.config["MAX_CONTENT_LENGTH"]) // 2**20


def _most_bytes() -> int | None:
    """Return the view's own limit, or None if it has none."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "most_bytes", None)


def _limit() -> None:
    if (most := _most_bytes()) is not None:
        request.max_content_length = most


def init_app(app: Flask) -> None:
    """Limit requests. Must run before whatever reads a form, such as CSRF protection."""
    app.before_request(_limit)
