"""What Kamailio holds: calls that it counts, and so would refuse others for, and dialogs that it remembers."""

from tests.exchange import Exchange
from tests.waiting import until


def calls_in_progress(exchange: Exchange) -> int:
    """A slot that was not given back counts for ever."""
    return int(exchange.parts.rpc("htable.get", "counters", "calls")["item"]["value"])


def assert_all_are_over(exchange: Exchange) -> None:
    assert until(lambda: calls_in_progress(exchange) == 0)
