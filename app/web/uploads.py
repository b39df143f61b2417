"""How much a page takes: ``MAX_CONTENT_LENGTH``, or what its view says. More is refused before it is read."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])
FORM_BYTES = 2**20
"""What a form has besides its file."""


def takes_up_to(file_bytes: int) -> Callable[[View], View]:
    """Decorates a view that is sent a file of up to *file_bytes*."""

    def mark(view: View) -> View:
        view.most_bytes = file_bytes + FORM_BYTES  # type: ignore[attr-defined]
        return view

    return mark


def most_megabytes() -> int:
    """That the page of this request takes."""
    most = _most_bytes()
    return ((most - FORM_BYTES) if most else current_app.config["MAX_CONTENT_LENGTH"]) // 2**20


def _most_bytes() -> int | None:
    """None without a limit of its own."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "most_bytes", None)


def _limit() -> None:
    if (most := _most_bytes()) is not None:
        request.max_content_length = most


def init_app(app: Flask) -> None:
    """Before whatever reads a form, such as the protection against forged requests."""
    app.before_request(_limit)
