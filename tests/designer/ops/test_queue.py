"""The caller's side of a queue: waiting, being told the place, being offered, leaving."""

import pytest

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.play import Play
from designer.runtime.ops.queue import Queue
from designer.runtime.program import Program
from tests.designer.stepped_call import (
    CALLER,
    SteppedCall,
    by_outcome,
    heard,
    left_by,
    legs,
    of_kind,
    waits_ms,
    warnings,
)

OUTCOMES = ("timeout", "full", "nobody", "left", "callback")


def queue(most_s=600, tell_s=45, music="music", record=False):
    op = Queue("sales", music, 3, most_s, 20, tell_s, "*", "1", 5, "french", 15, record)
    return by_outcome(op, *OUTCOMES)


def offered(agent="101", **settings):
    stepped = SteppedCall(queue(**settings))
    found = stepped.on(on.QueueOffer(0, agent))
    return stepped, legs(found)[agent]


def talking(**settings):
    stepped, leg = offered(**settings)
    return stepped, leg, stepped.answered(leg)


def test_who_waits_hears_music_and_has_a_place():
    stepped = SteppedCall(queue())
    assert heard(stepped.first) == ["music"]
    assert of_kind(stepped.first, do.Play)[0].repeat
    assert of_kind(stepped.first, do.Join) == [do.Join("sales", 3, "french", 20, 5)]
    assert waits_ms(stepped.first) == [600_000, 45_000]


def test_without_a_limit_and_without_telling_nothing_is_waited_for():
    assert waits_ms(SteppedCall(queue(most_s=0, tell_s=0)).first) == []


@pytest.mark.parametrize("reason", ["full", "nobody"])
def test_there_is_no_place(reason):
    stepped = SteppedCall(queue())
    found = stepped.on(on.QueueFull(0, reason))
    assert left_by(found) == reason
    assert of_kind(found, do.Leave) == []


def test_the_place_and_the_wait_are_told():
    stepped = SteppedCall(queue())
    assert stepped.on(on.QueuePosition(0, 3, 130)) == []
    said = heard(stepped.time_up("next"))
    for _ in range(4):
        said += heard(stepped.prompt_ended("announced"))
    assert said == ["sys:queue-place", "sys:number-3", "sys:queue-wait", "sys:minutes-2", "music"]


def test_a_wait_that_nobody_knows_is_not_told():
    stepped = SteppedCall(queue())
    stepped.on(on.QueuePosition(0, 1, -1))
    said = heard(stepped.time_up("next"))
    for _ in range(2):
        said += heard(stepped.prompt_ended("announced"))
    assert said == ["sys:queue-place", "sys:number-1", "music"]


def test_it_is_told_again_and_again():
    stepped = SteppedCall(queue())
    stepped.on(on.QueuePosition(0, 99, 5))
    assert waits_ms(stepped.time_up("next")) == [45_000]
    assert stepped.state["doing"]["to_play"][0] == "sys:number-20"
    assert waits_ms(stepped.time_up("next")) == [45_000]


def test_nothing_is_told_before_the_place_is_known_or_while_it_rings():
    stepped = SteppedCall(queue())
    assert heard(stepped.time_up("next")) == []
    stepped, _ = offered()
    stepped.on(on.QueuePosition(0, 1, 5))
    assert heard(stepped.time_up("next")) == []


def test_whose_turn_it_is_is_offered_and_talks():
    stepped, leg = offered(record=True)
    assert stepped.answered(leg) == [
        do.QueueTalk("sales", "101"),
        do.Bridge(leg),
        do.Record("c1-r1", "call", "employee:101"),
    ]


def test_the_phone_rings_for_so_long_and_is_missed():
    stepped, leg = offered()
    assert stepped.time_up("ring") == [do.Cancel(leg), do.QueueMissed("sales", "101")]
    assert stepped.state["legs"] == {}
    assert set(legs(stepped.on(on.QueueOffer(0, "102")))) == {"102"}


