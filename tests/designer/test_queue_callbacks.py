"""Promises to call back that nobody takes."""

from designer.runtime import queue
from designer.runtime.queue_events import (
    CallBack,
    CallbackGivenUp,
    Position,
    Recheck,
    RecheckDue,
    RetryCallback,
    WrapUp,
    WrapUpEnded,
)
from tests.designer.stepped_queues import SteppedQueues, full_house, of_kind, offers


def lost(queues, tries=0):
    """Nobody of the group ever takes the call-back of a number; returns how long each pause was, and how it ended."""
    pauses, found = [], queues.on(RetryCallback(queues.at, "sales", "+49170", 0, tries))
    while not of_kind(found, CallbackGivenUp):
        (back,) = of_kind(found, CallBack) or come_to_it(queues, found, pauses)
        assert back.tries == tries
        wrap_up = of_kind(queues.missed("", back.agent), WrapUp)
        tries += 1
        found = [*queues.on(RetryCallback(queues.at, "sales", "+49170", 0, tries)), *wrap_up]
    return pauses, of_kind(found, CallbackGivenUp)


def come_to_it(queues, found, pauses):
    """What is rung when the wrap-ups and pauses are over that *found* asks for."""
    began = queues.at
    for pause in sorted(of_kind(found, WrapUp | Recheck), key=lambda pause: pause.after_ms):
        queues.at = max(queues.at, began + pause.after_ms)
        is_wrap_up = isinstance(pause, WrapUp)
        over = WrapUpEnded(queues.at, pause.agent, pause.token) if is_wrap_up else RecheckDue(queues.at, pause.reason)
        if back := of_kind(queues.on(over), CallBack):
            pauses.append(pause.after_ms)
            return back
    raise AssertionError("nobody is ever rung")


def test_a_callback_that_nobody_takes_is_tried_ever_more_rarely_and_given_up():
    pauses, ended = lost(SteppedQueues({"101": []}))
    assert pauses == [10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 640_000, *[900_000] * 4]
    assert ended == [CallbackGivenUp("sales", "+49170", queue.MOST_ROUNDS)]


def test_tries_before_a_restart_count():
    pauses, ended = lost(SteppedQueues({"101": []}), tries=9)
    assert pauses == [900_000] * 3
    assert ended == [CallbackGivenUp("sales", "+49170", queue.MOST_ROUNDS)]


def test_a_callback_comes_to_everybody_of_the_group_before_there_is_a_pause():
    queues = SteppedQueues({"101": [], "102": [], "103": []})
    rung = []
    for tries in range(3):
        (back,) = of_kind(queues.on(RetryCallback(queues.tick(), "sales", "+49170", 0, tries)), CallBack)
        queues.missed("", back.agent)
        rung.append(back.agent)
    assert sorted(rung) == ["101", "102", "103"]
    found = queues.on(RetryCallback(queues.tick(), "sales", "+49170", 0, 3))
    assert of_kind(found, Recheck) == [Recheck(queue.CALLBACK, 10_000)]


def test_who_waits_is_not_held_up_by_a_callback_that_is_not_due():
    queues = full_house({"101": []})
    queues.on(RetryCallback(queues.tick(), "sales", "+49170", 0, 1))
    assert of_kind(queues.join("a"), Position) == [Position("sales", "a", 1, -1)]
    assert offers(queues.done("101")) == [("a", "101")]


def test_a_callback_that_nobody_may_take_now_waits_without_being_tried():
    queues = full_house({"101": []})
    queues.on(RetryCallback(queues.tick(), "sales", "+49170", 0))
    queues.at += 3 * 24 * 3_600_000
    assert of_kind(queues.done("101"), CallBack) == [CallBack("sales", "+49170", "101", 0, 0)]


def test_a_callback_of_a_group_without_members_is_given_up_some_time():
    assert of_kind(SteppedQueues({}).on(RetryCallback(0, "sales", "+49170", 0, queue.MOST_ROUNDS)), CallbackGivenUp)
