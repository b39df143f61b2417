"""The rest that a group has set up for who has talked for it."""

import pytest

from designer.runtime.queue_events import WrapUp, WrapUpEnded
from tests.designer.stepped_queues import SteppedQueues, of_kind, offers


@pytest.mark.parametrize(("of_block_s", "of_group_s", "rest_s"), [(7, 0, 7), (0, 30, 30), (7, 30, 30), (60, 30, 60)])
def test_the_longer_rest_counts(of_block_s, of_group_s, rest_s):
    queues = SteppedQueues({"101": []})
    queues.wrap_up_s = {"sales": of_group_s, "support": 500}
    queues.join("a", wrap_up_s=of_block_s)
    queues.talks("a", "101")
    queues.in_call("a", "101")
    queues.join("b")
    (rest,) = of_kind(queues.done("101"), WrapUp)
    assert (rest.agent, rest.after_ms) == ("101", rest_s * 1_000)
    assert queues.over("a") == []
    assert offers(queues.on(WrapUpEnded(queues.tick(), "101", rest.token))) == [("b", "101")]


def test_who_was_rung_for_a_group_rests_after_the_talk_too():
    queues = SteppedQueues({"101": []}, support={"101": []})
    queues.wrap_up_s = {"support": 20}
    queues.in_call("x", "101", "support")
    queues.join("a")
    found = queues.over("x")
    assert offers(found) == []
    (rest,) = of_kind(found, WrapUp)
    assert (rest.agent, rest.after_ms) == ("101", 20_000)
    assert offers(queues.on(WrapUpEnded(queues.tick(), "101", rest.token))) == [("a", "101")]


def test_a_call_that_no_group_gave_needs_no_rest():
    queues = SteppedQueues({"101": []})
    queues.wrap_up_s = {"sales": 20}
    queues.in_call("x", "101")
    queues.join("a")
    assert offers(queues.over("x")) == [("a", "101")]


def test_who_is_called_during_the_rest_is_offered_once_both_are_over():
    queues = SteppedQueues({"101": []})
    queues.wrap_up_s = {"sales": 20}
    queues.in_call("x", "101", "sales")
    (rest,) = of_kind(queues.over("x"), WrapUp)
    queues.in_call("y", "101")
    queues.join("a")
    assert offers(queues.on(WrapUpEnded(queues.tick(), "101", rest.token))) == []
    assert offers(queues.over("y")) == [("a", "101")]
