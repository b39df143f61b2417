"""What is true of every call, whatever its ops are."""

import json
from typing import get_type_hints

import pytest

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.call_state import CallState, copied
from designer.runtime.machine import step
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.dial import Dial
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.hours import Hours
from designer.runtime.ops.queue import Queue
from tests.designer.drawing import DIRECTORY
from tests.designer.stepped_call import SteppedCall, legs, of_kind, program

DIAL = Dial("group:sales", "all", 20, "", True)
LINE = Queue("sales", "music", 0, 60, 5, 0, "", "", 0, "", 10, False)
FULL_AGAIN = Branch((("full", "first"), ("nobody", "end"), ("timeout", "end"), ("left", "end"), ("callback", "end")))
TO_END = Branch((("no_answer", "end"), ("busy", "end"), ("unavailable", "end")))


def test_a_call_is_answered_only_when_it_is_to_hear_something():
    stepped = SteppedCall(program(Hangup("busy")))
    assert stepped.first == [do.Enter("first"), do.Hangup("busy"), do.Ended("flow_ended")]


def test_a_fault_below_ends_the_call_and_everything_in_it():
    stepped = SteppedCall(program(DIAL, TO_END))
    leg = legs(stepped.first)["101"]
    stepped.answered(leg)
    assert stepped.on(on.Fault(0, "rtpengine is gone")) == [
        do.StopRecording("c1-r1"),
        do.Release(leg),
        do.Hangup("fault"),
        do.Ended("fault"),
    ]


def test_a_circle_that_waits_for_nobody_is_broken():
    stepped = SteppedCall(program(Hours("office"), Branch((("open", "first"), ("closed", "end")))))
    assert stepped.first[-1] == do.Ended("fault")
    assert any("circle" in warning.message for warning in of_kind(stepped.first, do.Warn))


def test_a_circle_whose_waits_end_at_once_is_broken():
    stepped = SteppedCall(program(LINE, FULL_AGAIN))
    rounds = 0
    while not stepped.state["ended"] and rounds < 1000:
        done, rounds = stepped.on(on.QueueFull(stepped.at, "full", "sales")), rounds + 1
    assert rounds == 100
    assert done[-1] == do.Ended("fault")
    assert any("circle" in warning.message for warning in of_kind(done, do.Warn))


def test_a_circle_in_which_time_passes_goes_on():
    stepped = SteppedCall(program(LINE, FULL_AGAIN))
    for _ in range(1000):
        stepped.at += 100
        stepped.on(on.QueueFull(stepped.at, "full", "sales"))
    assert not stepped.state["ended"]


def test_a_call_begins_with_its_arrival():
    with pytest.raises(ValueError, match="begins with CallArrived, not Digit"):
        step(program(DIAL, TO_END), DIRECTORY, None, on.Digit(0, "1"))


def test_after_the_end_nothing_happens():
    stepped = SteppedCall(program(Hangup("normal")))
    assert stepped.on(on.Digit(0, "1")) == stepped.on(on.CallerGone(0)) == stepped.on(on.Fault(0, "x")) == []


def test_no_more_than_32_early_keys_are_kept():
    stepped = SteppedCall(program(DIAL, TO_END))
    stepped.press("1" * 40 + "2")
    assert stepped.state["keys"] == "1" * 31 + "2"


def test_a_call_says_by_which_outcome_it_came_to_a_block():
    stepped = SteppedCall(program(Hours("office"), Branch((("open", "end"), ("closed", "end")))))
    assert [(each.node, each.outcome) for each in of_kind(stepped.first, do.Enter)] == [("first", ""), ("end", "open")]


def test_a_step_shares_nothing_with_the_state_before_it():
    hints = get_type_hints(CallState)
    can_be_changed = {name for name, hint in hints.items() if "dict" in str(hint) or "list" in str(hint)}
    assert can_be_changed == {"doing", "legs", "vars"}
    state = {**dict.fromkeys(hints, ""), "doing": {"left": ["101"]}, "legs": {"b1": True}, "vars": {"x": "1"}}
    kept = json.loads(json.dumps(state))
    found = copied(state)
    assert found == state
    found["doing"]["left"].append("102")
    found["legs"]["b2"], found["vars"]["y"] = False, "2"
    assert state == kept
