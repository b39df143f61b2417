"""Several keys: how many, how they end, early ones, and the caller's agreement."""

import pytest

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.collect import Collect
from designer.runtime.ops.digits import Digits
from designer.runtime.ops.hangup import Hangup
from designer.runtime.program import Program
from tests.designer.stepped_call import SteppedCall, after, by_outcome, heard, kinds, left_by, waits_ms

OUTCOMES = ("entered", "timeout", "invalid")


def ask(least=2, most=4, end_key="#", tries=2, confirm=False):
    return by_outcome(Digits("menu", "order", least, most, end_key, 5, tries, confirm), *OUTCOMES)


def entered(stepped):
    return stepped.state["vars"].get("order")


def test_the_end_key_ends_it():
    stepped = SteppedCall(ask())
    assert kinds(stepped.first) == [do.Enter, do.Answer, do.Play]
    assert stepped.press("1") == [do.Stop(), do.Wait(2, 5_000)]
    assert left_by(stepped.press("2#")) == "entered"
    assert entered(stepped) == "12"


def test_as_many_as_can_be_end_it():
    stepped = SteppedCall(ask())
    assert left_by(stepped.press("1234")) == "entered"
    assert entered(stepped) == "1234"


def test_silence_ends_it_when_enough_are_there():
    stepped = SteppedCall(ask(end_key=""))
    stepped.press("12")
    assert left_by(stepped.time_up()) == "entered"
    assert entered(stepped) == "12"


def test_without_an_end_key_hash_is_a_key():
    stepped = SteppedCall(ask(end_key=""))
    stepped.press("1#2*")
    assert entered(stepped) == "1#2*"


def test_each_key_has_its_time():
    stepped = SteppedCall(ask())
    assert waits_ms(stepped.prompt_ended()) == [5_000]
    first = stepped.token()
    assert waits_ms(stepped.press("1")) == [5_000]
    assert stepped.on(on.TimerFired(0, first)) == []


@pytest.mark.parametrize("few", ["#", "1#"])
def test_too_few_cost_a_try(few):
    stepped = SteppedCall(ask())
    assert heard(stepped.press(few)) == ["menu"]
    assert left_by(stepped.press(few)) == "invalid"
    assert entered(stepped) is None


def test_too_few_and_then_silence_cost_a_try():
    stepped = SteppedCall(ask(tries=1))
    stepped.press("1")
    assert left_by(stepped.time_up()) == "invalid"


def test_silence_costs_a_try():
    stepped = SteppedCall(ask())
    stepped.prompt_ended()
    assert heard(stepped.time_up()) == ["menu"]
    stepped.prompt_ended()
    assert left_by(stepped.time_up()) == "timeout"


def test_a_new_try_begins_without_the_keys_of_the_one_before():
    stepped = SteppedCall(ask())
    stepped.press("1#")
    stepped.press("23#")
    assert entered(stepped) == "23"


def test_early_keys_count_and_the_prompt_is_not_heard():
    stepped = SteppedCall(after("welcome", ask()))
    stepped.press("12#")
    found = stepped.prompt_ended()
    assert left_by(found) == "entered"
    assert heard(found) == []


def test_what_is_left_of_the_early_keys_is_kept_for_what_follows():
    menu = (Collect("menu", ("7",), 5, 1), Branch((("7", "end"), ("timeout", "end"), ("invalid", "end"))))
    flow = ask()
    stepped = SteppedCall(
        after("welcome", Program("first", {**flow.blocks, "to-entered": menu, "end": (Hangup("busy"),)}))
    )
    stepped.press("12#7")
    assert do.Hangup("busy") in stepped.prompt_ended()


def test_early_keys_after_a_bad_start_stop_the_prompt_of_the_new_try():
    stepped = SteppedCall(after("welcome", ask()))
    stepped.press("#12")
    found = stepped.prompt_ended()
    assert heard(found) == ["menu"]
    assert kinds(found)[-4:] == [do.Play, do.Stop, do.Wait, do.Wait]
    assert left_by(stepped.press("#")) == "entered"
    assert entered(stepped) == "12"


def test_the_caller_hears_the_keys_and_agrees():
    stepped = SteppedCall(ask(confirm=True))
    said = heard(stepped.press("1*#"))
    for _ in range(3):
        said += heard(stepped.prompt_ended())
    assert said == ["sys:you-entered", "sys:digit-1", "sys:digit-star", "sys:confirm"]
    assert waits_ms(stepped.prompt_ended()) == [5_000]
    assert entered(stepped) is None
    assert left_by(stepped.press("1")) == "entered"
    assert entered(stepped) == "1*"


def test_who_knows_them_agrees_before_they_are_read_out():
    stepped = SteppedCall(ask(confirm=True))
    stepped.press("12#")
    assert left_by(stepped.press("1")) == "entered"
    assert entered(stepped) == "12"


def test_early_keys_may_agree_already_and_nothing_is_left_playing():
    stepped = SteppedCall(after("welcome", ask(confirm=True)))
    stepped.press("12#1")
    found = stepped.prompt_ended()
    assert left_by(found) == "entered"
    assert [effect for effect in found if isinstance(effect, do.Play | do.Stop)][-1] == do.Stop()


@pytest.mark.parametrize("key", ["2", "#", "9"])
def test_who_does_not_agree_begins_again(key):
    stepped = SteppedCall(ask(confirm=True))
    stepped.press("12#")
    assert heard(stepped.press(key)) == ["menu"]
    stepped.press("34#")
    assert left_by(stepped.press(key)) == "invalid"
    assert entered(stepped) is None


def test_silence_is_no_agreement():
    stepped = SteppedCall(ask(confirm=True, tries=1))
    stepped.press("12#")
    for _ in range(4):
        stepped.prompt_ended()
    assert left_by(stepped.time_up()) == "timeout"


def test_without_its_sounds_the_agreement_is_still_asked_for():
    stepped = SteppedCall(ask(confirm=True), directory={"prompts": {}})
    found = stepped.press("12#")
    assert kinds(found)[-5:] == [do.Warn] * 4 + [do.Wait]
    assert left_by(stepped.press("1")) == "entered"


def test_the_end_of_another_sound_means_nothing():
    stepped = SteppedCall(ask())
    assert stepped.on(on.PromptEnded(0, 99)) == stepped.on(on.TimerFired(0, 99)) == []
    assert stepped.on(on.LegRinging(0, "b1")) == []
