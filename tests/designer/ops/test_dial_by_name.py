"""Names by the letters on the keys. 101 Anna Berger, 102 Jörg Meier, 103 Annette Groß."""

import pytest

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops.dial_by_name import DialByName, named
from tests.designer.drawing import DIRECTORY
from tests.designer.stepped_call import SteppedCall, after, by_outcome, heard, left_by, waits_ms

OUTCOMES = ("found", "nobody", "timeout")


def ask(tries=2):
    return by_outcome(DialByName("menu", "who", 5, tries), *OUTCOMES)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("2662", ["101"]),
        ("266", ["101", "103"]),
        ("237", ["101"]),
        ("5674", ["102"]),
        ("47677", ["103"]),
        ("9", []),
        ("", []),
        ("0", []),
    ],
)
def test_any_name_of_a_person_counts_and_accents_do_not(keys, found):
    assert named(DIRECTORY["employees"], keys) == found


def test_one_name_is_left():
    stepped = SteppedCall(ask())
    assert waits_ms(stepped.press("2")) == [5_000]
    assert left_by(stepped.press("3")) == "found"
    assert stepped.state["vars"]["who"] == "101"


def test_hash_takes_the_first_of_several():
    stepped = SteppedCall(ask())
    stepped.press("266")
    assert left_by(stepped.press("#")) == "found"
    assert stepped.state["vars"]["who"] == "101"


@pytest.mark.parametrize("keys", ["9", "#", "*", "269"])
def test_nobody_of_that_name_costs_a_try(keys):
    stepped = SteppedCall(ask())
    assert heard(stepped.press(keys)) == ["menu"]
    assert left_by(stepped.press(keys)) == "nobody"
    assert "who" not in stepped.state["vars"]


def test_silence_costs_a_try():
    stepped = SteppedCall(ask())
    stepped.prompt_ended()
    assert heard(stepped.time_up()) == ["menu"]
    stepped.prompt_ended()
    assert left_by(stepped.time_up()) == "timeout"


def test_silence_between_several_is_nobody():
    stepped = SteppedCall(ask(tries=1))
    stepped.press("266")
    assert left_by(stepped.time_up()) == "nobody"


def test_early_keys_count_and_the_rest_is_kept():
    stepped = SteppedCall(after("welcome", ask()))
    stepped.press("237")
    assert left_by(stepped.prompt_ended()) == "found"


def test_early_keys_that_name_nobody_are_followed_by_the_prompt():
    stepped = SteppedCall(after("welcome", ask()))
    stepped.press("9")
    assert heard(stepped.prompt_ended()) == ["menu"]
    assert left_by(stepped.press("56")) == "found"


def test_what_is_out_of_date_means_nothing():
    stepped = SteppedCall(ask())
    first = stepped.token()
    stepped.press("2")
    assert stepped.on(on.PromptEnded(0, first)) == stepped.on(on.TimerFired(0, first)) == []
    assert stepped.on(on.LegEnded(0, "b1")) == []


def test_a_key_stops_the_prompt():
    assert SteppedCall(ask()).press("2")[0] == do.Stop()
