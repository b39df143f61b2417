"""Probes against small servers of our own: a yes is a yes, and every kind of no is a no."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.gateways.alive import http_answers, kamailio_answers, rtpengine_answers
from tests.app.gateways.http_server import http_server
from tests.parts import private_config


@contextmanager
def udp_server(answer: bytes) -> Iterator[int]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))

        def serve() -> None:
            request, sender = server.recvfrom(1500)
            server.sendto(answer if request == b"alive d7:command4:pinge" else b"", sender)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


@pytest.fixture
def closed_port() -> Iterator[int]:
    """Bound, so that nobody else gets it, and deaf."""
    with socket.socket() as tcp:
        tcp.bind(("127.0.0.1", 0))
        yield tcp.getsockname()[1]


@pytest.mark.parametrize(("status", "expected"), [(200, True), (503, False), (302, False)])
def test_a_portal_answers_with_200(status, expected):
    with http_server({"/healthz": status}) as port:
        assert http_answers("127.0.0.1", port, "/healthz") is expected


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, b'{"jsonrpc":"2.0","result":{"uptime":1},"id":1}', True),
        (200, b'{"jsonrpc":"2.0","error":{"code":500},"id":1}', False),
        (500, b'{"jsonrpc":"2.0","result":{},"id":1}', False),
    ],
)
def test_kamailio_answers_with_a_result(tmp_path, status, body, expected):
    with http_server({"/RPC": status}, body) as port:
        assert kamailio_answers(private_config(tmp_path, rpc_port=str(port))) is expected


@pytest.mark.parametrize(
    ("answer", "expected"), [(b"alive d6:result4:ponge", True), (b"alive d6:result5:errore", False)]
)
def test_rtpengine_answers_with_pong(answer, expected):
    with udp_server(answer) as port:
        assert rtpengine_answers(port) is expected


def test_nobody_there_is_a_no(tmp_path, closed_port):
    assert not http_answers("127.0.0.1", closed_port, "/healthz")
    assert not kamailio_answers(private_config(tmp_path, rpc_port=str(closed_port)))
    assert not rtpengine_answers(closed_port)
