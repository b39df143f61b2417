"""Speaks rtpengine's NG protocol: one bencoded dictionary each way over UDP, behind a cookie.

Source: rtpengine's documentation, "The ng Control Protocol". Every request has a short time limit and is repeated once
under the same cookie, which rtpengine answers from memory instead of doing it twice.
"""

import itertools
import os
import socket
from functools import lru_cache
from typing import Any

FULL = ("Ran out of ports", "load limit")
"""Errors of rtpengine that may pass: it has run out of ports, or reached one of its own limits on load."""

SHORT_TEXT = 32


class MediaDown(Exception):
    """Says that rtpengine did not answer in time."""


class MediaRefused(Exception):
    """Says that rtpengine answered with an error."""


class MediaFull(MediaRefused):
    """Says that rtpengine has no port left, or carries as much as it may: later it may do what was asked."""


def encode(value: Any) -> bytes:
    """Return *value* in bencode. Tuples are for what is always the same: they are encoded once. Raises TypeError for
    what bencode doesn't know."""
    if isinstance(value, str):
        return _text(value) if len(value) <= SHORT_TEXT else _bytes(value.encode())
    if isinstance(value, dict):
        return b"d%be" % b"".join([_text(key) + encode(item) for key, item in value.items()])
    if isinstance(value, tuple):
        return _fixed(value)
    if isinstance(value, list):
        return b"l%be" % b"".join([encode(item) for item in value])
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, bytes):
        return _bytes(value)
    raise TypeError(f"bencode knows no {type(value).__name__}")


def _bytes(value: bytes) -> bytes:
    return b"%d:%b" % (len(value), value)


@lru_cache(maxsize=64)
def _fixed(values: tuple[Any, ...]) -> bytes:
    return encode([*values])


@lru_cache(maxsize=512)
def _text(value: str) -> bytes:
    """Return one of the words that every request has, encoded once."""
    return _bytes(value.encode())


@lru_cache(maxsize=64)
def _name(argument: str) -> bytes:
    return _text(argument.replace("_", "-"))


def decode(data: bytes) -> Any:
    """Return the value of bencoded *data*; strings are str if they are UTF-8. Raises ValueError or IndexError for
    anything else."""
    return _decode(data, 0)[0]


def _decode(data: bytes, at: int) -> tuple[Any, int]:
    kind = data[at]
    if kind in _DIGITS:
        return _string(data, at)
    if kind == _INTEGER:
        end = data.index(b"e", at)
        return int(data[at + 1 : end]), end + 1
    if kind not in (_LIST, _DICTIONARY):
        raise ValueError("no such kind of value")
    items, at = [], at + 1
    while data[at] != _END:
        item, at = _string(data, at) if data[at] in _DIGITS else _decode(data, at)
        items.append(item)
    return (dict(zip(items[::2], items[1::2], strict=True)) if kind == _DICTIONARY else items), at + 1


_DIGITS = frozenset(b"0123456789")
_INTEGER, _DICTIONARY, _LIST, _END = b"idle"


def _string(data: bytes, at: int) -> tuple[str, int]:
    colon = data.index(b":", at)
    end = colon + 1 + int(data[at:colon])
    if end > len(data):
        raise ValueError("a string is cut short")
    return data[colon + 1 : end].decode(errors="surrogateescape"), end


class Ng:
    """Asks one rtpengine, for one process."""

    TIMEOUT_S, TRIES = 0.4, 2

    def __init__(self, port: int, host: str = "127.0.0.1", timeout_s: float = TIMEOUT_S, tries: int = TRIES) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.connect((host, port))
        self._limit = (0.0, 0)
        self.limit(timeout_s, tries)
        name = f"{os.getpid()}_{os.urandom(8).hex()}"
        self._cookies = (f"{name}_{n}".encode() for n in itertools.count())

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    def limit(self, timeout_s: float, tries: int) -> None:
        """Wait no longer than this for the answer to a request from now on."""
        if self._limit != (timeout_s, tries):
            self._limit = timeout_s, tries
            self._socket.settimeout(timeout_s)

    def ask(self, command: str, **arguments: Any) -> dict[str, Any]:
        """Send a command and return its answer. Underscores in the names of arguments stand for dashes; arguments that
        are None are left out.

        Raises MediaDown if no answer comes in time, MediaFull if rtpengine can't take more now, and MediaRefused if the
        answer is another error.
        """
        named = [_name(name) + encode(value) for name, value in arguments.items() if value is not None]
        cookie = next(self._cookies)
        request = b"%b d7:command%b%be" % (cookie, _text(command), b"".join(named))
        answer = self._exchange(cookie + b" ", request, command)
        if answer.get("result") not in ("ok", "pong"):
            reason = answer.get("error-reason", answer.get("result"))
            refused = MediaFull if reason in FULL else MediaRefused
            raise refused(f"{command}: {reason}")
        return answer

    def _exchange(self, prefix: bytes, request: bytes, command: str) -> dict[str, Any]:
        for _ in range(self._limit[1]):
            try:
                self._socket.send(request)
                while True:
                    data = self._socket.recv(65535)
                    if data.startswith(prefix):
                        answer: dict[str, Any] = decode(data[len(prefix) :])
                        return answer
            except OSError:  # no answer in time, or nobody listens on that port
                continue
        raise MediaDown(f"no answer to {command!r}")
