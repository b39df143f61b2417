"""Sends requests to web servers that customers name.

It never reaches a server in our own network, never takes longer than allowed, and reads only a limited response.
"""

import json
import socket
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from designer.runtime.call_state import MOST_VALUE_CHARACTERS

MOST_BODY_BYTES = 64 * 1024
MOST_REDIRECTS = 5
OURS = {"User-Agent": "Zentrale", "Accept": "application/json", "Accept-Encoding": "identity"}
NAT64 = IPv6Network("64:ff9b::/96")
Networks = Collection[IPv4Network | IPv6Network]


class AddressRefused(Exception):
    """Says that the server's address is neither public nor allowed."""


class TooMuch(Exception):
    """Says that the response is too large, or that there are too many redirections."""


@dataclass(frozen=True)
class Question:
    """Describes a request.

    *headers* are "Name: value"; *answers* pairs variables with dotted paths into the JSON of the response.
    """

    method: str
    url: str
    headers: tuple[str, ...]
    body: str
    answers: tuple[tuple[str, str], ...]
    timeout_s: float


@dataclass(frozen=True)
class Answer:
    """Describes the result of a request. *outcome* is "ok" (2xx), "error" or "timeout"; *why* is for the log."""

    outcome: str
    values: dict[str, str]
    why: str = ""


def ask(question: Question, allowed: Networks = ()) -> Answer:
    """Send the request and return its result; failures are results, too.

    *allowed* are networks that may be reached although they are not public.
    """
    with _connector(allowed, question.timeout_s) as connector:
        try:
            status, body = _talk(question, connector)
        except (AddressRefused, TooMuch, requests.RequestException, OSError, ValueError) as problem:
            return Answer("timeout" if connector.is_late else "error", {}, f"{type(problem).__name__}: {problem}")
        if connector.is_late:
            return Answer("timeout", {}, "it took too long")
        if not 200 <= status < 300:
            return Answer("error", {}, f"status {status}")
        return Answer("ok", _values(body, question.answers))


class _Connector:
    """Opens connections to permitted addresses only, and shuts them down when time is up.

    An address is checked where it is connected to, so that no second look-up can return another one.
    """

    def __init__(self, allowed: Networks, timeout_s: float) -> None:
        self._allowed = allowed
        self._until = time.monotonic() + timeout_s
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()

    @property
    def left_s(self) -> float:
        return self._until - time.monotonic()

    @property
    def is_late(self) -> bool:
        return self.left_s <= 0

    def connect(self, host: str, port: int) -> socket.socket:
        """Return a connected socket. Raise AddressRefused if the address is an inner one, or OSError if it
        can't be reached."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        good = [each for each in found if self._may_be_asked(str(each[4][0]))]
        if not good:
            raise AddressRefused(f"{host} is at {found[0][4][0]}, which is not public")
        problem: OSError = TimeoutError("no time left")
        for family, kind, protocol, _name, address in good:
            try:
                return self._connect(socket.socket(family, kind, protocol), address)
            except OSError as failed:
                problem = failed
        raise problem

    def _connect(self, connection: socket.socket, address: Any) -> socket.socket:
        try:
            connection.settimeout(max(0.001, self.left_s))
            connection.connect(address)
            with self._lock:
                self._open.append(connection.dup())
            if self.is_late:
                raise TimeoutError("no time left")
        except OSError:
            connection.close()
            raise
        return connection

    def _may_be_asked(self, text: str) -> bool:
        address = ip_address(text.partition("%")[0])
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        if any(address in network for network in self._allowed):
            return True
        if isinstance(address, IPv6Address) and (address.sixtofour or address.teredo or address in NAT64):
            return False  # it leads to an IPv4 address that nobody has checked
        return address.is_global and not address.is_multicast

    def shut(self) -> None:
        """Shut the connections down, which ends any read, even during a TLS handshake."""
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with self._lock:
            while self._open:
                self._open.pop().close()


@contextmanager
def _connector(allowed: Networks, timeout_s: float) -> Iterator[_Connector]:
    connector = _Connector(allowed, timeout_s)
    timer = threading.Timer(timeout_s, connector.shut)
    timer.start()
    try:
        yield connector
    finally:
        timer.cancel()
        connector.close()


class _PlainConnection(HTTPConnection):
    def __init__(self, *args: Any, connector: _Connector, **options: Any) -> None:
        super().__init__(*args, **options)
        self._connector = connector

    def _new_conn(self) -> socket.socket:
        return self._connector.connect(self._dns_host, self.port)


class _SecureConnection(HTTPSConnection):
    """Opens HTTPS connections. The certificate is still checked against the host's name."""

    def __init__(self, *args: Any, connector: _Connector, **options: Any) -> None:
        super().__init__(*args, **options)
        self._connector = connector

    def _new_conn(self) -> socket.socket:
        return self._connector.connect(self._dns_host, self.port)


