"""The queues of a company together: somebody may be in several groups, and talks in other calls, too."""

from designer.runtime import queue
from designer.runtime.queue_events import CallBack, Position, Refuse, RetryCallback, Withdraw, WrapUp, WrapUpEnded
from tests.designer.stepped_queues import SteppedQueues, full_house, of_kind, offers


def both():
    """Anna, 101, is in both groups; 102 is in sales alone."""
    return SteppedQueues(support={"101": []})


def test_who_talks_with_a_caller_of_one_group_is_not_offered_by_another():
    line = both()
    line.join("a", wrap_up_s=4)
    line.talks("a", "101")
    assert offers(line.join("b", group="support")) == []
    (rest,) = of_kind(line.done("101"), WrapUp)
    assert offers(line.on(WrapUpEnded(line.tick(), "101", rest.token))) == [("b", "101")]


def test_who_is_rung_for_one_group_is_not_rung_for_another():
    line = both()
    assert offers(line.join("a")) == [("a", "101")]
    assert offers(line.join("b", group="support")) == []
    assert offers(line.leave("a")) == [("b", "101")]


def test_who_talks_in_any_other_call_is_not_offered_until_the_last_of_them_is_over():
    line = SteppedQueues({"101": []})
    line.in_call("x", "101")
    line.in_call("y", "101")
    assert offers(line.join("a")) == []
    assert offers(line.over("x")) == []
    assert offers(line.over("y")) == [("a", "101")]


def test_a_talk_of_no_queue_needs_no_rest_and_tells_nothing_of_how_long_one_waits():
    line = SteppedQueues({"101": []})
    line.in_call("x", "101")
    line.join("a")
    found = line.over("x")
    assert of_kind(found, WrapUp) == []
    assert line.state["talks_ms"] == {}


def test_who_missed_a_caller_as_they_talked_is_free_as_soon_as_the_talk_is_over():
    line = SteppedQueues({"101": []})
    line.join("a")
    line.in_call("x", "101")
    assert of_kind(line.missed("a", "101"), WrapUp) == []
    assert offers(line.over("x")) == [("a", "101")]


def test_who_is_rung_and_comes_to_talk_with_somebody_else_is_rung_no_more():
    line = SteppedQueues()
    assert offers(line.join("a")) == [("a", "101")]
    assert line.in_call("x", "101") == [Withdraw("sales", "a", "101")]
    assert line.in_call("x", "101") == []
    found = line.missed("a", "101")
    assert offers(found) == [("a", "102")]
    assert of_kind(found, WrapUp) == []


def test_who_is_rung_for_nobody_else_is_withdrawn_from_nothing():
    line = SteppedQueues()
    line.join("a")
    assert line.in_call("x", "102") == []
    line.talks("a", "101")
    assert line.in_call("a", "101") == []


def test_who_is_rung_to_call_somebody_back_and_talks_with_somebody_else_is_rung_no_more():
    line = SteppedQueues({"101": []})
    line.join("a")
    line.leave("a", "+49170")
    assert line.in_call("x", "101") == [Withdraw("sales", "", "101")]
    line.missed("", "101")
    line.on(RetryCallback(line.tick(), "sales", "+49170", 0))
    assert of_kind(line.over("x"), CallBack) == [CallBack("sales", "+49170", "101", 0)]
    line.talks("back", "101")
    assert line.in_call("back", "101") == []
    line.over("back")
    assert queue.idle_since(line.state, "101") == line.at


def test_who_is_put_into_a_group_while_they_talk_is_not_offered_until_the_talk_is_over():
    line = SteppedQueues({"101": []})
    line.in_call("x", "103")
    line.in_call("y", "101")
    line.members = {"101": [], "103": []}
    assert offers(line.join("a")) == []
    assert offers(line.over("x")) == [("a", "103")]


def test_nothing_is_kept_of_who_is_in_no_group():
    line = SteppedQueues({"101": []})
    line.in_call("x", "103")
    line.in_call("y", "103")
    line.over("x")
    assert queue.idle_since(line.state, "103") is None
    line.over("y")
    assert "103" not in line.state["agents"]


def test_the_longest_idle_goes_first_whatever_call_it_was():
    line = both()
    line.in_call("x", "102")
    line.join("a", group="support")
    line.talks("a", "101")
    line.over("x")
    line.done("101")
    assert offers(line.join("b")) == [("b", "102")]


def test_who_was_rung_for_a_caller_who_left_is_still_the_longest_idle():
    line = full_house()
    line.done("101")
    line.done("102")
    assert offers(line.join("a")) == [("a", "101")]
    line.leave("a")
    assert offers(line.join("b")) == [("b", "101")]


def test_a_call_that_broke_off_leaves_nobody_waiting_or_talking():
    line = SteppedQueues({"101": []})
    line.join("a", wrap_up_s=0)
    line.talks("a", "101")
    line.in_call("a", "101")
    line.join("b")
    line.join("c")
    line.over("b")
    assert offers(line.over("a")) == [("c", "101")]
    assert queue.waiting(line.state, "sales") == 1


def test_a_higher_priority_goes_before_in_whichever_group():
    line = both()
    line.in_call("x", "101")
    line.in_call("y", "102")
    line.join("a", priority=1)
    line.join("b", priority=2, group="support")
    assert offers(line.over("x")) == [("b", "101")]


def test_places_are_those_of_the_group():
    line = both()
    line.in_call("x", "101")
    line.in_call("y", "102")
    line.join("a")
    assert of_kind(line.join("b", group="support"), Position) == [Position("support", "b", 1, -1)]
    assert of_kind(line.join("c", most=2), Refuse) == []
    assert queue.waiting(line.state, "sales") == 2


def test_who_talks_is_not_idle():
    line = full_house({"101": []})
    assert queue.idle_since(line.state, "101") is None
    line.done("101")
    assert queue.idle_since(line.state, "101") == line.at
    line.in_call("x", "101")
    assert queue.idle_since(line.state, "101") is None
    line.over("x")
    assert queue.idle_since(line.state, "101") == line.at
    assert queue.idle_since(line.state, "102") == 0
