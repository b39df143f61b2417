"""Open pages end with the session that they were opened in: nobody is told anything over Socket.IO who was signed out,
whichever process, command or person saw to it.

A namespace says so by ``connect`` when it has admitted a browser, and by ``disconnect`` when that has gone.
"""

from dataclasses import dataclass

from flask import Flask, request

from app.auth.impersonation import account_mark
from app.auth.service import sessions
from app.port import Port
from app.web.push import Watch
from app.web.socketio import socketio

LOOK_S = 0.5


@dataclass(frozen=True)
class Connection:
    namespace: str
    visit_id: int
    role: str
    """What was admitted by it."""


class Connections:
    """Those of this process."""

    def __init__(self, app: Flask) -> None:
        self.watch = Watch(app, self.cut, LOOK_S)
        self._open: dict[str, Connection] = {}

    def connect(self, browser: str, connection: Connection) -> None:
        self._open[browser] = connection
        self.watch.connect(browser, connection.visit_id)

    def disconnect(self, browser: str) -> None:
        self._open.pop(browser, None)
        self.watch.disconnect(browser)

    def cut(self) -> None:
        """Those whose session has ended, or whose person has another role."""
        found = self._open.copy()
        roles = sessions.roles_of({each.visit_id for each in found.values()})
        for browser, each in found.items():
            if roles.get(each.visit_id) != each.role:
                self.disconnect(browser)
                socketio.server.disconnect(browser, namespace=each.namespace)


connections: Port[Connections] = Port("connections")


def is_of_this_account(auth: object) -> bool:
    """Whether the page that connects belongs to whoever is signed in now, and to the company that they are in. A page
    that does not say so belongs to nobody else, either."""
    return not isinstance(auth, dict) or auth.get("account") in (None, account_mark())


def connect(namespace: str) -> None:
    """In a handler of "connect", of somebody who is signed in."""
    visit = sessions.visit_now()
    assert visit is not None
    connections().connect(request.sid, Connection(namespace, visit.id, visit.user.role))  # type: ignore[attr-defined]


def disconnect() -> None:
    """In a handler of "disconnect"."""
    connections().disconnect(request.sid)  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    connections.provide(app, Connections(app))
