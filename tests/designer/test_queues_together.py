"""The queues of a company together: somebody may be in several groups, and talks in other calls, too."""

from designer.runtime import queue
from designer.runtime.queue_events import CallBack, Position, Refuse, RetryCallback, Withdraw, WrapUp, WrapUpEnded
from tests.designer.stepped_queues import SteppedQueues, full_house, of_kind, offers


def both():
    """Anna, 101, is in both groups; 102 is in sales alone."""
    return SteppedQueues(support={"101": []})


def test_who_talks_with_a_caller_of_one_group_is_not_offered_by_another():
    queues = both()
    queues.join("a", wrap_up_s=4)
    queues.talks("a", "101")
    assert offers(queues.join("b", group="support")) == []
    (rest,) = of_kind(queues.done("101"), WrapUp)
    assert offers(queues.on(WrapUpEnded(queues.tick(), "101", rest.token))) == [("b", "101")]


def test_who_is_rung_for_one_group_is_not_rung_for_another():
    queues = both()
    assert offers(queues.join("a")) == [("a", "101")]
    assert offers(queues.join("b", group="support")) == []
    assert offers(queues.leave("a")) == [("b", "101")]


def test_who_talks_in_any_other_call_is_not_offered_until_the_last_of_them_is_over():
    queues = SteppedQueues({"101": []})
    queues.in_call("x", "101")
    queues.in_call("y", "101")
    assert offers(queues.join("a")) == []
    assert offers(queues.over("x")) == []
    assert offers(queues.over("y")) == [("a", "101")]


def test_a_talk_of_no_queue_needs_no_rest_and_tells_nothing_of_how_long_one_waits():
    queues = SteppedQueues({"101": []})
    queues.in_call("x", "101")
    queues.join("a")
    found = queues.over("x")
    assert of_kind(found, WrapUp) == []
    assert queues.state["talks_ms"] == {}


def test_who_missed_a_caller_as_they_talked_is_free_as_soon_as_the_talk_is_over():
    queues = SteppedQueues({"101": []})
    queues.join("a")
    queues.in_call("x", "101")
    assert of_kind(queues.missed("a", "101"), WrapUp) == []
    assert offers(queues.over("x")) == [("a", "101")]


def test_who_is_rung_and_comes_to_talk_with_somebody_else_is_rung_no_more():
    queues = SteppedQueues()
    assert offers(queues.join("a")) == [("a", "101")]
    assert queues.in_call("x", "101") == [Withdraw("sales", "a", "101")]
    assert queues.in_call("x", "101") == []
    found = queues.missed("a", "101")
    assert offers(found) == [("a", "102")]
    assert of_kind(found, WrapUp) == []


def test_who_is_rung_for_nobody_else_is_withdrawn_from_nothing():
    queues = SteppedQueues()
    queues.join("a")
    assert queues.in_call("x", "102") == []
    queues.talks("a", "101")
    assert queues.in_call("a", "101") == []


def test_who_is_rung_to_call_somebody_back_and_talks_with_somebody_else_is_rung_no_more():
    queues = SteppedQueues({"101": []})
    queues.join("a")
    queues.leave("a", "+49170")
    assert queues.in_call("x", "101") == [Withdraw("sales", "", "101")]
    queues.missed("", "101")
    queues.on(RetryCallback(queues.tick(), "sales", "+49170", 0))
    assert of_kind(queues.over("x"), CallBack) == [CallBack("sales", "+49170", "101", 0)]
    queues.talks("back", "101")
    assert queues.in_call("back", "101") == []
    queues.over("back")
    assert queue.idle_since(queues.state, "101") == queues.at


def test_who_is_put_into_a_group_while_they_talk_is_not_offered_until_the_talk_is_over():
    queues = SteppedQueues({"101": []})
    queues.in_call("x", "103")
    queues.in_call("y", "101")
    queues.members = {"101": [], "103": []}
    assert offers(queues.join("a")) == []
    assert offers(queues.over("x")) == [("a", "103")]


def test_nothing_is_kept_of_who_is_in_no_group():
    queues = SteppedQueues({"101": []})
    queues.in_call("x", "103")
    queues.in_call("y", "103")
    queues.over("x")
    assert queue.idle_since(queues.state, "103") is None
    queues.over("y")
    assert "103" not in queues.state["agents"]


def test_the_longest_idle_goes_first_whatever_call_it_was():
    queues = both()
    queues.in_call("x", "102")
    queues.join("a", group="support")
    queues.talks("a", "101")
    queues.over("x")
    queues.done("101")
    assert offers(queues.join("b")) == [("b", "102")]


def test_who_was_rung_for_a_caller_who_left_is_still_the_longest_idle():
    queues = full_house()
    queues.done("101")
    queues.done("102")
    assert offers(queues.join("a")) == [("a", "101")]
    queues.leave("a")
    assert offers(queues.join("b")) == [("b", "101")]


def test_a_call_that_broke_off_leaves_nobody_waiting_or_talking():
    queues = SteppedQueues({"101": []})
    queues.join("a", wrap_up_s=0)
    queues.talks("a", "101")
    queues.in_call("a", "101")
    queues.join("b")
    queues.join("c")
    queues.over("b")
    assert offers(queues.over("a")) == [("c", "101")]
    assert queue.waiting(queues.state, "sales") == 1


def test_a_higher_priority_goes_before_in_whichever_group():
    queues = both()
    queues.in_call("x", "101")
    queues.in_call("y", "102")
    queues.join("a", priority=1)
    queues.join("b", priority=2, group="support")
    assert offers(queues.over("x")) == [("b", "101")]


def test_places_are_those_of_the_group():
    queues = both()
    queues.in_call("x", "101")
    queues.in_call("y", "102")
    queues.join("a")
    assert of_kind(queues.join("b", group="support"), Position) == [Position("support", "b", 1, -1)]
    assert of_kind(queues.join("c", most=2), Refuse) == []
    assert queue.waiting(queues.state, "sales") == 2


def test_who_talks_is_not_idle():
    queues = full_house({"101": []})
    assert queue.idle_since(queues.state, "101") is None
    queues.done("101")
    assert queue.idle_since(queues.state, "101") == queues.at
    queues.in_call("x", "101")
    assert queue.idle_since(queues.state, "101") is None
    queues.over("x")
    assert queue.idle_since(queues.state, "101") == queues.at
    assert queue.idle_since(queues.state, "102") == 0
