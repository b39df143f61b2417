"""Lets pages and TV screens look at a wall over Socket.IO, in the namespace "/wall": docs/wall.md has the messages."""

from functools import cache
from hashlib import sha256
from typing import Any

from flask import Flask, request
from flask_login import current_user
from flask_socketio import ConnectionRefusedError

from app.auth import connections
from app.auth.impersonation import current_company
from app.auth.permissions import may
from app.auth.service.factors import must_set_up
from app.db.groups import Groups
from app.ports.figures import figures
from app.status.events import OTHER_ACCOUNT
from app.status.live import tending
from app.status.live.rooms import NAMESPACE, Rooms, rooms
from app.status.reading import make, more_catalog, own_groups
from app.status.sections.figures import catalog
from app.status.sight import Sight
from app.web.assets import BUILT
from app.web.i18n import language
from app.web.socketio import socketio

NOT_ALLOWED = "not allowed"
MINE = "mine"


def version() -> str:
    """Return a word that changes with each build of the pages."""
    manifest = BUILT / ".vite" / "manifest.json"
    return _digest(manifest.stat().st_mtime_ns) if manifest.is_file() else ""


@cache
def _digest(_changed_ns: int) -> str:
    return sha256((BUILT / ".vite" / "manifest.json").read_bytes()).hexdigest()[:12]


def _connect(auth: object = None) -> bool:
    """Admit users who may watch, and send the wall at once."""
    if not may("watch") or must_set_up(current_user):
        raise ConnectionRefusedError(NOT_ALLOWED)
    if not connections.is_of_this_account(auth):
        raise ConnectionRefusedError(OTHER_ACCOUNT)
    _look(auth.get("view") if isinstance(auth, dict) else None)
    connections.connect(NAMESPACE)
    return True


def _look(view: object) -> None:
    browser = _browser()
    rooms().enter(browser, sight_of(view))
    rooms().snapshot(browser, _own(view))


def sight_of(view: object) -> Sight:
    """Return what the signed-in user sees; with the view "mine", of their own groups alone."""
    groups: Groups = current_user.sees_groups
    if view == MINE:
        mine = own_groups(current_company().id, current_user.employee_id)
        groups = mine if groups is None else groups & mine
    return Sight(current_company().id, groups, language(), may("see health"))


def _own(view: object) -> dict[str, Any]:
    """Return what the snapshot has for this user alone."""
    return {
        "catalog": catalog(more_catalog(), figures().measures() if figures.is_provided() else {}),
        "you": {"view": MINE if view == MINE else "all"},
    }


def _snapshot() -> None:
    browser = _browser()
    if browser in rooms().browsers:
        rooms().snapshot(browser, {})


def _disconnect(_reason: object = None) -> None:
    connections.disconnect()
    rooms().leave(_browser())


def _browser() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    """Register the namespace."""
    rooms.provide(app, Rooms(app, make, version, tending.tend))
    socketio.on_event("connect", _connect, namespace=NAMESPACE)
    socketio.on_event("view", _look, namespace=NAMESPACE)
    socketio.on_event("snapshot", _snapshot, namespace=NAMESPACE)
    socketio.on_event("disconnect", _disconnect, namespace=NAMESPACE)
