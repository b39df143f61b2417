"""Wakes whoever looks at something, in all processes, once it has been committed: nobody looks again and again.

A wake-up is a word that says of what something has changed, not what: one that is lost or comes twice does no harm for
long. ``app.exchange`` provides how it gets to the others.
"""

import logging
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from flask import Flask
from sqlalchemy.exc import DBAPIError

from app.db import db
from app.port import Port
from app.web.socketio import socketio

ACCOUNTS = "accounts"
"""Sessions, or what users may do."""

MESSAGES = "messages"
EXPORTS = "exports"
"""Files that somebody has ordered."""

PARTS = "parts"
"""Parts of pages, and nothing that a wall shows."""

EVERYTHING = "everything"
"""Comes once one begins to hear, and after a while in which words may have been lost."""

NOTED = "words to wake others by"
AGAIN_S = 1.0

Watched = TypeVar("Watched", bound=Hashable)
log = logging.getLogger(__name__)


class Listener(Protocol):
    """Receives wake-ups, from the moment it was made."""

    def words(self) -> Iterator[str]:
        """Yield the word of each wake-up, until *stop* is called."""

    def stop(self) -> None:
        """End *words*. Any thread may call this."""


class Wakes(Protocol):
    """Sends wake-ups, and makes listeners."""

    def send(self, word: str) -> None:
        """Wake all listeners, as far as they can be reached. *word* has at most 32 letters and digits."""

    def listener(self) -> Listener:
        """Return a new listener."""


wakes: Port[Wakes] = Port("wake-ups")


def wake(words: Iterable[str]) -> None:
    """Wake all who look at what these words name, once the transaction is committed."""
    db.session().info.setdefault(NOTED, set()).update(words)


def take_noted() -> set[str]:
    """Return the words that were noted in the transaction, and forget them."""
    found: set[str] = db.session().info.pop(NOTED, set())
    return found


class Ear:
    """Calls *hear* with ``EVERYTHING`` and then the word of each wake-up, until *stop*."""

    def __init__(self, app: Flask, hear: Callable[[str], None]) -> None:
        self._app, self._hear = app, hear
        self._stopped = threading.Event()
        self._listener: Listener | None = None
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self) -> None:
        """End listening."""
        self._stopped.set()
        if self._listener is not None:
            self._listener.stop()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            try:
                self._listener = wakes.of(self._app).listener()
                self._hear(EVERYTHING)
                if self._stopped.is_set():
                    self._listener.stop()
                for word in self._listener.words():
                    self._hear(word)
            except Exception:  # a process edge: the disk was full, or the like
                log.exception("listening for changes")
                self._stopped.wait(AGAIN_S)


class Watch(Generic[Watched]):
    """Runs *push* when it is woken, as long as a browser of this process is connected; at most every *least_s* seconds,
    and after *longest_s* in any case. *hears* says by which words it is woken.

    *browsers* maps each browser to what it watches.
    """

    def __init__(
        self, app: Flask, push: Callable[[], None], hears: Callable[[str], bool], least_s: float, longest_s: float
    ) -> None:
        """*push* sends what has changed to the browsers."""
        self.browsers: dict[str, Watched] = {}
        self._app, self._push, self._hears = app, push, hears
        self._least_s, self._longest_s = least_s, longest_s
        self._woken = threading.Event()
        self._lock = threading.Lock()
        self._runs = False

    def connect(self, browser: str, watched: Watched) -> None:
        """Add a browser, push soon, and start the task if it does not run."""
        with self._lock:
            self.browsers[browser] = watched
            starts, self._runs = not self._runs, True
        self._woken.set()
        if starts:
            socketio.start_background_task(self._look)

    def disconnect(self, browser: str) -> None:
        """Remove a browser."""
        with self._lock:
            self.browsers.pop(browser, None)
        if not self.browsers:
            self._woken.set()

    def _hear(self, word: str) -> None:
        if word == EVERYTHING or self._hears(word):
            self._woken.set()

    def _look(self) -> None:
        ear = Ear(self._app, self._hear)
        try:
            while self._goes_on():
                self._woken.wait(self._longest_s)
                self._woken.clear()
                self._guarded_push()
                if self.browsers:
                    socketio.sleep(self._least_s)
        finally:
            ear.stop()

    def _goes_on(self) -> bool:
        with self._lock:
            self._runs = bool(self.browsers)
            return self._runs

    def _guarded_push(self) -> None:
        try:
            with self._app.app_context():
                self._push()
        except DBAPIError:  # a process edge: the database may be back the next time
            log.exception("pushing changes")
