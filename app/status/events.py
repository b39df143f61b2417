"""Pushes the calls of a company to the canvas over Socket.IO, at first and whenever they change.

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
from app.db.groups import Groups, group_scope
from app.port import Port
from app.ports.calls import calls
from app.web.push import Watch
from app.web.socketio import socketio

LOOK_S = 0.25
OTHER_ACCOUNT = "other account"
"""Tells a page that it belongs to another account: app/frontend/status/main.tsx."""

Looked = tuple[int, Groups]
"""A company, and the groups of it whose calls are looked at."""


class Calls:
    """Pushes the calls of watched companies and groups when they change."""

    def __init__(self, app: Flask) -> None:
        """Start without browsers."""
        self.watch: Watch[Looked] = Watch(app, self.push, LOOK_S)
        self._told: dict[Looked, int] = {}

    def push(self) -> None:
        """Push the calls of each watched company in which anything has changed."""
        watched = set(self.watch.browsers.values())
        newest = calls().versions({company_id for company_id, _groups in watched})
        for looked in watched:
            if self._told.get(looked) != newest[looked[0]]:
                _send(looked, _room(looked))
        self._told = {looked: newest[looked[0]] for looked in watched}


live: Port[Calls] = Port("the live page")


def _send(looked: Looked, to: str) -> None:
    """Send the calls and wrap-ups to a browser or a room."""
    company_id, groups = looked
    with company_scope(company_id), group_scope(groups):
        socketio.emit("calls", calls().in_progress(), to=to)
        socketio.emit("wrap_ups", calls().wrap_ups(), to=to)


def _room(looked: Looked) -> str:
    company_id, groups = looked
    return f"calls of {company_id}" if groups is None else f"calls of {company_id}: {sorted(groups)}"


def _connect(auth: object = None) -> bool:
    """Admit users who may watch, and send the calls at once."""
    if not may("watch") or must_set_up(current_user):
        return False
    if not connections.is_of_this_account(auth):
        raise ConnectionRefusedError(OTHER_ACCOUNT)
    looked = current_company().id, current_user.sees_groups
    socketio.server.enter_room(request.sid, _room(looked))  # type: ignore[attr-defined]
    _send(looked, request.sid)  # type: ignore[attr-defined]
    live().watch.connect(request.sid, looked)  # type: ignore[attr-defined]
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
