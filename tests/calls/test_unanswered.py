"""Calls that nothing answers for long: they ring as long as the flow says, and no longer than the exchange allows."""

import pytest

from app.flows import service, trials
from tests.calls.drawings import AROUND_RING, OUTLETS, hello, ring
from tests.designer.drawing import flow
from tests.exchange import running_exchange
from tests.parts import private_config
from tests.waiting import until


def test_a_call_that_nothing_answers_for_too_long_ends_everywhere(tmp_path):
    config = private_config(tmp_path, longest_unanswered_s="5")
    with running_exchange(config) as exchange, exchange.phone("101") as anna, exchange.caller() as caller:
        number = exchange.draw([ring(ring_s=100), *OUTLETS], *AROUND_RING)
        call = caller.call(number)
        rung = anna.incoming.get(timeout=10)
        assert call.wait("ended", 30)
        assert (call.status, rung.wait("ended", 10)) == (408, True)
        assert until(lambda: exchange.ended(number), 10) == "caller_hung_up"
        assert calls_in_progress(exchange) == 0


def calls_in_progress(exchange):
    return int(exchange.parts.rpc("htable.get", "counters", "calls")["item"]["value"])


@pytest.mark.proof
def test_a_caller_hears_once_a_minute_that_it_still_rings(exchange, phones, caller):
    """RFC 3261 section 13.3.1.1: otherwise proxies on the way give the call up."""
    phones("101")
    number = exchange.draw([ring(ring_s=130), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    assert until(lambda: call.statuses.count(180) == 3, 125)
    call.hang_up()


@pytest.mark.proof
def test_ones_own_phone_that_is_not_picked_up_stops_ringing(exchange, phones):
    mine = phones("102")
    drawing = flow(*(hello("welcome")[:1]), hello("welcome")[1])
    with exchange.in_company():
        trials.call_me(service.add_flow("Trial", drawing), drawing, "102", "+4917012345")
    rung = mine.incoming.get(timeout=10)
    assert rung.wait("ended", 75)
    assert rung.ended_by == "them"
    assert until(lambda: calls_in_progress(exchange) == 0, 10)
