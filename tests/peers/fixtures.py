"""Fixtures of peers: each test gets new ones, and whatever it started ends with it."""

import itertools
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.exchange import CALLER_TONE, OUTSIDE_TONE, PHONE_TONES, Exchange
from tests.peers.baresip import Baresip
from tests.peers.pjsip import Pjsip, Settings
from tests.peers.raw import RawPeer
from tests.peers.sipp import Sipp

ONLY_3_11 = sys.version_info[:2] != (3, 11)
NO_PJSIP = "PJSIP's Python package is made for Python 3.11 only, which Debian 12 has"


@pytest.fixture
def peers_end() -> Iterator[ExitStack]:
    """Closes what was started, the latest first."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def pjsip(exchange: Exchange, tmp_path: Path, peers_end: ExitStack) -> Callable[..., Pjsip]:
    """``pjsip("101")`` is a registered phone of that employee, ``pjsip("carrier")`` the far end of the trunk, any other
    name a caller from outside."""
    if ONLY_3_11:
        pytest.skip(NO_PJSIP)

    def make(name: str, **how: Any) -> Pjsip:
        account, password, settings = _identity(exchange, name, how)
        folder = tmp_path / f"pjsip-{name}-{len(list(tmp_path.iterdir()))}"
        peer = Pjsip(account, exchange.address, folder, password, Settings(**settings))
        peers_end.callback(peer.close)
        peer.start()
        if password and peer.settings.registers:
            assert peer.wait_registered() == 200
        return peer

    return make


@pytest.fixture
def baresip(exchange: Exchange, peers_end: ExitStack) -> Callable[..., Baresip]:
    """As *pjsip*."""

    def make(name: str, **how: Any) -> Baresip:
        account, password, settings = _identity(exchange, name, how)
        peer = Baresip(account, exchange.address, password, **settings)
        peers_end.callback(peer.close)
        peer.start()
        if password:
            assert peer.wait_registered()
        return peer

    return make


def _identity(exchange: Exchange, name: str, how: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
    """(account, password, settings) of whom *name* stands for."""
    if name in PHONE_TONES:
        account = f"1001-{name}"
        return account, exchange.passwords[account], {"tone_hz": PHONE_TONES[name], **how}
    if name == "carrier":
        host, _, port = exchange.config.trunk.partition(":")
        return name, "", {"tone_hz": OUTSIDE_TONE, "host": host, "port": int(port), **how}
    return name, "", {"tone_hz": CALLER_TONE, **how}


@pytest.fixture
def sipp(exchange: Exchange, tmp_path: Path, peers_end: ExitStack) -> Callable[..., Sipp]:
    """``sipp(scenario, number=...)`` calls that number; without one it waits for calls."""

    def run(scenario: str, number: str = "", **how: Any) -> Sipp:
        folder = tmp_path / f"sipp-{scenario}-{len(list(tmp_path.iterdir()))}"
        peer = Sipp(scenario, folder, exchange.address if number else None, number, **how)
        peers_end.callback(peer.close)
        return peer

    return run


@pytest.fixture
def raw_peer(exchange: Exchange, peers_end: ExitStack) -> Callable[..., RawPeer]:
    """A socket of a stranger, on a host of its own."""
    hosts = itertools.count(1)

    def make(**how: Any) -> RawPeer:
        peer = RawPeer(exchange.address, **{"host": f"127.0.2.{next(hosts)}", "tone_hz": CALLER_TONE, **how})
        peers_end.callback(peer.close)
        return peer

    return make