class _Adapter(HTTPAdapter):
    def __init__(self, connector: _Connector) -> None:
        super().__init__(max_retries=0)
        self._connector = connector

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **options)
        pool.ConnectionCls = partial(
            _SecureConnection if pool.scheme == "https" else _PlainConnection, connector=self._connector
        )
        return pool


def _talk(question: Question, connector: _Connector) -> tuple[int, bytes]:
    """Follow redirections, and return the status and the body."""
    with requests.Session() as session:
        session.trust_env = False  # no proxy, which would connect in our place
        session.headers.clear()
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter(connector))
        request = _request(question)
        for _ in range(MOST_REDIRECTS + 1):
            prepared = session.prepare_request(request)
            with session.send(
                prepared, stream=True, timeout=max(0.001, connector.left_s), allow_redirects=False
            ) as answer:
                target = session.get_redirect_target(answer)
                if target is None:
                    return answer.status_code, _body(answer)
                request = _redirected(request, answer.status_code, urljoin(str(prepared.url), target))
    raise TooMuch(f"more than {MOST_REDIRECTS} redirections")


def _request(question: Question) -> requests.Request:
    given = (header.partition(":") for header in question.headers)
    headers = {**OURS, **{name.strip(): value.strip() for name, _colon, value in given}}
    body = question.body.encode() if question.method != "GET" else b""
    if body and "content-type" not in {name.lower() for name in headers}:
        headers["Content-Type"] = "application/json"
    return requests.Request(question.method, question.url, headers=headers, data=body or None)


def _redirected(before: requests.Request, status: int, url: str) -> requests.Request:
    """Return the next request (RFC 9110 section 15.4), without headers, which may be keys, for another server."""
    old, new = urlsplit(before.url), urlsplit(url)
    same = (old.scheme, old.netloc) == (new.scheme, new.netloc)
    headers = before.headers if same else OURS
    if status == 303 or (status in (301, 302) and before.method == "POST"):
        return requests.Request("GET", url, headers=headers)
    return requests.Request(before.method, url, headers=headers, data=before.data or None)


def _body(answer: requests.Response) -> bytes:
    body = bytearray()
    for chunk in answer.iter_content(8192):
        body += chunk
        if len(body) > MOST_BODY_BYTES:
            raise TooMuch(f"more than {MOST_BODY_BYTES // 1024} kB")
    return bytes(body)


def _values(body: bytes, answers: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the answers that the body contains; none if it is not JSON."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    found = {name: _text(_at(data, path)) for name, path in answers}
    return {name: text for name, text in found.items() if text is not None}


def _at(data: Any, path: str) -> Any:
    """Return the value at a path such as "items.0.name", or None."""
    for part in path.split("."):
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and part.isdecimal() and int(part) < len(data):
            data = data[int(part)]
        else:
            return None
    return data


def _text(value: Any) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text[:MOST_VALUE_CHARACTERS]
