"""Calls the hooks around each commit of the application's session, whoever commits."""

from collections.abc import Callable
from typing import Any, NoReturn

from flask_sqlalchemy.session import Session

from app.port import Registry

before_commit: Registry[Callable[[], None]] = Registry("hooks before a commit")
"""Each is called in the transaction that is about to be committed, and may refuse it by an exception."""
after_commit: Registry[Callable[[], None]] = Registry("hooks after a commit")
"""Each is called once the transaction is committed, in a new one."""


class HookedSession(Session):
    """Calls the hooks around each commit; what was noted for them is forgotten with a rollback.

    It has no bulk methods: they write rows past the events that keep these to their company.
    """

    def bulk_save_objects(self, *_: Any, **__: Any) -> NoReturn:
        """Raise TypeError."""
        raise TypeError("add the rows to the session, or use app.db.upserts")

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects

    def commit(self) -> None:
        """Commit, with the hooks before and after."""
        for do in before_commit():
            do()
        super().commit()
        for do in after_commit():
            do()

    def rollback(self) -> None:
        """Roll back, and forget what was noted in ``info``."""
        super().rollback()
        self.info.clear()
