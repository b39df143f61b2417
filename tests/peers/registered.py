"""A raw socket that is a registered phone, for tests of what such a phone may do."""

from collections.abc import Callable, Iterator

import pytest

from tests.exchange import PHONE_TONES, Exchange
from tests.peers.raw import RawPeer


@pytest.fixture
def anna(exchange: Exchange, raw_peer: Callable[..., RawPeer]) -> Iterator[RawPeer]:
    """Of employee 101."""
    phone = raw_peer(tone_hz=PHONE_TONES["101"])
    assert phone.register("1001-101", exchange.passwords["1001-101"]).status == 200
    yield phone
    phone.register("1001-101", exchange.passwords["1001-101"], expires_s=0)