def test_who_has_come_to_talk_with_somebody_else_is_rung_no_more():
    stepped, leg = offered()
    assert stepped.on(on.QueueWithdrawn(0, "102")) == []
    assert stepped.on(on.QueueWithdrawn(0, "101", "support")) == []
    assert stepped.on(on.QueueWithdrawn(0, "101", "sales")) == [do.Cancel(leg), do.QueueMissed("sales", "101")]
    assert stepped.on(on.QueueWithdrawn(0, "101", "sales")) == []
    assert set(legs(stepped.on(on.QueueOffer(0, "102")))) == {"102"}


def test_who_talks_with_the_caller_is_not_withdrawn():
    stepped, _, _ = talking()
    assert stepped.on(on.QueueWithdrawn(0, "101")) == []


def test_a_phone_that_is_busy_is_missed():
    stepped, leg = offered()
    assert stepped.failed(leg) == [do.QueueMissed("sales", "101")]


def test_an_answer_that_comes_too_late_is_let_go():
    stepped, leg = offered()
    stepped.time_up("ring")
    assert stepped.answered(leg) == [do.Release(leg)]


def test_old_timers_of_a_phone_mean_nothing():
    stepped, _ = offered()
    first = stepped.state["doing"]["ring"]
    stepped.time_up("ring")
    stepped.on(on.QueueOffer(0, "102"))
    assert stepped.on(on.TimerFired(0, first)) == []


def test_who_has_no_phone_is_missed_at_once():
    stepped = SteppedCall(queue())
    found = stepped.on(on.QueueOffer(0, "999"))
    assert warnings(found) == ["there is no employee “999”"]
    assert found[1:] == [do.QueueMissed("sales", "999")]


def test_one_phone_at_a_time():
    stepped, _ = offered()
    assert stepped.on(on.QueueOffer(0, "102")) == [do.QueueMissed("sales", "102")]


def test_nobody_is_offered_themselves():
    stepped = SteppedCall(queue(), extension="101")
    assert stepped.on(on.QueueOffer(0, "101")) == [do.QueueMissed("sales", "101")]


@pytest.mark.parametrize(("key", "outcome", "callback"), [("*", "left", ()), ("1", "callback", (CALLER, "+4930555"))])
def test_a_key_leaves_the_queue(key, outcome, callback):
    stepped = SteppedCall(queue())
    found = stepped.press(key)
    assert found[:2] == [do.Leave("sales", *callback), do.Stop()]
    assert left_by(found) == outcome


def test_other_keys_mean_nothing():
    stepped = SteppedCall(queue())
    assert stepped.press("2#") == []
    assert stepped.state["keys"] == ""


@pytest.mark.parametrize("caller", ["anonymous", "101", "line1", "112", "0112"])
def test_without_a_number_nobody_is_called_back(caller):
    stepped = SteppedCall(queue(), caller=caller)
    assert warnings(stepped.press("1")) == ["who has no number can't be called back"]
    assert left_by(stepped.press("*")) == "left"


def test_who_leaves_while_a_phone_rings_makes_it_stop_and_nobody_has_missed_it():
    stepped, leg = offered()
    found = stepped.press("*")
    assert found[:2] == [do.Cancel(leg), do.Leave("sales")]
    assert of_kind(found, do.QueueMissed) == []


def test_waiting_has_a_limit():
    stepped = SteppedCall(queue())
    found = stepped.time_up()
    assert do.Leave("sales") in found
    assert left_by(found) == "timeout"


def test_who_hangs_up_while_waiting_leaves():
    assert SteppedCall(queue()).on(on.CallerGone(0)) == [do.Leave("sales"), do.Ended("caller_hung_up")]


def test_who_hangs_up_while_it_rings_leaves():
    stepped, leg = offered()
    assert stepped.on(on.CallerGone(0)) == [do.Leave("sales"), do.Cancel(leg), do.Ended("caller_hung_up")]


