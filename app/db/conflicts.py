"""Whether something failed because somebody else saved at the same moment: each database says so in its own way."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from app.db import db

SQLITE = ("UNIQUE constraint failed", "FOREIGN KEY constraint failed", "database is locked")
POSTGRES = ("23505", "23503", "40001", "40P01")
"""There already; refers to what is gone; two that wait for each other."""


def is_collision(error: BaseException | None) -> bool:
    match error:
        case StaleDataError() | ObjectDeletedError():
            return True
        case DBAPIError(orig=said):
            return str(said).startswith(SQLITE) or getattr(said, "sqlstate", "") in POSTGRES
    return False


@contextmanager
def unless_taken(refused: Exception) -> Iterator[None]:
    """What is added inside is written at once, or else *refused* is raised, as there is such a one already."""
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as problem:
        if not is_collision(problem):
            raise
        raise refused from None
