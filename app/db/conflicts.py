"""Recognises failures caused by somebody else saving at the same moment, which each database reports in its own way."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from app.db import db

SQLITE = ("UNIQUE constraint failed", "FOREIGN KEY constraint failed", "database is locked")
POSTGRES = ("23505", "23503", "40001", "40P01")
"""SQLSTATEs: duplicate key, missing reference, serialisation failure, deadlock."""


def is_collision(error: BaseException | None) -> bool:
    """Return whether *error* was caused by another transaction."""
    match error:
        case StaleDataError() | ObjectDeletedError():
            return True
        case DBAPIError(orig=said):
            return str(said).startswith(SQLITE) or getattr(said, "sqlstate", "") in POSTGRES
    return False


@contextmanager
def unless_taken(refused: Exception) -> Iterator[None]:
    """Write what is added inside at once, and raise *refused* if such a row already exists."""
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as problem:
        if not is_collision(problem):
            raise
        raise refused from None
