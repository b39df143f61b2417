"""Several keys: how many, how they end, early ones, and the caller's agreement."""

import pytest

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.collect import Collect
from designer.runtime.ops.digits import Digits
from designer.runtime.ops.hangup import Hangup
from designer.runtime.program import Program
from tests.designer.walk import Walk, after, by_outcome, heard, kinds, left_by, waits_ms

OUTCOMES = ("entered", "timeout", "invalid")


def ask(least=2, most=4, end_key="#", tries=2, confirm=False):
    return by_outcome(Digits("menu", "order", least, most, end_key, 5, tries, confirm), *OUTCOMES)


def entered(walk):
    return walk.state["vars"].get("order")


def test_the_end_key_ends_it():
    walk = Walk(ask())
    assert kinds(walk.first) == [do.Enter, do.Answer, do.Play]
    assert walk.press("1") == [do.Stop(), do.Wait(2, 5_000)]
    assert left_by(walk.press("2#")) == "entered"
    assert entered(walk) == "12"


def test_as_many_as_can_be_end_it():
    walk = Walk(ask())
    assert left_by(walk.press("1234")) == "entered"
    assert entered(walk) == "1234"


def test_silence_ends_it_when_enough_are_there():
    walk = Walk(ask(end_key=""))
    walk.press("12")
    assert left_by(walk.time_up()) == "entered"
    assert entered(walk) == "12"


def test_without_an_end_key_hash_is_a_key():
    walk = Walk(ask(end_key=""))
    walk.press("1#2*")
    assert entered(walk) == "1#2*"


def test_each_key_has_its_time():
    walk = Walk(ask())
    assert waits_ms(walk.prompt_ended()) == [5_000]
    first = walk.token()
    assert waits_ms(walk.press("1")) == [5_000]
    assert walk.on(on.TimerFired(0, first)) == []


@pytest.mark.parametrize("few", ["#", "1#"])
def test_too_few_cost_a_try(few):
    walk = Walk(ask())
    assert heard(walk.press(few)) == ["menu"]
    assert left_by(walk.press(few)) == "invalid"
    assert entered(walk) is None


def test_too_few_and_then_silence_cost_a_try():
    walk = Walk(ask(tries=1))
    walk.press("1")
    assert left_by(walk.time_up()) == "invalid"


def test_silence_costs_a_try():
    walk = Walk(ask())
    walk.prompt_ended()
    assert heard(walk.time_up()) == ["menu"]
    walk.prompt_ended()
    assert left_by(walk.time_up()) == "timeout"


def test_a_new_try_begins_without_the_keys_of_the_one_before():
    walk = Walk(ask())
    walk.press("1#")
    walk.press("23#")
    assert entered(walk) == "23"


def test_early_keys_count_and_the_prompt_is_not_heard():
    walk = Walk(after("welcome", ask()))
    walk.press("12#")
    found = walk.prompt_ended()
    assert left_by(found) == "entered"
    assert heard(found) == []


def test_what_is_left_of_the_early_keys_is_kept_for_what_follows():
    menu = (Collect("menu", ("7",), 5, 1), Branch((("7", "end"), ("timeout", "end"), ("invalid", "end"))))
    flow = ask()
    walk = Walk(after("welcome", Program("first", {**flow.blocks, "to-entered": menu, "end": (Hangup("busy"),)})))
    walk.press("12#7")
    assert do.Hangup("busy") in walk.prompt_ended()


def test_early_keys_after_a_bad_start_stop_the_prompt_of_the_new_try():
    walk = Walk(after("welcome", ask()))
    walk.press("#12")
    found = walk.prompt_ended()
    assert heard(found) == ["menu"]
    assert kinds(found)[-4:] == [do.Play, do.Stop, do.Wait, do.Wait]
    assert left_by(walk.press("#")) == "entered"
    assert entered(walk) == "12"


def test_the_caller_hears_the_keys_and_agrees():
    walk = Walk(ask(confirm=True))
    said = heard(walk.press("1*#"))
    for _ in range(3):
        said += heard(walk.prompt_ended())
    assert said == ["sys:you-entered", "sys:digit-1", "sys:digit-star", "sys:confirm"]
    assert waits_ms(walk.prompt_ended()) == [5_000]
    assert entered(walk) is None
    assert left_by(walk.press("1")) == "entered"
    assert entered(walk) == "1*"


def test_who_knows_them_agrees_before_they_are_read_out():
    walk = Walk(ask(confirm=True))
    walk.press("12#")
    assert left_by(walk.press("1")) == "entered"
    assert entered(walk) == "12"


def test_early_keys_may_agree_already_and_nothing_is_left_playing():
    walk = Walk(after("welcome", ask(confirm=True)))
    walk.press("12#1")
    found = walk.prompt_ended()
    assert left_by(found) == "entered"
    assert [effect for effect in found if isinstance(effect, do.Play | do.Stop)][-1] == do.Stop()


@pytest.mark.parametrize("key", ["2", "#", "9"])
def test_who_does_not_agree_begins_again(key):
    walk = Walk(ask(confirm=True))
    walk.press("12#")
    assert heard(walk.press(key)) == ["menu"]
    walk.press("34#")
    assert left_by(walk.press(key)) == "invalid"
    assert entered(walk) is None


def test_silence_is_no_agreement():
    walk = Walk(ask(confirm=True, tries=1))
    walk.press("12#")
    for _ in range(4):
        walk.prompt_ended()
    assert left_by(walk.time_up()) == "timeout"


def test_without_its_sounds_the_agreement_is_still_asked_for():
    walk = Walk(ask(confirm=True), directory={"prompts": {}})
    found = walk.press("12#")
    assert kinds(found)[-5:] == [do.Warn] * 4 + [do.Wait]
    assert left_by(walk.press("1")) == "entered"


def test_the_end_of_another_sound_means_nothing():
    walk = Walk(ask())
    assert walk.on(on.PromptEnded(0, 99)) == walk.on(on.TimerFired(0, 99)) == []
    assert walk.on(on.LegRinging(0, "b1")) == []
