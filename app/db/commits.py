"""Calls the hooks around each commit of the application's session, whoever commits."""

from collections.abc import Callable

from flask_sqlalchemy.session import Session

from app.port import Registry

before_commit: Registry[Callable[[], None]] = Registry("hooks before a commit")
"""Each is called in the transaction that is about to be committed, and may refuse it by an exception."""
after_commit: Registry[Callable[[], None]] = Registry("hooks after a commit")
"""Each is called once the transaction is committed, in a new one."""


class HookedSession(Session):
    """Calls the hooks around each commit; what was noted for them is forgotten with a rollback."""

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
