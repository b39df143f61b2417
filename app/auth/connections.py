"""Disconnects Socket.IO clients when their session ends or their role changes, no matter which process ended it.

A namespace calls ``connect`` once it has admitted a browser, and ``disconnect`` when the browser has gone.
"""

from dataclasses import dataclass

from flask import Flask, request
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from app.auth.impersonation import account_mark
from app.auth.models import User
from app.auth.service import sessions
from app.db.groups import Groups
from app.port import Port
from app.ports.waking import ACCOUNTS, Watch, wake
from app.web.socketio import socketio

LEAST_S = 0.1
LONGEST_S = 10.0
"""A session that nobody has used for long ends by itself, and wakes nobody."""


Admitted = tuple[str, Groups]
"""The role, and the groups, of the user when the connection was opened."""


@dataclass(frozen=True)
class Connection:
    """Describes a connected browser, with the session and the role by which it was admitted."""

    namespace: str
    session_id: int
    admitted: Admitted


class Connections:
    """Keeps the open connections of this process."""

    def __init__(self, app: Flask) -> None:
        """Start with no connections."""
        self.watch: Watch[int] = Watch(app, self.cut, ACCOUNTS.__eq__, LEAST_S, LONGEST_S)
        self._open: dict[str, Connection] = {}

    def connect(self, browser: str, connection: Connection) -> None:
        """Add a browser."""
        self._open[browser] = connection
        self.watch.connect(browser, connection.session_id)

    def disconnect(self, browser: str) -> None:
        """Remove a browser."""
        self._open.pop(browser, None)
        self.watch.disconnect(browser)

    def cut(self) -> None:
        """Disconnect browsers whose session has ended, or whose user has another role or other groups."""
        found = self._open.copy()
        users = sessions.users_of({each.session_id for each in found.values()})
        admitted = {session_id: _admitted(user) for session_id, user in users.items()}
        for browser, each in found.items():
            if admitted.get(each.session_id) != each.admitted:
                self.disconnect(browser)
                socketio.server.disconnect(browser, namespace=each.namespace)


connections: Port[Connections] = Port("connections")


def is_of_this_account(auth: object) -> bool:
    """Return whether the connecting page belongs to the signed-in user and their current company.

    *auth* is what the page sends on connecting. A page that names no account belongs to it, too.
    """
    return not isinstance(auth, dict) or auth.get("account") in (None, account_mark())


def connect(namespace: str) -> None:
    """Watch the session of a signed-in browser. Call this in a handler of "connect"."""
    user_session = sessions.current_session()
    assert user_session is not None
    connection = Connection(namespace, user_session.id, _admitted(user_session.user))
    connections().connect(request.sid, connection)  # type: ignore[attr-defined]


def _admitted(user: User) -> Admitted:
    return user.role, user.sees_groups


def disconnect() -> None:
    """Stop watching a browser. Call this in a handler of "disconnect"."""
    connections().disconnect(request.sid)  # type: ignore[attr-defined]


@event.listens_for(Session, "after_flush")
def _note_users(session: Session, _context: UOWTransaction) -> None:
    """Look at the connections of all processes once the change of a user is committed."""
    if any(isinstance(row, User) for row in (*session.dirty, *session.deleted)):
        wake([ACCOUNTS])


def init_app(app: Flask) -> None:
    """Start with no connections."""
    connections.provide(app, Connections(app))
