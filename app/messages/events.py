"""Pushes the number of unread messages over Socket.IO to all open pages of a user.

Server to browser in the namespace "/messages", "unread": a number, when a page is opened and whenever it changes.
"""

import time

from flask import Flask, request
from flask_login import current_user
from sqlalchemy import event, select
from sqlalchemy.orm import Session, UOWTransaction

from app.auth import connections
from app.auth.models import User
from app.auth.service.factors import must_set_up
from app.db import db, every_company
from app.messages.addressing import reader
from app.messages.changes import Change, newest_change
from app.messages.models import Message, MessageMark
from app.messages.service import count_unread
from app.port import Port
from app.ports.waking import MESSAGES, Watch, wake
from app.ports.wall import company_of
from app.web.socketio import socketio

NAMESPACE = "/messages"
LEAST_S = 0.5
LONGEST_S = 20.0
"""How often to count again even if nothing seems to have changed: somebody may have joined a group."""


class Unread:
    """Counts the unread messages of connected users, and pushes changes."""

    def __init__(self, app: Flask) -> None:
        """Start without browsers."""
        self.watch: Watch[int] = Watch(app, self.push, _may_change, LEAST_S, LONGEST_S)
        self._told: dict[int, int] = {}
        self._newest: Change | None = None
        self._counted_at = 0.0

    def connect(self, browser: str, user_id: int) -> None:
        """Add a browser of a user, who gets the number at once."""
        self._told.pop(user_id, None)
        self._newest = None
        self.watch.connect(browser, user_id)

    def push(self) -> None:
        """Push the numbers that have changed."""
        newest, at = newest_change(), time.monotonic()
        if newest == self._newest and at - self._counted_at < LONGEST_S:
            return
        self._newest, self._counted_at = newest, at
        with every_company():
            people = db.session.scalars(select(User).where(User.id.in_(set(self.watch.browsers.values())))).all()
        for user in people:
            count = count_unread(reader(user))
            if self._told.get(user.id) != count:
                self._told[user.id] = count
                socketio.emit("unread", count, to=_room(user.id), namespace=NAMESPACE)


@event.listens_for(Session, "after_flush")
def _note_messages(session: Session, _context: UOWTransaction) -> None:
    """Count again in all processes once a message, or what its reader did with it, is committed."""
    if any(isinstance(row, Message | MessageMark) for row in (*session.new, *session.dirty, *session.deleted)):
        wake([MESSAGES])


def _may_change(word: str) -> bool:
    """Return whether a wake-up may be about messages: calls, too, leave some."""
    return word == MESSAGES or company_of(word) is not None


def _room(user_id: int) -> str:
    return f"messages of {user_id}"


_unread: Port[Unread] = Port("counts of unread messages")


def _connect(auth: object = None) -> bool:
    """Admit signed-in users, unless they must set up a second factor first."""
    if not current_user.is_authenticated or must_set_up(current_user) or not connections.is_of_this_account(auth):
        return False
    browser = request.sid  # type: ignore[attr-defined]
    socketio.server.enter_room(browser, _room(current_user.id), namespace=NAMESPACE)
    _unread().connect(browser, current_user.id)
    connections.connect(NAMESPACE)
    return True


def _disconnect(_reason: object = None) -> None:
    connections.disconnect()
    _unread().watch.disconnect(request.sid)  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    """Register the namespace."""
    _unread.provide(app, Unread(app))
    socketio.on_event("connect", _connect, namespace=NAMESPACE)
    socketio.on_event("disconnect", _disconnect, namespace=NAMESPACE)
