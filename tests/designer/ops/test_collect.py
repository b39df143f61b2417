"""A menu: one key of several."""

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.collect import Collect
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.play import Play
from designer.runtime.program import Program
from tests.designer.walk import Walk, after, heard, kinds, of_kind, program

MENU = Collect("menu", ("1", "2"), timeout_s=5, tries=2)


def menu(**blocks):
    return program(MENU, Branch((("1", "one"), ("2", "end"), ("timeout", "late"), ("invalid", "wrong"))), **blocks)


LEAVES = {
    "one": (Play("welcome"), Branch((("next", "end"),))),
    "late": (Hangup("busy"),),
    "wrong": (Hangup("rejected"),),
}


def test_a_key_leaves_the_menu_and_stops_its_prompt():
    walk = Walk(menu(**LEAVES))
    assert walk.press("1")[:2] == [do.Stop(), do.Enter("one")]


def test_a_key_after_the_prompt_counts_as_well():
    walk = Walk(menu(**LEAVES))
    assert walk.prompt_ended() == [do.Wait(2, 5000)]
    assert do.Enter("one") in walk.press("1")


def test_silence_plays_the_prompt_again_and_then_leaves_by_timeout():
    walk = Walk(menu(**LEAVES))
    walk.prompt_ended()
    assert kinds(walk.time_up()) == [do.Play]
    walk.prompt_ended()
    assert do.Enter("late") in walk.time_up()


def test_a_wrong_key_costs_a_try_and_then_leaves_by_invalid():
    walk = Walk(menu(**LEAVES))
    assert kinds(walk.press("9")) == [do.Stop, do.Play]
    assert do.Enter("wrong") in walk.press("9")


def test_a_key_pressed_before_the_menu_is_kept_for_it():
    drawn = {**menu(**LEAVES).blocks, "m": menu().blocks["first"]}
    flow = Program("first", {**drawn, "first": (Play("welcome"), Branch((("next", "m"),)))})
    walk = Walk(flow)
    assert walk.press("1") == []
    assert of_kind(walk.prompt_ended(), do.Enter) == [do.Enter("m"), do.Enter("one")]


def test_a_wait_that_is_over_after_a_key_means_nothing():
    walk = Walk(menu(**LEAVES))
    walk.prompt_ended()
    late = walk.token()
    walk.press("9")
    assert walk.on(on.TimerFired(0, late)) == []
    assert walk.on(on.PromptEnded(0, late)) == []


def test_a_wrong_early_key_costs_a_try():
    walk = Walk(after("welcome", menu(**LEAVES)))
    walk.press("91")
    assert of_kind(walk.prompt_ended(), do.Enter) == [do.Enter("first"), do.Enter("one")]


def test_a_menu_without_its_prompt_still_waits_for_a_key():
    flow = program(Collect("lost", ("1",), 5, 1), Branch((("1", "end"), ("timeout", "end"), ("invalid", "end"))))
    walk = Walk(flow)
    assert kinds(walk.first) == [do.Enter, do.Answer, do.Warn, do.Wait]
    assert walk.time_up()[-1] == do.Ended("flow_ended")


def test_a_prompt_that_must_be_heard_is_stopped_by_no_other_key():
    """As that a call is recorded: who typed ahead has not been told, and has not agreed."""
    ask = Collect("welcome", ("9",), 3, 1, must_be_heard=True)
    walk = Walk(after("menu", program(ask, Branch((("9", "no"), ("timeout", "end"))), no=(Hangup("busy"),))))
    walk.press("19")
    assert heard(walk.prompt_ended()) == ["welcome"]
    assert walk.press("1#") == []
    assert walk.press("9")[:2] == [do.Stop(), do.Enter("no")]


def test_the_prompt_of_each_try_is_heard():
    walk = Walk(menu(**LEAVES))
    walk.prompt_ended()
    assert heard(walk.first + walk.time_up()) == ["menu", "menu"]
