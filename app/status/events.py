"""Pushes the calls of a company to the live page over Socket.IO, at first and whenever they change.

Server to browser, "calls" and "wrap_ups": lists as ``app.ports.calls`` has them.
"""

from flask import Flask, request
from flask_login import current_user
from flask_socketio import ConnectionRefusedError

from app.auth import connections
from app.auth.impersonation import current_company
from app.auth.permissions import may
from app.auth.service.factors import must_set_up
from app.db import company_scope
from app.port import Port
from app.ports.calls import calls, newest_change
from app.web.push import Watch
from app.web.socketio import socketio

LOOK_S = 0.25
OTHER_ACCOUNT = "other account"
"""Tells a page that it belongs to another account: app/frontend/live.ts."""


class Calls:
    """Pushes the calls of watched companies when they change."""

    def __init__(self, app: Flask) -> None:
        """Start without browsers."""
        self.watch = Watch(app, self.push, LOOK_S)
        self._told: dict[int, int] = {}

    def push(self) -> None:
        """Push the calls of all watched companies if anything has changed."""
        newest = newest_change()
        watched = set(self.watch.browsers.values())
        for company_id in watched:
            if self._told.get(company_id) != newest:
                with company_scope(company_id):
                    _send(_room(company_id))
        self._told = dict.fromkeys(watched, newest)


live: Port[Calls] = Port("the live page")


def _send(to: str) -> None:
    """Send the calls of the company in force to a browser or a room."""
    socketio.emit("calls", calls().in_progress(), to=to)
    socketio.emit("wrap_ups", calls().wrap_ups(), to=to)


def _room(company_id: int) -> str:
    return f"calls of {company_id}"


def _connect(auth: object = None) -> bool:
    """Admit users who may watch, and send the calls at once."""
    if not may("watch") or must_set_up(current_user):
        return False
    if not connections.is_of_this_account(auth):
        raise ConnectionRefusedError(OTHER_ACCOUNT)
    company_id = current_company().id
    socketio.server.enter_room(request.sid, _room(company_id))  # type: ignore[attr-defined]
    with company_scope(company_id):
        _send(request.sid)  # type: ignore[attr-defined]
    live().watch.connect(request.sid, company_id)  # type: ignore[attr-defined]
    connections.connect("/")
    return True


def _disconnect(_reason: object = None) -> None:
    connections.disconnect()
    live().watch.disconnect(request.sid)  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    """Register the events."""
    live.provide(app, Calls(app))
    socketio.on_event("connect", _connect)
    socketio.on_event("disconnect", _disconnect)
