"""A caller who gives up while we still work on the INVITE: the CANCEL comes again (RFC 3261 section 9.1) and counts."""

import pytest

from tests.calls.drawings import AROUND_RING, OUTLETS, ring
from tests.calls.ng_between import between
from tests.exchange import running_exchange
from tests.parts import private_config
from tests.peers.in_progress import calls_in_progress
from tests.peers.raw import RawPeer
from tests.ports import free_ports
from tests.waiting import until


@pytest.fixture
def held(tmp_path):
    """(exchange, who stands before its rtpengine, a caller); a phone is there to be rung."""
    config = private_config(tmp_path)
    (rtpengine,) = free_ports(1)
    with between(config.ng_port, rtpengine) as middle, running_exchange(config, rtpengine) as exchange:
        caller, phone = RawPeer(exchange.address), RawPeer(exchange.address, host="127.0.0.8")
        assert phone.register("1001-101", exchange.passwords["1001-101"]).status == 200
        yield exchange, middle, caller
        caller.close()
        phone.close()


def test_a_repeated_cancel_counts_however_early_the_first_one_was(held):
    exchange, middle, caller = held
    call = caller.call(exchange.draw([ring(ring_s=20), *OUTLETS], *AROUND_RING))
    middle.hold()
    call.invite()
    assert middle.held.wait(5)
    via = call.branch

    def is_cancelled():
        call.send("CANCEL", {"Via": via})
        return call.peer.expect(lambda each: each.status == 487 and each.call_id == call.call_id, 0.5)

    call.send("CANCEL", {"Via": via})
    assert caller.call("x").asks("OPTIONS") == 200  # of two workers, one waits for rtpengine: the other had the CANCEL
    middle.go_on()
    assert until(is_cancelled), call
    assert until(lambda: calls_in_progress(exchange) == 0)
