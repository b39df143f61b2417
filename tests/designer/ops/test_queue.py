"""The caller's side of a queue: waiting, being told the place, being offered, leaving."""

import pytest

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.play import Play
from designer.runtime.ops.queue import Queue
from designer.runtime.program import Program
from tests.designer.walk import CALLER, Walk, by_outcome, heard, left_by, legs, of_kind, waits_ms, warnings

OUTCOMES = ("timeout", "full", "nobody", "left", "callback")


def queue(most_s=600, tell_s=45, music="music", record=False):
    op = Queue("sales", music, 3, most_s, 20, tell_s, "*", "1", 5, "french", 15, record)
    return by_outcome(op, *OUTCOMES)


def offered(agent="101", **settings):
    walk = Walk(queue(**settings))
    found = walk.on(on.QueueOffer(0, agent))
    return walk, legs(found)[agent]


def talking(**settings):
    walk, leg = offered(**settings)
    return walk, leg, walk.answered(leg)


def test_who_waits_hears_music_and_has_a_place():
    walk = Walk(queue())
    assert heard(walk.first) == ["music"]
    assert of_kind(walk.first, do.Play)[0].repeat
    assert of_kind(walk.first, do.Join) == [do.Join("sales", 3, "french", 20, 5)]
    assert waits_ms(walk.first) == [600_000, 45_000]


def test_without_a_limit_and_without_telling_nothing_is_waited_for():
    assert waits_ms(Walk(queue(most_s=0, tell_s=0)).first) == []


@pytest.mark.parametrize("reason", ["full", "nobody"])
def test_there_is_no_place(reason):
    walk = Walk(queue())
    found = walk.on(on.QueueFull(0, reason))
    assert left_by(found) == reason
    assert of_kind(found, do.Leave) == []


def test_the_place_and_the_wait_are_told():
    walk = Walk(queue())
    assert walk.on(on.QueuePosition(0, 3, 130)) == []
    said = heard(walk.time_up("next"))
    for _ in range(4):
        said += heard(walk.prompt_ended("announced"))
    assert said == ["sys:queue-place", "sys:number-3", "sys:queue-wait", "sys:minutes-2", "music"]


def test_a_wait_that_nobody_knows_is_not_told():
    walk = Walk(queue())
    walk.on(on.QueuePosition(0, 1, -1))
    said = heard(walk.time_up("next"))
    for _ in range(2):
        said += heard(walk.prompt_ended("announced"))
    assert said == ["sys:queue-place", "sys:number-1", "music"]


def test_it_is_told_again_and_again():
    walk = Walk(queue())
    walk.on(on.QueuePosition(0, 99, 5))
    assert waits_ms(walk.time_up("next")) == [45_000]
    assert walk.state["doing"]["to_play"][0] == "sys:number-20"
    assert waits_ms(walk.time_up("next")) == [45_000]


def test_nothing_is_told_before_the_place_is_known_or_while_it_rings():
    walk = Walk(queue())
    assert heard(walk.time_up("next")) == []
    walk, _ = offered()
    walk.on(on.QueuePosition(0, 1, 5))
    assert heard(walk.time_up("next")) == []


def test_whose_turn_it_is_is_offered_and_talks():
    walk, leg = offered(record=True)
    assert walk.answered(leg) == [
        do.QueueTalk("sales", "101"),
        do.Bridge(leg),
        do.Record("c1-r1", "call", "employee:101"),
    ]


def test_the_phone_rings_for_so_long_and_is_missed():
    walk, leg = offered()
    assert walk.time_up("ring") == [do.Cancel(leg), do.QueueMissed("sales", "101")]
    assert walk.state["legs"] == {}
    assert set(legs(walk.on(on.QueueOffer(0, "102")))) == {"102"}


def test_who_has_come_to_talk_with_somebody_else_is_rung_no_more():
    walk, leg = offered()
    assert walk.on(on.QueueWithdrawn(0, "102")) == []
    assert walk.on(on.QueueWithdrawn(0, "101", "support")) == []
    assert walk.on(on.QueueWithdrawn(0, "101", "sales")) == [do.Cancel(leg), do.QueueMissed("sales", "101")]
    assert walk.on(on.QueueWithdrawn(0, "101", "sales")) == []
    assert set(legs(walk.on(on.QueueOffer(0, "102")))) == {"102"}


def test_who_talks_with_the_caller_is_not_withdrawn():
    walk, _, _ = talking()
    assert walk.on(on.QueueWithdrawn(0, "101")) == []


def test_a_phone_that_is_busy_is_missed():
    walk, leg = offered()
    assert walk.failed(leg) == [do.QueueMissed("sales", "101")]


