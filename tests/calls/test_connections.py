"""Connections on which nobody says who they are take nothing from those who call."""

import hashlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
import requests

from app.db import db
from app.gateways import run_secret
from app.lists import service as callers
from app.web.saving import live_warning
from switch import signed
from switch.guest_list import LONGEST_S, MOST_OF_ADDRESS, MOST_ON_RPC
from switch.settings import GUEST_S
from tests.calls.drawings import hello
from tests.exchange import TONES, Exchange, running_exchange
from tests.parts import private_config
from tests.waiting import until

FROM = ("127.0.41.1", "127.0.41.2", "127.0.41.3", "127.0.41.4")
IDLE = 320
SLACK_S = 10.0
"""Kamailio looks every few seconds which connections are over."""


class Connection:
    """A TCP connection to the exchange, on which *sends* goes out again and again. Close it."""

    def __init__(
        self, exchange: Exchange, host: str = FROM[0], sends: bytes = b"", port: int = 0, to_host: str = ""
    ) -> None:
        to = to_host or exchange.address[0], port or exchange.address[1]
        self._socket = socket.create_connection(to, timeout=5, source_address=(host, 0))
        self.address = self._socket.getsockname()
        self._began = time.monotonic()
        self.lasted_s: float | None = None
        self.came = b""
        self._sends = sends
        self._closed = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def send(self, text: str) -> None:
        self._socket.sendall(text.encode())

    def close(self) -> None:
        self._closed.set()
        with suppress(OSError):  # where the other side has closed it
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes the reader
        self._socket.close()
        self._reader.join()

    def _read(self) -> None:
        self._socket.settimeout(1)
        while not self._closed.is_set():
            try:
                if self._sends:
                    self._socket.sendall(self._sends)
                if not (data := self._socket.recv(8_192)):
                    break
                self.came += data
            except TimeoutError:
                continue
            except OSError:
                break
        self.lasted_s = time.monotonic() - self._began


def register(connection: Connection, exchange: Exchange, extension: str = "101") -> None:
    """As a phone does it that is asked for its password first."""
    account = f"1001-{extension}"
    connection.send(_request(connection, exchange, account, 1, ""))
    assert until(lambda: b"401 " in connection.came)
    realm, nonce = re.findall(r'(?:realm|nonce)="([^"]+)"', connection.came.decode())[:2]
    uri = f"sip:{exchange.config.sip_host}"
    one = hashlib.md5(f"{account}:{realm}:{exchange.passwords[account]}".encode()).hexdigest()
    two = hashlib.md5(f"REGISTER:{uri}".encode()).hexdigest()
    answer = hashlib.md5(f"{one}:{nonce}:00000001:x:auth:{two}".encode()).hexdigest()
    proof = (
        f'Authorization: Digest username="{account}", realm="{realm}", nonce="{nonce}", uri="{uri}", qop=auth, '
        f'nc=00000001, cnonce="x", response="{answer}"\r\n'
    )
    connection.send(_request(connection, exchange, account, 2, proof))
    assert until(lambda: b" 200 OK" in connection.came)


def _request(connection: Connection, exchange: Exchange, account: str, cseq: int, more: str) -> str:
    host, port = connection.address
    return (
        f"REGISTER sip:{exchange.config.sip_host} SIP/2.0\r\n"
        f"Via: SIP/2.0/TCP {host}:{port};branch=z9hG4bK{port}{cseq}\r\n"
        f"From: <sip:{account}@{exchange.config.sip_host}>;tag={port}\r\n"
        f"To: <sip:{account}@{exchange.config.sip_host}>\r\n"
        f"Call-ID: {host}{port}\r\nCSeq: {cseq} REGISTER\r\n"
        f"Contact: <sip:{account}@{host}:{port};transport=tcp>\r\nExpires: 600\r\nMax-Forwards: 70\r\n"
        f"{more}Content-Length: 0\r\n\r\n"
    )


def on_rpc(exchange: Exchange, sends: bytes = b"") -> Connection:
    """What any program on the machine can open."""
    return Connection(exchange, "127.0.0.1", sends, exchange.config.rpc_port, "127.0.0.1")


