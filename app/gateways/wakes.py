"""Carries wake-ups (``app.ports.waking``) to other processes of the portal, on one machine or by Redis."""

import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.ports.waking import EVERYTHING

LONGEST_BYTES = 32
PREFIX = "wall-"
CHANNEL = "zentrale wakes"
STOP = b"stop"
ANSWER_S = 1.0
"""How long Redis may take."""

AGAIN_S = 3.0
"""After Redis could not be reached, until it is asked again."""

HEALTH_S = 10
"""After such a silence, a listener asks whether Redis is there still."""

AWAY = "Redis can't be reached, so open walls show changes late"

log = logging.getLogger(__name__)


class LocalListener:
    """Listens at a socket of its own in *folder*."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = folder / f"{PREFIX}{os.getpid()}-{uuid4().hex[:8]}"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        with _short(self._path) as path:
            self._socket.bind(path)

    def words(self) -> Iterator[str]:
        """Yield the word of each wake-up, until *stop* is called."""
        with self._socket:
            while (data := self._socket.recv(LONGEST_BYTES)) != STOP:
                yield data.decode()
        self._path.unlink(missing_ok=True)

    def stop(self) -> None:
        """End *words*."""
        _send(self._path, STOP)


class LocalWakes:
    """Wakes the processes of this machine by datagrams to the sockets in *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, word: str) -> None:
        """Wake all listeners. One whose queue is full is about to look anyway; one that is gone leaves its socket."""
        for path in self._folder.glob(f"{PREFIX}*"):
            if not _send(path, word.encode()):
                path.unlink(missing_ok=True)

    def listener(self) -> LocalListener:
        """Return a new listener."""
        return LocalListener(self._folder)


def _send(path: Path, data: bytes) -> bool:
    """Return whether somebody has the socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        try:
            with _short(path) as short:
                sender.sendto(data, short)
        except BlockingIOError:
            return True
        except (ConnectionRefusedError, FileNotFoundError):
            return False
    return True


@contextlib.contextmanager
def _short(path: Path) -> Iterator[str]:
    """Yield another path of the same file: that of a socket has at most 107 bytes (unix(7))."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


class RedisListener:
    """Listens at a channel of *server*, again and again while it can't be reached."""

    def __init__(self, server: "redis.Redis") -> None:
        self._stopped = threading.Event()
        self._channel = server.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        with contextlib.suppress(redis.RedisError):
            self._channel.subscribe(CHANNEL)

    def words(self) -> Iterator[str]:
        """Yield the word of each wake-up, until *stop* is called."""
        with contextlib.closing(self._channel):
            while not self._stopped.is_set():
                try:
                    yield from self._heard()
                except redis.RedisError:
                    log.warning(AWAY)
                    self._stopped.wait(AGAIN_S)
                    yield EVERYTHING

    def stop(self) -> None:
        """End *words*."""
        self._stopped.set()

    def _heard(self) -> Iterator[str]:
        if not self._channel.subscribed:
            self._channel.subscribe(CHANNEL)
        while not self._stopped.is_set():
            message = self._channel.get_message(timeout=ANSWER_S)
            if message is not None:
                yield message["data"].decode()


class RedisWakes:
    """Wakes the processes of all machines that share a Redis at *url*."""

    def __init__(self, url: str) -> None:
        self._server = redis.Redis.from_url(
            url,
            socket_connect_timeout=ANSWER_S,
            socket_timeout=ANSWER_S,
            retry=Retry(NoBackoff(), 1),
            health_check_interval=HEALTH_S,
        )
        self._sends_again_at = 0.0

    def send(self, word: str) -> None:
        """Wake all listeners. A Redis that can't be reached is logged, and holds up one commit in a while, not each."""
        if time.monotonic() < self._sends_again_at:
            return
        try:
            self._server.publish(CHANNEL, word)
        except redis.RedisError:
            log.warning(AWAY)
            self._sends_again_at = time.monotonic() + AGAIN_S

    def listener(self) -> RedisListener:
        """Return a new listener."""
        return RedisListener(self._server)