def test_the_end_of_the_talk_sets_the_employee_free():
    stepped, leg, _ = talking()
    assert stepped.on(on.CallerGone(0)) == [do.QueueDone("sales", "101"), do.Release(leg), do.Ended("caller_hung_up")]
    stepped, leg, _ = talking()
    found = stepped.on(on.LegEnded(0, leg))
    assert found == [do.QueueDone("sales", "101"), do.Hangup("normal"), do.Ended("callee_hung_up")]


def test_a_fault_sets_everybody_free():
    assert do.Leave("sales") in SteppedCall(queue()).on(on.Fault(0, "x"))
    stepped, _, _ = talking()
    assert do.QueueDone("sales", "101") in stepped.on(on.Fault(0, "x"))


def test_during_the_talk_the_queue_means_nothing():
    stepped, _, _ = talking()
    doing = stepped.state["doing"]
    for event in (on.QueuePosition(0, 1, 1), on.QueueOffer(0, "102"), on.QueueFull(0, "full")):
        assert stepped.on(event) == []
    for timer in ("token", "next", "ring"):
        assert stepped.on(on.TimerFired(0, doing[timer])) == []


def test_who_has_left_is_offered_nobody_and_lets_nobody_go_twice():
    flow = queue()
    listens = (Play("welcome"), Branch((("next", "first"),)))
    stepped = SteppedCall(Program("first", {**flow.blocks, "to-left": listens}))
    leg = legs(stepped.on(on.QueueOffer(0, "101")))["101"]
    stepped.press("*")
    assert stepped.on(on.QueueOffer(0, "102")) == []
    assert stepped.answered(leg) == [do.Release(leg)]
    assert stepped.on(on.CallerGone(0)) == [do.Ended("caller_hung_up")]


def test_what_comes_of_a_queue_that_was_left_is_nothing():
    stepped = SteppedCall(queue())
    assert stepped.on(on.QueueOffer(0, "101", "support")) == []
    assert legs(stepped.on(on.QueueOffer(0, "101", "sales")))


def test_a_caller_who_is_sent_on_waits_for_the_other_group_as_long_as_before():
    stepped, leg = offered()
    moved = stepped.on(on.QueueMoved(0, "support", "sales"))
    assert moved[:2] == [do.Cancel(leg), do.Leave("sales")]
    (join,) = of_kind(moved, do.Join)
    assert (join.group, join.priority, join.skill) == ("support", 3, "")
    assert join.since == stepped.state["doing"]["since"]
    assert stepped.on(on.QueueOffer(0, "101", "sales")) == []
    rung = stepped.on(on.QueueOffer(0, "103", "support"))
    assert [dial.group for dial in of_kind(rung, do.Dial)] == ["support"]
    (leg,) = legs(rung).values()
    assert stepped.answered(leg)[0] == do.QueueTalk("support", "103")
    assert stepped.state["queue"] == "support:103"


def test_a_caller_who_talks_or_waits_there_already_is_not_sent_on():
    stepped, _, _ = talking()
    assert stepped.on(on.QueueMoved(0, "support")) == []
    waiting = SteppedCall(queue())
    assert waiting.on(on.QueueMoved(0, "sales", "sales")) == []


def test_a_caller_who_is_sent_on_leaves_the_other_queue():
    stepped = SteppedCall(queue())
    stepped.on(on.QueueMoved(0, "support", "sales"))
    assert stepped.on(on.CallerGone(0)) == [do.Leave("support"), do.Ended("caller_hung_up")]


def test_everybody_is_hung_up_on_by_somebody_who_watches():
    stepped, leg = offered()
    assert stepped.on(on.Dismissed(0)) == [
        do.Leave("sales"),
        do.Cancel(leg),
        do.Hangup("normal"),
        do.Ended("dismissed"),
    ]
