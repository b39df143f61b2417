"""Tells pages over Socket.IO which of their parts have changed, in the namespace "/parts".

Browser to server, "look": a list of parts, such as ["call:abc"], in the place of those before; the answer has those
that are watched from now on. Server to browser, "changed": a part.
"""

import threading
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from flask import Flask, request
from flask_login import current_user

from app.auth import connections
from app.auth.impersonation import current_company
from app.auth.permissions import may
from app.auth.service.factors import must_set_up
from app.db import company_scope
from app.db.groups import group_scope
from app.port import Port
from app.ports.page_parts import Viewer, page_parts
from app.ports.waking import PARTS, Watch
from app.ports.wall import company_of
from app.web.socketio import socketio

NAMESPACE = "/parts"
MOST = 50
LEAST_S = 0.5
LONGEST_S = 10.0
"""How often to look even if nothing was committed: a pause may end by itself."""

Part = tuple[int, str, str]
"""A company's id, a kind and a name."""


class Parts:
    """Watches the parts of the pages of this process."""

    def __init__(self, app: Flask) -> None:
        self.watch: Watch[frozenset[Part]] = Watch(app, self.push, _may_change, LEAST_S, LONGEST_S)
        self._known: dict[Part, Hashable] = {}
        self._lock = threading.Lock()

    def look(self, browser: str, parts: frozenset[Part]) -> None:
        """Watch *parts* for a browser, and no others: from now on, what changes is told."""
        for part in self.watch.browsers.get(browser, frozenset()) - parts:
            socketio.server.leave_room(browser, _room(part), namespace=NAMESPACE)
        for part in parts:
            socketio.server.enter_room(browser, _room(part), namespace=NAMESPACE)
        with self._lock:
            self._known |= stamps(parts - self._known.keys())
            if parts:
                self.watch.connect(browser, parts)
            else:
                self.watch.disconnect(browser)

    def push(self) -> None:
        """Tell of each part that has changed."""
        with self._lock:
            found = stamps(frozenset().union(*self.watch.browsers.copy().values()))
            known, self._known = self._known, dict(found)
        for part, stamp in found.items():
            if part in known and known[part] != stamp:
                _company_id, kind, name = part
                socketio.emit("changed", f"{kind}:{name}", to=_room(part), namespace=NAMESPACE, ignore_queue=True)


def _may_change(word: str) -> bool:
    return word == PARTS or company_of(word) is not None


def stamps(parts: Iterable[Part]) -> Mapping[Part, Hashable]:
    """Return the stamp of each part, None for one that is gone."""
    names: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for company_id, kind, name in parts:
        names[company_id, kind].append(name)
    kinds = {each.kind: each for each in page_parts()}
    found: dict[Part, Hashable] = {}
    for (company_id, kind), some in names.items():
        with company_scope(company_id), group_scope(None):
            given = kinds[kind].stamps(some)
        found |= {(company_id, kind, name): given.get(name) for name in some}
    return found


_parts: Port[Parts] = Port("parts of open pages")


def _room(part: Part) -> str:
    company_id, kind, name = part
    return f"part {company_id} {kind}:{name}"


def _connect(auth: object = None) -> bool:
    """Admit signed-in users, unless they must set up a second factor first."""
    if not current_user.is_authenticated or must_set_up(current_user) or not connections.is_of_this_account(auth):
        return False
    connections.connect(NAMESPACE)
    return True


def _look(wanted: object = None) -> list[str]:
    """Watch what the page shows, as far as the user may see it."""
    asked = [each for each in wanted if isinstance(each, str)] if isinstance(wanted, list) else []
    company_id, kinds = current_company().id, {each.kind: each for each in page_parts()}
    viewer = Viewer(current_user.id, current_user.employee_id, may)
    with company_scope(company_id), group_scope(current_user.sees_groups):
        pairs = [(each, *each.partition(":")[::2]) for each in asked[:MOST]]
        seen = [(each, kind, name) for each, kind, name in pairs if kind in kinds and kinds[kind].may(viewer, name)]
    _parts().look(_browser(), frozenset((company_id, kind, name) for _each, kind, name in seen))
    return [each for each, _kind, _name in seen]


def _disconnect(_reason: object = None) -> None:
    connections.disconnect()
    _parts().watch.disconnect(_browser())


def _browser() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    """Register the namespace."""
    _parts.provide(app, Parts(app))
    socketio.on_event("connect", _connect, namespace=NAMESPACE)
    socketio.on_event("look", _look, namespace=NAMESPACE)
    socketio.on_event("disconnect", _disconnect, namespace=NAMESPACE)
