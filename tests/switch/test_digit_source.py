"""Digits count from rtpengine's socket only; here a process of that name, as the kernel knows it."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from switch.digit_source import LOOK_EVERY_S, DigitSource
from tests.waiting import until

CONNECTED = """
import socket, sys
open("/proc/self/comm", "w").write(sys.argv[1])
door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
door.connect(("127.0.0.1", int(sys.argv[2])))
print(door.getsockname()[1], flush=True)
sys.stdin.read()
"""

UNCONNECTED = """
import socket, sys
open("/proc/self/comm", "w").write(sys.argv[1])
door = socket.socket(socket.AF_INET6 if "IPv6" in sys.argv else socket.AF_INET, socket.SOCK_DGRAM)
if address := sys.argv[3]:
    door.bind((address, 0))
door.sendto(b"a digit", ("::ffff:127.0.0.1" if "IPv6" in sys.argv else "127.0.0.1", int(sys.argv[2])))
print(door.getsockname()[1], flush=True)
sys.stdin.read()
"""
"""As rtpengine 12 sends digits; with an address, as it sends voice."""


@contextmanager
def process(name: str, event_port: int, does: str = CONNECTED, *more: str) -> Iterator[int]:
    """With a socket that sends to that port; gives its own port."""
    command = [sys.executable, "-c", does, name, str(event_port), *more]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        yield int(running.stdout.readline())
        running.kill()


@pytest.fixture
def event_port() -> Iterator[int]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        yield door.getsockname()[1]


def test_rtpengines_socket_is_known(event_port):
    with process("rtpengine", event_port) as port:
        source = DigitSource(event_port)
        assert source.is_at(port)
        assert source.is_at(port)
        assert not source.is_at(port + 1)


@pytest.mark.parametrize(
    ("name", "address", "family", "is_source"),
    [
        ("rtpengine", "", "IPv6", True),
        ("rtpengine", "", "IPv4", True),
        ("rtpengine", "127.0.0.1", "IPv4", False),
        ("stranger", "", "IPv6", False),
    ],
)
def test_a_socket_that_is_connected_to_nobody_is_known(event_port, name, address, family, is_source):
    """Its voice never counts as digits, wherever somebody has it sent."""
    with process(name, event_port, UNCONNECTED, address, family) as port:
        assert DigitSource(event_port).is_at(port) is is_source


def test_another_program_is_not_rtpengine(event_port):
    with process("stranger", event_port) as port:
        assert not DigitSource(event_port).is_at(port)


def test_an_rtpengine_of_another_exchange_is_not_ours(event_port):
    with process("rtpengine", event_port) as port:
        assert not DigitSource(event_port + 1).is_at(port)


def test_a_new_rtpengine_is_found_and_the_old_ones_port_is_forgotten(event_port):
    source = DigitSource(event_port)
    with process("rtpengine", event_port) as old:
        assert source.is_at(old)
    with process("rtpengine", event_port) as new:
        assert until(lambda: source.is_at(new), LOOK_EVERY_S + 5)
        assert new == old or not source.is_at(old)
