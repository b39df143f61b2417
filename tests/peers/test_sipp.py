"""Many calls at once, from a user agent that is not ours: sipp, over UDP and over TCP."""

import pytest

from tests.calls.drawings import END, menu
from tests.designer.drawing import node

CALLS, A_SECOND = 40, 20


@pytest.mark.parametrize("transport", ["u1", "t1"])
def test_many_callers_choose_at_once_and_none_is_lost(exchange, sipp, transport):
    number = exchange.draw(
        [menu(timeout_s=20), node("chosen", "play", prompt="closed"), END],
        ("menu", "1", "chosen"),
        ("menu", "2", "end"),
        ("menu", "timeout", "end"),
        ("menu", "invalid", "end"),
        ("chosen", "next", "end"),
    )
    callers = sipp("choose_by_info", number=number, transport=transport, calls=CALLS, a_second=A_SECOND)
    assert callers.wait() == ""
    calls = exchange.calls_to(number)
    assert len(calls) == CALLS
    for steps in calls:
        effects = [effect for step in steps for effect in step["effects"]]
        assert [each["node"] for each in effects if each["type"] == "enter"] == ["start", "menu", "chosen", "end"]
        assert [each["how"] for each in effects if each["type"] == "ended"] == ["flow_ended"]
        assert [step["seq"] for step in steps] == list(range(len(steps)))