def keys(session: requests.Session, exchange: Exchange) -> int:
    """Ask as a part of the exchange does, on the connection that *session* keeps; the status of the answer."""
    mark = signed.signature(run_secret.current(exchange.config), signed.KEYS, b"")
    return session.post(
        f"http://127.0.0.1:{exchange.config.rpc_port}/keys", b"", headers={signed.HEADER: mark}, timeout=5
    ).status_code


@pytest.fixture
def connect(own_exchange: Exchange) -> Iterator[object]:
    with ExitStack() as stack:

        def connect(host: str = FROM[0], sends: bytes = b"") -> Connection:
            made = Connection(own_exchange, host, sends)
            stack.callback(made.close)
            return made

        yield connect


def test_hundreds_of_idle_connections_stop_neither_calls_nor_changes(own_exchange, connect):
    number = own_exchange.draw(*hello("welcome"))
    for place in range(IDLE):
        connect(FROM[place % len(FROM)])
    phone = connect("127.0.41.9")
    register(phone, own_exchange)
    with own_exchange.caller() as caller:
        assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])
    with own_exchange.in_company():
        callers.add_caller_list("Others", [])
        db.session.commit()
        assert live_warning() is None


def test_connections_to_the_port_of_the_parts_stop_no_phone_and_no_part(own_exchange, connect):
    with ExitStack() as stack:
        crowd = []
        for _ in range(MOST_ON_RPC + IDLE):
            crowd.append(on_rpc(own_exchange, b"\r\n"))
            stack.callback(crowd[-1].close)
        assert until(lambda: sum(each.lasted_s is None for each in crowd) <= MOST_ON_RPC, SLACK_S)
        register(connect("127.0.41.9"), own_exchange)
        assert own_exchange.parts.rpc("core.tcp_list")


@pytest.mark.proof
def test_a_connection_to_the_port_of_the_parts_stays_only_for_who_signs(own_exchange):
    with requests.Session() as part, ExitStack() as stack:
        assert keys(part, own_exchange) == requests.codes.ok
        known = own_exchange.parts.rpc("core.tcp_list")[0]["id"]
        other = on_rpc(own_exchange, b"\r\n")
        stack.callback(other.close)
        assert until(lambda: other.lasted_s, LONGEST_S + SLACK_S)
        assert known in [each["id"] for each in own_exchange.parts.rpc("core.tcp_list")]
        assert keys(part, own_exchange) == requests.codes.ok


@pytest.mark.proof
def test_only_those_who_have_said_who_they_are_keep_their_connections(own_exchange, connect):
    known = connect("127.0.41.9")
    register(known, own_exchange)
    silent, alive, slow = connect(), connect(sends=b"\r\n\r\n"), connect(sends=b"O")
    many = [connect("127.0.41.5", sends=b"\r\n\r\n") for _ in range(MOST_OF_ADDRESS + 20)]
    assert until(lambda: sum(each.lasted_s is not None for each in many) >= 20, SLACK_S)
    assert until(lambda: silent.lasted_s, GUEST_S + SLACK_S)
    assert until(lambda: alive.lasted_s and slow.lasted_s, LONGEST_S + SLACK_S)
    assert until(lambda: all(each.lasted_s is not None for each in many), LONGEST_S + SLACK_S)
    assert known.lasted_s is None
    assert len(own_exchange.parts.rpc("core.tcp_list")) <= 2


@pytest.mark.proof
def test_behind_a_proxy_each_browser_has_its_own_address(tmp_path):
    """The proxy is one address to Kamailio; for whom it asks, it says in the handshake."""
    with running_exchange(private_config(tmp_path, trusted_proxies="1")) as exchange, ExitStack() as stack:

        def browser(address: str) -> Connection:
            made = Connection(exchange, port=exchange.config.phone_port)
            stack.callback(made.close)
            made.send(HANDSHAKE.format(origin=exchange.config.portal_origins[0], address=address))
            assert until(lambda: b"101 " in made.came)
            return made

        others = [browser(f"192.0.2.{place}") for place in range(1, 31)]
        crowd = [browser("203.0.113.5, 198.51.100.7") for _ in range(MOST_OF_ADDRESS + 20)]
        assert until(lambda: sum(each.lasted_s is not None for each in crowd) >= 20, SLACK_S)
        assert all(each.lasted_s is None for each in others)


HANDSHAKE = (
    "GET / HTTP/1.1\r\nHost: exchange\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n"
    "Origin: {origin}\r\nX-Forwarded-For: {address}\r\n\r\n"
)
