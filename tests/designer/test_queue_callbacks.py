"""Promises to call back that nobody takes."""

from designer.runtime import promises, queue_acts
from designer.runtime.queue_events import (
    CallBack,
    CallBackAnswered,
    CallBackBegan,
    CallbackGivenUp,
    LeftQueue,
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
    assert ended == [CallbackGivenUp("sales", "+49170", promises.MOST_ROUNDS)]


def test_tries_before_a_restart_count():
    pauses, ended = lost(SteppedQueues({"101": []}), tries=9)
    assert pauses == [900_000] * 3
    assert ended == [CallbackGivenUp("sales", "+49170", promises.MOST_ROUNDS)]


def test_a_callback_comes_to_everybody_of_the_group_before_there_is_a_pause():
    queues = SteppedQueues({"101": [], "102": [], "103": []})
    rung = []
    for tries in range(3):
        (back,) = of_kind(queues.on(RetryCallback(queues.tick(), "sales", "+49170", 0, tries)), CallBack)
        queues.missed("", back.agent)
        rung.append(back.agent)
    assert sorted(rung) == ["101", "102", "103"]
    found = queues.on(RetryCallback(queues.tick(), "sales", "+49170", 0, 3))
    assert of_kind(found, Recheck) == [Recheck(promises.CALLBACK, 10_000)]


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
    assert of_kind(SteppedQueues({}).on(RetryCallback(0, "sales", "+49170", 0, promises.MOST_ROUNDS)), CallbackGivenUp)


def promised(queues, call="a", number="+49170", line="+4930555010"):
    """A caller who waits wants to be called back."""
    queues.join(call)
    return queues.on(LeftQueue(queues.tick(), "sales", call, number, line))


def test_who_is_called_back_sees_the_number_that_they_had_called_also_after_a_try_in_vain():
    queues = full_house({"101": []})
    promised(queues)
    (back,) = of_kind(queues.done("101"), CallBack)
    assert back == CallBack("sales", "+49170", "101", 0, 0, "+4930555010")
    again = RetryCallback(queues.tick(), "sales", back.number, 0, 1, back.line)
    queues.missed("", "101")
    pauses = of_kind(queues.on(again), Recheck | WrapUp)
    assert come_to_it(queues, [*pauses, WrapUp("101", queues.state["tokens"], 10_000)], [])[0].line == "+4930555010"


def test_somebody_else_who_calls_back_keeps_the_promises_of_all_groups():
    queues = full_house({"101": []})
    promised(queues)
    promised(queues, "b", "+49171")
    began = CallBackBegan(queues.tick(), "+49170", "105")
    assert queue_acts.refusal(queues.directory(), queues.state, began) == ""
    assert of_kind(queues.on(began), Recheck) == [Recheck(promises.CALLBACK, promises.HELD_MS)]
    assert [back.number for back in of_kind(queues.done("101"), CallBack)] == ["+49171"]
    queues.on(CallBackAnswered(queues.tick(), "+49170", "105"))
    queues.missed("", "101")
    queues.at += 10 * promises.HELD_MS
    assert of_kind(queues.on(WrapUpEnded(queues.at, "101", queues.state["tokens"])), CallBack) == []
    assert queues.state["waiting"] == []


def test_a_promise_goes_on_if_somebody_else_did_not_pick_up_to_call_back():
    queues = full_house({"101": []})
    promised(queues)
    (held,) = of_kind(queues.on(CallBackBegan(queues.tick(), "+49170", "105")), Recheck)
    assert of_kind(queues.done("101"), CallBack) == []
    queues.at += held.after_ms
    (back,) = of_kind(queues.on(RecheckDue(queues.at, held.reason)), CallBack)
    assert (back.number, back.agent) == ("+49170", "101")


def test_nobody_calls_back_whom_a_queue_is_calling_back_already():
    queues = full_house({"101": []})
    promised(queues)
    queues.done("101")
    began = CallBackBegan(queues.tick(), "+49170", "105")
    assert queue_acts.refusal(queues.directory(), queues.state, began) == "calls_back:101"
    queues.talks("cb", "101")
    assert queue_acts.refusal(queues.directory(), queues.state, began) == "calls_back:101"
    queues.over("cb")
    assert queue_acts.refusal(queues.directory(), queues.state, began) == ""


def test_nobody_is_rung_to_call_back_who_talks():
    queues = full_house({"101": []})
    began = CallBackBegan(queues.tick(), "+49170", "101")
    assert queue_acts.refusal(queues.directory(), queues.state, began) == queue_acts.BUSY