def test_an_answer_that_comes_too_late_is_let_go():
    walk, leg = offered()
    walk.time_up("ring")
    assert walk.answered(leg) == [do.Release(leg)]


def test_old_timers_of_a_phone_mean_nothing():
    walk, _ = offered()
    first = walk.state["doing"]["ring"]
    walk.time_up("ring")
    walk.on(on.QueueOffer(0, "102"))
    assert walk.on(on.TimerFired(0, first)) == []


def test_who_has_no_phone_is_missed_at_once():
    walk = Walk(queue())
    found = walk.on(on.QueueOffer(0, "999"))
    assert warnings(found) == ["there is no employee “999”"]
    assert found[1:] == [do.QueueMissed("sales", "999")]


def test_one_phone_at_a_time():
    walk, _ = offered()
    assert walk.on(on.QueueOffer(0, "102")) == [do.QueueMissed("sales", "102")]


def test_nobody_is_offered_themselves():
    walk = Walk(queue(), extension="101")
    assert walk.on(on.QueueOffer(0, "101")) == [do.QueueMissed("sales", "101")]


@pytest.mark.parametrize(("key", "outcome", "callback"), [("*", "left", ""), ("1", "callback", CALLER)])
def test_a_key_leaves_the_queue(key, outcome, callback):
    walk = Walk(queue())
    found = walk.press(key)
    assert found[:2] == [do.Leave("sales", callback), do.Stop()]
    assert left_by(found) == outcome


def test_other_keys_mean_nothing():
    walk = Walk(queue())
    assert walk.press("2#") == []
    assert walk.state["keys"] == ""


def test_without_a_number_nobody_is_called_back():
    walk = Walk(queue(), caller="anonymous")
    assert warnings(walk.press("1")) == ["who has no number can't be called back"]
    assert left_by(walk.press("*")) == "left"


def test_who_leaves_while_a_phone_rings_makes_it_stop_and_nobody_has_missed_it():
    walk, leg = offered()
    found = walk.press("*")
    assert found[:2] == [do.Cancel(leg), do.Leave("sales")]
    assert of_kind(found, do.QueueMissed) == []


def test_waiting_has_a_limit():
    walk = Walk(queue())
    found = walk.time_up()
    assert do.Leave("sales") in found
    assert left_by(found) == "timeout"


def test_who_hangs_up_while_waiting_leaves():
    assert Walk(queue()).on(on.CallerGone(0)) == [do.Leave("sales"), do.Ended("caller_hung_up")]


def test_who_hangs_up_while_it_rings_leaves():
    walk, leg = offered()
    assert walk.on(on.CallerGone(0)) == [do.Leave("sales"), do.Cancel(leg), do.Ended("caller_hung_up")]


def test_the_end_of_the_talk_sets_the_employee_free():
    walk, leg, _ = talking()
    assert walk.on(on.CallerGone(0)) == [do.QueueDone("sales", "101"), do.Release(leg), do.Ended("caller_hung_up")]
    walk, leg, _ = talking()
    found = walk.on(on.LegEnded(0, leg))
    assert found == [do.QueueDone("sales", "101"), do.Hangup("normal"), do.Ended("callee_hung_up")]


def test_a_fault_sets_everybody_free():
    assert do.Leave("sales") in Walk(queue()).on(on.Fault(0, "x"))
    walk, _, _ = talking()
    assert do.QueueDone("sales", "101") in walk.on(on.Fault(0, "x"))


def test_during_the_talk_the_queue_means_nothing():
    walk, _, _ = talking()
    doing = walk.state["doing"]
    for event in (on.QueuePosition(0, 1, 1), on.QueueOffer(0, "102"), on.QueueFull(0, "full")):
        assert walk.on(event) == []
    for timer in ("token", "next", "ring"):
        assert walk.on(on.TimerFired(0, doing[timer])) == []


def test_who_has_left_is_offered_nobody_and_lets_nobody_go_twice():
    flow = queue()
    listens = (Play("welcome"), Branch((("next", "first"),)))
    walk = Walk(Program("first", {**flow.blocks, "to-left": listens}))
    leg = legs(walk.on(on.QueueOffer(0, "101")))["101"]
    walk.press("*")
    assert walk.on(on.QueueOffer(0, "102")) == []
    assert walk.answered(leg) == [do.Release(leg)]
    assert walk.on(on.CallerGone(0)) == [do.Ended("caller_hung_up")]


def test_what_comes_of_a_queue_that_was_left_is_nothing():
    walk = Walk(queue())
    assert walk.on(on.QueueOffer(0, "101", "support")) == []
    assert legs(walk.on(on.QueueOffer(0, "101", "sales")))
