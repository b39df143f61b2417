"""A private exchange for the tests of peers, and the peers."""

from tests.calls.conftest import own_exchange, running  # noqa: F401 - fixtures of the tests beside this file
from tests.exchange_fixtures import caller, carrier, exchange, phones  # noqa: F401
from tests.peers.fixtures import baresip, peers_end, pjsip, raw_peer, sipp  # noqa: F401
from tests.peers.registered import anna  # noqa: F401
