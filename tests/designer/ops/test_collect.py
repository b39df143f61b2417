"""A menu: one key of several."""

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.collect import Collect
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.play import Play
from designer.runtime.program import Program
from tests.designer.stepped_call import SteppedCall, after, heard, kinds, of_kind, program

MENU = Collect("menu", ("1", "2"), timeout_s=5, tries=2)


def menu(**blocks):
    return program(MENU, Branch((("1", "one"), ("2", "end"), ("timeout", "late"), ("invalid", "wrong"))), **blocks)


LEAVES = {
    "one": (Play("welcome"), Branch((("next", "end"),))),
    "late": (Hangup("busy"),),
    "wrong": (Hangup("rejected"),),
}


def test_a_key_leaves_the_menu_and_stops_its_prompt():
    stepped = SteppedCall(menu(**LEAVES))
    assert stepped.press("1")[:2] == [do.Stop(), do.Enter("one")]


def test_a_key_after_the_prompt_counts_as_well():
    stepped = SteppedCall(menu(**LEAVES))
    assert stepped.prompt_ended() == [do.Wait(2, 5000)]
    assert do.Enter("one") in stepped.press("1")


def test_silence_plays_the_prompt_again_and_then_leaves_by_timeout():
    stepped = SteppedCall(menu(**LEAVES))
    stepped.prompt_ended()
    assert kinds(stepped.time_up()) == [do.Play]
    stepped.prompt_ended()
    assert do.Enter("late") in stepped.time_up()


def test_a_wrong_key_costs_a_try_and_then_leaves_by_invalid():
    stepped = SteppedCall(menu(**LEAVES))
    assert kinds(stepped.press("9")) == [do.Stop, do.Play]
    assert do.Enter("wrong") in stepped.press("9")


def test_a_key_pressed_before_the_menu_is_kept_for_it():
    drawn = {**menu(**LEAVES).blocks, "m": menu().blocks["first"]}
    flow = Program("first", {**drawn, "first": (Play("welcome"), Branch((("next", "m"),)))})
    stepped = SteppedCall(flow)
    assert stepped.press("1") == []
    assert of_kind(stepped.prompt_ended(), do.Enter) == [do.Enter("m"), do.Enter("one")]


def test_a_wait_that_is_over_after_a_key_means_nothing():
    stepped = SteppedCall(menu(**LEAVES))
    stepped.prompt_ended()
    late = stepped.token()
    stepped.press("9")
    assert stepped.on(on.TimerFired(0, late)) == []
    assert stepped.on(on.PromptEnded(0, late)) == []


def test_a_wrong_early_key_costs_a_try():
    stepped = SteppedCall(after("welcome", menu(**LEAVES)))
    stepped.press("91")
    assert of_kind(stepped.prompt_ended(), do.Enter) == [do.Enter("first"), do.Enter("one")]


def test_a_menu_without_its_prompt_still_waits_for_a_key():
    flow = program(Collect("lost", ("1",), 5, 1), Branch((("1", "end"), ("timeout", "end"), ("invalid", "end"))))
    stepped = SteppedCall(flow)
    assert kinds(stepped.first) == [do.Enter, do.Answer, do.Warn, do.Wait]
    assert stepped.time_up()[-1] == do.Ended("flow_ended")


def test_a_prompt_that_must_be_heard_is_stopped_by_no_other_key():
    """As that a call is recorded: who typed ahead has not been told, and has not agreed."""
    ask = Collect("welcome", ("9",), 3, 1, must_be_heard=True)
    stepped = SteppedCall(after("menu", program(ask, Branch((("9", "no"), ("timeout", "end"))), no=(Hangup("busy"),))))
    stepped.press("19")
    assert heard(stepped.prompt_ended()) == ["welcome"]
    assert stepped.press("1#") == []
    assert stepped.press("9")[:2] == [do.Stop(), do.Enter("no")]


def test_the_prompt_of_each_try_is_heard():
    stepped = SteppedCall(menu(**LEAVES))
    stepped.prompt_ended()
    assert heard(stepped.first + stepped.time_up()) == ["menu", "menu"]
