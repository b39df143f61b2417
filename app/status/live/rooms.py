"""Keeps the walls that somebody looks at in this process, and sends what changes in them.

Nothing is looked at again and again: a wall is made anew when something of its company was committed, or when its next
turn comes (``app.status.wall.next_turn``). One wall is made for all who see the same.
"""

import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask import Flask

from app.db import now
from app.port import Port
from app.ports.waking import ACCOUNTS, EVERYTHING, Ear
from app.ports.wall import company_of
from app.status.sight import Sight
from app.status.wall import Made, changes, has_come, orders
from app.web.socketio import socketio

NAMESPACE = "/wall"
BEAT_S = 1.0
LEAST_S = 0.1
"""Between two patches of a room: at most 10 a second."""

JsonObject = dict[str, Any]
log = logging.getLogger(__name__)


@dataclass
class Room:
    """Holds the wall of a sight as it was sent last. *sent_at* is when it was begun, by ``time.monotonic``."""

    sight: Sight
    made: Made
    seq: int = 0
    epoch: str = field(default_factory=lambda: uuid4().hex[:8])
    sent_at: float = 0.0
    is_behind: bool = False
    """Whether something has changed, and the wall could not be made anew."""

    def message(self, version: str, age_s: float) -> JsonObject:
        """Return what each message about the room has. *age_s* is how old what is known is."""
        at, age = round(now().timestamp() * 1000), round(age_s * 1000)
        return {"epoch": self.epoch, "seq": self.seq, "at": at, "age": age, "version": version}


class Rooms:
    """Makes walls by *make*, and sends them to browsers. *version* names the build of the page. *tend* is called each
    second with what is looked at. *is_gone* says whether nobody may look at something any more."""

    def __init__(
        self,
        app: Flask,
        make: Callable[[Sight], Made],
        version: Callable[[], str],
        tend: Callable[[Collection[Sight]], None],
        is_gone: Callable[[Sight], bool],
        age_s: Callable[[], float],
    ) -> None:
        self.browsers: dict[str, Sight] = {}
        self._app, self._make, self._version = app, make, version
        self._tend, self._is_gone, self._age_s = tend, is_gone, age_s
        self._rooms: dict[Sight, Room] = {}
        self._stale: set[int] = set()
        self._woken = threading.Event()
        self._lock = threading.RLock()
        self._runs = False

    def enter(self, browser: str, sight: Sight) -> None:
        """Let a browser look at a wall from now on. The caller sends the snapshot."""
        with self._lock:
            self.leave(browser)
            self.browsers[browser] = sight
            self._room(sight)
            socketio.server.enter_room(browser, sight.room, namespace=NAMESPACE)
            if not self._runs:
                self._runs = True
                socketio.start_background_task(self._run)

    def leave(self, browser: str) -> None:
        """Forget a browser, and the room that it was the last one to look at."""
        with self._lock:
            sight = self.browsers.pop(browser, None)
            if sight is None:
                return
            socketio.server.leave_room(browser, sight.room, namespace=NAMESPACE)
            if sight not in self.browsers.values():
                self._rooms.pop(sight, None)
        if not self.browsers:
            self._woken.set()

    def snapshot(self, browser: str, more: JsonObject) -> None:
        """Send a browser the whole wall that it looks at, with *more*."""
        with self._lock:
            room = self._room(self.browsers[browser])
            state = room.made.state
            message = {**self._head(room), "state": state, "order": orders(state), **more}
            socketio.emit("snapshot", message, to=browser, namespace=NAMESPACE)

    def wake(self, company_id: int) -> None:
        """Make the walls of the company anew, soon. Any thread may call this."""
        self._stale.add(company_id)
        self._woken.set()

    def _hear(self, word: str) -> None:
        company_id = company_of(word)
        if company_id is not None:
            self.wake(company_id)
        elif word in (ACCOUNTS, EVERYTHING):
            for sight in list(self._rooms):
                if word == EVERYTHING or sight.screen is not None:
                    self.wake(sight.company_id)

    def look(self) -> None:
        """Make the walls anew that are due, and send what has changed."""
        moment, at = time.monotonic(), now()
        stale, waits = set(self._stale), set()
        self._stale -= stale
        for room in list(self._rooms.values()):
            company_id = room.sight.company_id
            if company_id not in stale and not has_come(room.made.next_turn, at):
                continue
            if moment - room.sent_at < LEAST_S or not self._try(room):
                waits.add(company_id)
        self._stale |= waits

    def _try(self, room: Room) -> bool:
        """Renew the room, or return False to try again in a moment: a fault in one doesn't hold up the others."""
        try:
            with self._app.app_context():
                self._renew(room)
        except Exception:  # a process edge: the database may be back soon
            log.exception("making a wall")
            room.sent_at, room.is_behind = time.monotonic() + BEAT_S, True
        return not room.is_behind

    def _renew(self, room: Room) -> None:
        if self._is_gone(room.sight):
            self._close(room.sight)
            return
        began = time.monotonic()
        made = self._make(room.sight)
        with self._lock:
            found = changes(room.made.state, made.state)
            room.made, room.sent_at, room.is_behind = made, began, False
            if not found:
                return
            room.seq += 1
            self._send(room, "patch", found.to_json())

    def _close(self, sight: Sight) -> None:
        """Disconnect those who look."""
        for browser in [each for each, seen in self.browsers.items() if seen == sight]:
            self.leave(browser)
            socketio.server.disconnect(browser, namespace=NAMESPACE)

    def beat(self) -> None:
        """Tell each room whose wall is up to date that it is. The others hear nothing, and show no old figures."""
        self._tend(list(self._rooms))
        for room in [each for each in self._rooms.values() if not each.is_behind]:
            with self._lock:
                self._send(room, "beat", {})

    def _send(self, room: Room, name: str, more: JsonObject) -> None:
        """Send to the browsers of this process alone: each process has its own numbers."""
        message = {**self._head(room), **more}
        socketio.emit(name, message, to=room.sight.room, namespace=NAMESPACE, ignore_queue=True)

    def _head(self, room: Room) -> JsonObject:
        return room.message(self._version(), self._age_s())

    def _room(self, sight: Sight) -> Room:
        if sight not in self._rooms:
            self._rooms[sight] = Room(sight, self._make(sight))
        return self._rooms[sight]

    def _run(self) -> None:
        """Send until nobody looks any more."""
        ear = Ear(self._app, self._hear)
        try:
            while self.browsers:
                self._step()
        finally:
            ear.stop()
            with self._lock:
                self._runs = bool(self.browsers)
            if self._runs:
                socketio.start_background_task(self._run)

    def _step(self) -> None:
        begins = time.monotonic()
        self._guarded(self.beat)
        while self.browsers and (left := begins + BEAT_S - time.monotonic()) > 0:
            self._woken.wait(min(left, self._next_turn_s()))
            self._woken.clear()
            self._guarded(self.look)
            if self._stale:
                socketio.sleep(LEAST_S / 4)
                self._woken.set()

    def _next_turn_s(self) -> float:
        turns = [(room.made.next_turn - now()).total_seconds() for room in list(self._rooms.values())]
        return max(0.0, min(turns, default=BEAT_S))

    def _guarded(self, do: Callable[[], None]) -> None:
        try:
            with self._app.app_context():
                do()
        except Exception:  # a process edge: the database may be back the next time
            log.exception("sending walls")
            socketio.sleep(BEAT_S)


rooms: Port[Rooms] = Port("rooms of walls")
