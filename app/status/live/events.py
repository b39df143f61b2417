"""Lets pages, TV screens and the canvas look over Socket.IO, in the namespace "/wall" (docs/wall.md)."""

from functools import cache
from hashlib import sha256
from typing import Any

from flask import Flask, request
from flask_babel import force_locale
from flask_login import current_user
from flask_socketio import ConnectionRefusedError

from app import heartbeat
from app.auth import connections
from app.auth.impersonation import current_company
from app.auth.permissions import may
from app.auth.service.factors import must_set_up
from app.config import config
from app.db import company_scope, db
from app.db.groups import Groups, group_scope
from app.port import Memory
from app.ports.call_backs import call_backs
from app.rights import RIGHTS
from app.status import choices, screens
from app.status.live import tending
from app.status.live.looking import is_gone, make
from app.status.live.rooms import NAMESPACE, Rooms, rooms
from app.status.models import TvScreen
from app.status.picture import Row
from app.status.reading import extension_of, own_groups
from app.status.sight import Sight
from app.web.assets import BUILT
from app.web.i18n import language
from app.web.socketio import socketio

NOT_ALLOWED = "not allowed"
OTHER_ACCOUNT = "other account"
SCREEN_ENDED = "screen ended"
ALL, MINE = "all", "mine"
_views: Memory[dict[str, str]] = Memory(dict)
"""The view that each page has chosen."""

SECONDS_A_PAGE = 10
RIGHTS_OF_PAGE = ("see health", "screens", "act")
CALL_BACK = "call back"
"""What the user may do if there is a carrier, too."""


def version() -> str:
    """Return a word that changes with each build of the pages."""
    manifest = BUILT / ".vite" / "manifest.json"
    return _digest(manifest.stat().st_mtime_ns) if manifest.is_file() else ""


def age_s() -> float:
    """Return how long ago the worker had read the whole journal. Until it has been seen, nothing is known to be old."""
    return heartbeat.age_s(config().run_dir / heartbeat.JOURNAL) or 0.0


@cache
def _digest(_changed_ns: int) -> str:
    return sha256((BUILT / ".vite" / "manifest.json").read_bytes()).hexdigest()[:12]


def _connect(auth: object = None) -> bool:
    """Admit users who may watch, and TV screens, and send the wall at once."""
    said = auth if isinstance(auth, dict) else {}
    if "tv" in said:
        return _connect_screen(said["tv"])
    if not may("watch") or must_set_up(current_user):
        raise ConnectionRefusedError(NOT_ALLOWED)
    if not connections.is_of_this_account(auth):
        raise ConnectionRefusedError(OTHER_ACCOUNT)
    if "flow" in said:
        _look_at_drawing(said["flow"])
    else:
        _look(said.get("view"))
    socketio.server.enter_room(_browser(), room_of_user(current_company().id, current_user.id), namespace=NAMESPACE)
    connections.connect(NAMESPACE)
    return True


def _connect_screen(token: object) -> bool:
    screen = screens.of_token(token)
    if screen is None:
        raise ConnectionRefusedError(SCREEN_ENDED)
    with company_scope(screen.company_id):
        screens.note_seen(screen)
        db.session.commit()
        sight = screens.sight_of(screen)
        rooms().enter(_browser(), sight)
        rooms().snapshot(_browser(), _of_screen(screen))
    return True


def _of_screen(screen: TvScreen) -> dict[str, Any]:
    """Return what the snapshot has for a TV screen."""
    with group_scope(screen.shows), force_locale(screen.language):
        known = [each for each in choices.own_catalog() if each["name"] in screen.figures]
    you = {
        "choice": {"figures": [choices.entry(name) for name in screen.figures]},
        "view": ALL,
        "views": [ALL],
        "extension": "",
        "may": [],
        "screen": {"name": screen.name, "seconds_a_page": SECONDS_A_PAGE},
    }
    return {"catalog": known, "you": you}


def room_of_user(company_id: int, user_id: int) -> str:
    """Return the room of all pages of a user."""
    return f"wall of user {user_id} in {company_id}"


def tell_choice(company_id: int, user_id: int, chosen: list[Row]) -> None:
    """Tell all pages of a user, in all processes, which figures they have chosen."""
    socketio.emit("choice", {"figures": chosen}, to=room_of_user(company_id, user_id), namespace=NAMESPACE)


def _view(view: object = None) -> None:
    """Show the user another part of the company. TV screens and drawings show what they show, and those who left show
    nothing."""
    sight = rooms().browsers.get(_browser())
    if sight is not None and sight.screen is None and sight.flow is None:
        _look(view)


def _look(view: object) -> None:
    """Show the user a part of the company."""
    browser = _browser()
    rooms().enter(browser, sight_of(view))
    _views()[browser] = MINE if view == MINE else ALL
    rooms().snapshot(browser, _own(view))


def _look_at_drawing(flow: object) -> None:
    """Show the user the calls that go through a flow. Of one that is not theirs there are none."""
    if not isinstance(flow, int) or isinstance(flow, bool):
        raise ConnectionRefusedError(NOT_ALLOWED)
    rooms().enter(_browser(), Sight(current_company().id, current_user.sees_groups, language(), flow=flow))
    rooms().snapshot(_browser(), {})


def groups_in_view(view: object) -> Groups:
    """Return the groups that the signed-in user sees; with the view "mine" their own alone."""
    groups: Groups = current_user.sees_groups
    if view != MINE:
        return groups
    mine = own_groups(current_company().id, current_user.employee_id)
    return mine if groups is None else groups & mine


def has_view_of_own() -> bool:
    """Return whether the signed-in user sees the whole company, and is in groups of it."""
    return current_user.sees_groups is None and bool(own_groups(current_company().id, current_user.employee_id))


def sight_of(view: object) -> Sight:
    """Return what the signed-in user sees."""
    return Sight(current_company().id, groups_in_view(view), language(), may("see health"))


def _own(view: object) -> dict[str, Any]:
    """Return what the snapshot has for this user alone."""
    company_id = current_company().id
    with company_scope(company_id), group_scope(current_user.sees_groups):
        known = choices.own_catalog()
        you = {
            "choice": {"figures": choices.choice_of(current_user.id, known)},
            "view": MINE if view == MINE else ALL,
            "views": [ALL, MINE] if has_view_of_own() else [ALL],
            "extension": extension_of(current_user.employee_id),
            "may": [
                *(right for right in RIGHTS_OF_PAGE if right in RIGHTS and may(right)),
                *([CALL_BACK] if call_backs().are_offered() else []),
            ],
            "screen": None,
        }
    return {"catalog": known, "you": you}


def _snapshot(_nothing: object = None) -> None:
    """Send the wall as a whole once more."""
    browser = _browser()
    sight = rooms().browsers.get(browser)
    if sight is None:
        return
    if sight.flow is not None:
        rooms().snapshot(browser, {})
    elif sight.screen is None:
        rooms().snapshot(browser, _own(_views().get(browser)))
    elif screen := screens.of_sight(sight):
        rooms().snapshot(browser, _of_screen(screen))


def _disconnect(_reason: object = None) -> None:
    connections.disconnect()
    rooms().leave(_browser())
    _views().pop(_browser(), None)


def _browser() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    """Register the namespace."""
    rooms.provide(app, Rooms(app, make, version, tending.tend, is_gone, age_s))
    socketio.on_event("connect", _connect, namespace=NAMESPACE)
    socketio.on_event("view", _view, namespace=NAMESPACE)
    socketio.on_event("snapshot", _snapshot, namespace=NAMESPACE)
    socketio.on_event("disconnect", _disconnect, namespace=NAMESPACE)
