"""Remembers what a request that only reads has looked for, so that it looks once."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import g, has_request_context, request

from app.db import company_in_force

Result = TypeVar("Result")


def once(name: object, make: Callable[[], Result]) -> Result:
    """Return what *make* returned when this request first asked for *name* in the company in force. Other requests, and
    all else, ask each time."""
    if not has_request_context() or request.method != "GET":
        return make()
    known: dict[object, Any] = g.setdefault("figures_once", {})
    key = company_in_force(), name
    if key not in known:
        known[key] = make()
    found: Result = known[key]
    return found


def forget(name: object) -> None:
    """Look for *name* again when it is asked for the next time."""
    if has_request_context():
        g.get("figures_once", {}).pop((company_in_force(), name), None)
