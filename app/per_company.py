"""Runs one task for many companies or people so that one failure does not hold up the others."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from app.db import db

Item = TypeVar("Item")
log = logging.getLogger(__name__)


def one_by_one(items: Iterable[Item], do: Callable[[Item], object]) -> None:
    """Call *do* for each item and log failures; finally raise the first one, so that Health shows it."""
    first: Exception | None = None
    for item in items:
        try:
            do(item)
        except Exception as error:  # the edge of one: the others go on
            log.exception("%s %r", getattr(do, "__name__", do), item)
            db.session.rollback()
            first = first or error
    if first is not None:
        raise first
