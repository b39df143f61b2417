"""What a flow means, event by event."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer import effects as do
from designer import events as on
from designer.machine import step
from designer.program import Branch, Collect, Dial, Hangup, Hours, Message, Play, Program
from tests.designer.drawing import DIRECTORY

MONDAY_NOON_MS = 1_795_431_600_000  # 2026-11-23 12:00 in Berlin


def program(*ops, **blocks):
    """A program whose first block is *ops*; other blocks by name; block "end" hangs up."""
    return Program("first", {"first": ops, "end": (Hangup("normal"),), **blocks})


class Walk:
    """A call that is carried on event by event; remembers the state, returns the effects."""

    def __init__(self, flow: Program, directory=DIRECTORY, extension: str = "", at: int = MONDAY_NOON_MS) -> None:
        self.program, self.directory, self.state, self.at = flow, directory, None, at
        self.first = self.on(
            on.CallArrived(at, "c1", "1001", "+4917012345", "", "+4930555", flow.sha, "d", "inbound", extension)
        )

    def on(self, event):
        before = copy.deepcopy(self.state)
        kept = copy.deepcopy(self.state)
        self.state, found = step(self.program, self.directory, self.state, event)
        assert before == kept
        assert json.loads(json.dumps(self.state)) == self.state
        return list(found)

    def token(self):
        return self.state["doing"]["token"]

    def prompt_ended(self):
        return self.on(on.PromptEnded(self.at, self.token()))

    def time_up(self):
        return self.on(on.TimerFired(self.at, self.token()))

    def press(self, key):
        return self.on(on.Digit(self.at, key))


def kinds(found):
    return [type(effect) for effect in found]


def of_kind(found, kind):
    return [effect for effect in found if isinstance(effect, kind)]


MENU = Collect("menu", ("1", "2"), timeout_s=5, tries=2)
TO_END = Branch((("1", "end"), ("2", "end"), ("timeout", "end"), ("invalid", "end")))


def menu(**blocks):
    return program(MENU, Branch((("1", "one"), ("2", "end"), ("timeout", "late"), ("invalid", "wrong"))), **blocks)


LEAVES = {
    "one": (Play("welcome"), Branch((("next", "end"),))),
    "late": (Hangup("busy"),),
    "wrong": (Hangup("rejected"),),
}


def test_a_call_is_answered_only_when_it_is_to_hear_something():
    walk = Walk(program(Hangup("busy")))
    assert walk.first == [do.Enter("first"), do.Hangup("busy"), do.Ended("flow_ended")]


def test_a_prompt_plays_and_the_call_goes_on():
    walk = Walk(program(Play("welcome"), Branch((("next", "end"),))))
    assert walk.first == [do.Enter("first"), do.Answer(), do.Play("welcome", "welcome.au", 2000, 1, False)]
    assert walk.prompt_ended() == [do.Enter("end"), do.Hangup("normal"), do.Ended("flow_ended")]


def test_the_end_of_another_prompt_means_nothing():
    walk = Walk(program(Play("welcome"), Branch((("next", "end"),))))
    assert walk.on(on.PromptEnded(0, 99)) == []


def test_a_prompt_that_is_gone_is_warned_of_and_passed_over():
    walk = Walk(program(Play("lost"), Branch((("next", "end"),))))
    assert do.Warn("there is no prompt 'lost'") in walk.first
    assert walk.state["ended"]


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


@pytest.mark.parametrize(
    ("calendar", "at", "expected"),
    [("office", MONDAY_NOON_MS, "open"), ("office", MONDAY_NOON_MS + 7 * 3_600_000, "shut"), ("lost", 0, "shut")],
)
def test_opening_hours_decide_at_once(calendar, at, expected):
    branch = Branch((("open", "open"), ("closed", "shut")))
    flow = program(Hours(calendar), branch, open=(Hangup("normal"),), shut=(Hangup("busy"),))
    assert do.Enter(expected) in Walk(flow, at=at).first


def ring(who="group:sales", strategy="all", music="", record=False, **blocks):
    outcomes = Branch((("no_answer", "nobody"), ("busy", "engaged"), ("unavailable", "absent")))
    ends = {name: (Hangup("normal"),) for name in ("nobody", "engaged", "absent")}
    return program(Dial(who, strategy, 20, music, record), outcomes, **{**ends, **blocks})


def legs(found):
    return {dial.extension: dial.leg for dial in of_kind(found, do.Dial)}


def test_a_group_rings_all_at_once_and_the_first_to_answer_gets_the_call():
    walk = Walk(ring())
    rung = legs(walk.first)
    assert set(rung) == {"101", "102"}
    found = walk.on(on.LegAnswered(0, rung["102"]))
    assert found == [do.Cancel(rung["101"]), do.Answer(), do.Bridge(rung["102"])]


def test_in_turn_the_next_rings_when_one_does_not_answer():
    walk = Walk(ring(strategy="in_turn"))
    first = legs(walk.first)
    assert set(first) == {"101"}
    found = walk.time_up()
    assert do.Cancel(first["101"]) in found
    assert set(legs(found)) == {"102"}
    assert do.Enter("nobody") in walk.time_up()


@pytest.mark.parametrize(
    ("causes", "outlet"),
    [
        (("busy", "busy"), "engaged"),
        (("busy", "unavailable"), "engaged"),
        (("unavailable", "unavailable"), "absent"),
        (("failed", "unavailable"), "absent"),
        (("rejected", "busy"), "nobody"),
    ],
)
def test_a_group_leaves_by_what_became_of_all_its_phones(causes, outlet):
    walk = Walk(ring())
    rung = legs(walk.first)
    assert walk.on(on.LegFailed(0, rung["101"], causes[0])) == []
    assert do.Enter(outlet) in walk.on(on.LegFailed(0, rung["102"], causes[1]))


def test_nobody_answers_in_time():
    walk = Walk(ring())
    found = walk.time_up()
    assert len(of_kind(found, do.Cancel)) == 2
    assert do.Enter("nobody") in found


def test_a_group_that_is_gone_is_unavailable():
    walk = Walk(ring("group:lost"))
    assert do.Warn("there is no group 'lost'") in walk.first
    assert do.Enter("absent") in walk.first


def test_callers_are_not_rung_themselves():
    assert set(legs(Walk(ring(), extension="101").first)) == {"102"}


def test_a_leg_that_answers_too_late_is_let_go():
    walk = Walk(ring(nobody=(Play("closed"), Branch((("next", "end"),)))))
    late = legs(walk.first)["101"]
    walk.time_up()
    assert walk.on(on.LegAnswered(0, late)) == [do.Release(late)]


def test_music_answers_and_plays_on_while_it_rings():
    walk = Walk(ring(music="music"))
    assert kinds(walk.first)[:3] == [do.Enter, do.Answer, do.Play]
    assert of_kind(walk.first, do.Play)[0].repeat


def test_an_answered_caller_hears_ringing():
    drawn = {**ring().blocks, "r": ring().blocks["first"]}
    walk = Walk(Program("first", {**drawn, "first": (Play("welcome"), Branch((("next", "r"),)))}))
    assert of_kind(walk.prompt_ended(), do.Play)[0].prompt == "sys:ringback"


def bridged(record=False):
    walk = Walk(ring(record=record))
    leg = legs(walk.first)["101"]
    return walk, leg, walk.on(on.LegAnswered(0, leg))


def test_the_talk_is_recorded_where_it_is_asked_for():
    walk, _, found = bridged(record=True)
    assert do.Record("c1-r1", "call", "employee:101") in found
    assert do.StopRecording("c1-r1") in walk.on(on.CallerGone(0))


def test_the_callee_hangs_up():
    walk, leg, _ = bridged()
    assert walk.on(on.LegEnded(0, leg)) == [do.Hangup("normal"), do.Ended("callee_hung_up")]


def test_the_caller_hangs_up():
    walk, leg, _ = bridged()
    assert walk.on(on.CallerGone(0)) == [do.Release(leg), do.Ended("caller_hung_up")]


def test_the_caller_gives_up_while_it_rings():
    walk = Walk(ring())
    assert kinds(walk.on(on.CallerGone(0))) == [do.Cancel, do.Cancel, do.Ended]


def test_a_message_is_recorded_after_the_beep_until_hash():
    walk = Walk(program(Message("group:sales", 60), Branch((("next", "end"),))))
    assert of_kind(walk.first, do.Play)[0].prompt == "sys:beep"
    assert walk.prompt_ended() == [do.Record("c1-r1", "message", "group:sales"), do.Wait(2, 60_000)]
    assert walk.press("5") == []
    assert walk.press("#")[:2] == [do.StopRecording("c1-r1"), do.Enter("end")]


def test_a_message_ends_with_its_time():
    walk = Walk(program(Message("called", 60), Branch((("next", "end"),))))
    assert do.Record("c1-r1", "message", "employee:+4930555") in walk.prompt_ended()
    assert do.Enter("end") in walk.time_up()


def test_a_fault_below_ends_the_call_and_everything_in_it():
    walk, leg, _ = bridged(record=True)
    assert walk.on(on.Fault(0, "rtpengine is gone")) == [
        do.StopRecording("c1-r1"),
        do.Release(leg),
        do.Hangup("fault"),
        do.Ended("fault"),
    ]


def test_a_circle_that_waits_for_nobody_is_broken():
    walk = Walk(program(Hours("office"), Branch((("open", "first"), ("closed", "end")))))
    assert walk.first[-1] == do.Ended("fault")
    assert any("circle" in warning.message for warning in of_kind(walk.first, do.Warn))


def test_a_call_begins_with_its_arrival():
    with pytest.raises(ValueError, match="begins with CallArrived, not Digit"):
        step(menu(**LEAVES), DIRECTORY, None, on.Digit(0, "1"))


FLOWS = [
    menu(**LEAVES),
    ring(record=True),
    ring(strategy="in_turn", music="music"),
    Program(
        "first",
        {
            "first": (MENU, Branch((("1", "r"), ("2", "v"), ("timeout", "v"), ("invalid", "end")))),
            "r": (
                Dial("group:support", "all", 9, "music", True),
                Branch((("no_answer", "v"), ("busy", "first"), ("unavailable", "v"))),
            ),
            "v": (Play("greeting"), Message("group:support", 30), Branch((("next", "first"),))),
            "end": (Hangup("normal"),),
        },
    ),
]
LEGS = st.integers(1, 12).map(lambda number: f"b{number}")
TOKENS = st.integers(0, 30)
EVENTS = st.one_of(
    st.builds(on.Digit, st.just(0), st.sampled_from("0123456789*#")),
    st.builds(on.PromptEnded, st.just(0), TOKENS),
    st.builds(on.TimerFired, st.just(0), TOKENS),
    st.builds(on.LegRinging, st.just(0), LEGS),
    st.builds(on.LegAnswered, st.just(0), LEGS),
    st.builds(on.LegFailed, st.just(0), LEGS, st.sampled_from(["busy", "no_answer", "unavailable", "rejected"])),
    st.builds(on.LegEnded, st.just(0), LEGS),
    st.just("next token"),
)


@given(st.sampled_from(FLOWS), st.lists(EVENTS, max_size=40), st.sampled_from([on.CallerGone(0), on.Fault(0, "x")]))
@settings(max_examples=300, deadline=None)
def test_whatever_happens_nothing_is_left_behind(flow, happened, last):
    """Every phone that was rung is let go, every recording is stopped, and after the end nothing more is done."""
    walk = Walk(flow)
    found = list(walk.first)
    for event in [*happened, last]:
        if event == "next token":
            doing = walk.state["doing"]
            event = on.TimerFired(0, doing["token"]) if doing else on.Digit(0, "1")
        ended = walk.state["ended"]
        did = walk.on(event)
        assert not (ended and did)
        found += did
    assert walk.state["ended"]
    assert len(of_kind(found, do.Ended)) == 1
    gone = {effect.leg for effect in of_kind(found, do.Cancel) + of_kind(found, do.Release)}
    gone |= {event.leg for event in happened if isinstance(event, on.LegFailed | on.LegEnded)}
    assert {dial.leg for dial in of_kind(found, do.Dial)} <= gone
    started = [effect.recording for effect in of_kind(found, do.Record)]
    assert [effect.recording for effect in of_kind(found, do.StopRecording)] == started
