"""Employees who are not to be disturbed, do not work now, or let their calls go elsewhere; and groups of their own."""

import pytest

from app.numbering import numbering_plan
from designer.runtime import effects as do
from designer.runtime.ops.dial import Dial
from tests.designer.drawing import DIRECTORY
from tests.designer.ops.test_dial import ring
from tests.designer.stepped_call import (
    MONDAY_NOON_MS,
    SteppedCall,
    by_outcome,
    heard,
    kinds,
    left_by,
    legs,
    of_kind,
    waits_ms,
    warnings,
)

OUTLETS = ("no_answer", "busy", "unavailable")
MONDAY_NIGHT_MS = MONDAY_NOON_MS + 10 * 3_600_000
OUTSIDE = "+4940123456"


def directory(groups=None, **people):
    """By extension, as "e101", what they have set up."""
    employees = {
        extension: {**each, **people.get(f"e{extension}", {})} for extension, each in DIRECTORY["employees"].items()
    }
    given = {name: {**each, **(groups or {}).get(name, {})} for name, each in DIRECTORY["groups"].items()}
    return {**DIRECTORY, "employees": employees, "groups": given}


def forward(**targets):
    """*no_answer* may be (target, after_s)."""
    after = targets.pop("no_answer", None)
    return {"forward": {**targets, **({"no_answer": {"to": after[0], "after_s": after[1]}} if after else {})}}


def call(people, who="employee:101", strategy="all", at=MONDAY_NOON_MS, extension="", record=False, music=""):
    flow = by_outcome(Dial(who, strategy, 20, music, record), *OUTLETS)
    return SteppedCall(flow, people, at=at, extension=extension)


def test_a_forward_is_read_by_the_plan_of_the_company_when_it_is_followed():
    people = {**directory(e101=forward(always="outside:0170 12345")), "numbering": numbering_plan("DE")}
    assert [dial.number for dial in of_kind(call(people).first, do.Dial)] == ["+4917012345"]


@pytest.mark.parametrize("number", ["112", "0112", "+49112", "anna", "911", "+1911"])
def test_a_forward_to_what_cant_be_called_rings_the_employee(number):
    plans = {"numbering": numbering_plan("DE"), "carriers": numbering_plan("US")}
    people = {**directory(e101=forward(always=f"outside:{number}")), **plans}
    stepped = call(people)
    assert [dial.extension for dial in of_kind(stepped.first, do.Dial)] == ["101"]
    assert warnings(stepped.first) == [f"“{number}” is no number to call"]


@pytest.mark.parametrize(
    ("own", "at", "outcome"),
    [
        ({"chosen": {"state": "do_not_disturb"}}, MONDAY_NOON_MS, "busy"),
        ({"chosen": {"state": "paused"}}, MONDAY_NOON_MS, "busy"),
        ({"chosen": {"state": "away"}}, MONDAY_NOON_MS, "unavailable"),
        ({"hours": "office"}, MONDAY_NIGHT_MS, "unavailable"),
        ({"hours": "office", "chosen": {"state": "paused", "rings": True}}, MONDAY_NIGHT_MS, "unavailable"),
        ({"hours": "office", "chosen": {"state": "do_not_disturb"}}, MONDAY_NIGHT_MS, "busy"),
    ],
)
def test_who_is_not_to_be_rung_is_not(own, at, outcome):
    stepped = call(directory(e101=own), at=at)
    assert legs(stepped.first) == {}
    assert left_by(stepped.first) == outcome


def test_in_their_hours_and_by_a_calendar_that_is_gone_they_are_rung():
    assert set(legs(call(directory(e101={"hours": "office"})).first)) == {"101"}
    assert set(legs(call(directory(e101={"hours": "lost"}), at=MONDAY_NIGHT_MS).first)) == {"101"}


@pytest.mark.parametrize("strategy", ["all", "in_turn", "random", "longest_idle", "group"])
def test_a_group_passes_over_them(strategy):
    stepped = call(directory(e101={"chosen": {"state": "do_not_disturb"}}), "group:sales", strategy)
    assert set(legs(stepped.first)) == {"102"}
    assert left_by(stepped.failed(legs(stepped.first)["102"], "unavailable")) == "busy"


def test_a_group_of_whom_nobody_works_is_unavailable():
    people = directory(e101={"hours": "office"}, e102={"hours": "office"})
    assert left_by(call(people, "group:sales", at=MONDAY_NIGHT_MS).first) == "unavailable"


def test_in_a_group_nobody_is_forwarded():
    people = directory(e101=forward(always="employee:103"), e102=forward(busy="employee:103"))
    stepped = call(people, "group:sales")
    assert set(legs(stepped.first)) == {"101", "102"}
    stepped.failed(legs(stepped.first)["101"])
    assert left_by(stepped.failed(legs(stepped.first)["102"])) == "busy"


def test_calls_can_always_go_to_a_colleague():
    stepped = call(directory(e101={**forward(always="employee:103"), "chosen": {"state": "do_not_disturb"}}))
    assert set(legs(stepped.first)) == {"103"}
    assert do.Bridge(legs(stepped.first)["103"]) in stepped.answered(legs(stepped.first)["103"])


@pytest.mark.parametrize(
    ("own", "cause", "rung"),
    [
        (forward(busy="employee:102", no_answer=("employee:103", 20)), "busy", "102"),
        (forward(busy="employee:102", no_answer=("employee:103", 20)), "rejected", "103"),
        (forward(busy="employee:102", no_answer=("employee:103", 20)), "unavailable", "103"),
        (forward(busy="employee:102"), "unavailable", None),
        (forward(no_answer=("employee:103", 20)), "busy", None),
    ],
)
def test_what_became_of_ringing_decides_where_a_call_goes(own, cause, rung):
    stepped = call(directory(e101=own))
    found = stepped.failed(legs(stepped.first)["101"], cause)
    assert list(legs(found)) == ([rung] if rung else [])
    assert (left_by(found) is None) is bool(rung)


def test_who_does_not_answer_in_their_own_time_is_forwarded():
    stepped = call(directory(e101=forward(no_answer=("employee:102", 8))))
    assert waits_ms(stepped.first) == [8_000]
    found = stepped.time_up()
    assert do.Cancel(legs(stepped.first)["101"]) in found
    assert set(legs(found)) == {"102"}
    assert waits_ms(found) == [20_000]
    assert left_by(stepped.time_up()) == "no_answer"


def test_the_flow_may_be_less_patient_than_the_employee():
    assert waits_ms(call(directory(e101=forward(no_answer=("employee:102", 60)))).first) == [20_000]


@pytest.mark.parametrize(
    ("own", "at"), [({"chosen": {"state": "do_not_disturb"}}, MONDAY_NOON_MS), ({"hours": "office"}, MONDAY_NIGHT_MS)]
)
def test_who_is_not_rung_is_forwarded_at_once(own, at):
    people = directory(e101={**own, **forward(busy="employee:102", no_answer=("employee:102", 20))})
    assert set(legs(call(people, at=at).first)) == {"102"}


def test_two_who_forward_to_each_other_ring_in_the_end():
    people = directory(e101=forward(always="employee:102"), e102=forward(always="employee:101"))
    stepped = call(people)
    assert set(legs(stepped.first)) == {"102"}
    assert left_by(stepped.failed(legs(stepped.first)["102"])) == "busy"


def test_nobody_is_rung_twice():
    people = directory(e101=forward(busy="employee:102"), e102=forward(busy="employee:101"))
    stepped = call(people)
    found = stepped.failed(legs(stepped.first)["101"])
    assert left_by(stepped.failed(legs(found)["102"])) == "busy"


def test_a_call_is_forwarded_three_times_at_most():
    extra = {
        str(each): {"name": "", "phones": [f"p{each}"], **forward(busy=f"employee:{each + 1}")}
        for each in range(201, 209)
    }
    people = {**DIRECTORY, "employees": {**DIRECTORY["employees"], **extra}}
    stepped = call(people, "employee:201")
    found, rung = stepped.first, []
    while left_by(found) is None:
        rung += legs(found)
        found = stepped.failed(next(iter(legs(found).values())))
    assert rung == ["201", "202", "203", "204"]
    assert left_by(found) == "busy"


def test_callers_are_not_forwarded_to_themselves():
    stepped = call(directory(e101=forward(busy="employee:103")), extension="103")
    assert left_by(stepped.failed(legs(stepped.first)["101"])) == "busy"


def test_a_colleague_who_is_gone_is_no_way_out():
    assert set(legs(call(directory(e101=forward(always="employee:999"))).first)) == {"101"}


def test_a_group_takes_the_calls_of_an_employee_as_it_rings_itself():
    people = directory({"support": {"strategy": "in_turn"}}, e101=forward(busy="group:support"))
    stepped = call(people)
    found = stepped.failed(legs(stepped.first)["101"])
    assert set(legs(found)) == {"103"}
    assert left_by(stepped.failed(legs(found)["103"])) == "busy"


def test_a_number_outside_takes_them_for_two_hours_at_most():
    stepped = call(directory(e101=forward(always=f"outside:{OUTSIDE}")), record=True)
    assert of_kind(stepped.first, do.Dial) == [do.Dial("b1", "", (), OUTSIDE, employee="101")]
    found = stepped.answered("b1")
    assert do.Bridge("b1") in found
    assert [(each.kind, each.owner) for each in of_kind(found, do.Record)] == [("call", "company")]
    assert waits_ms(found) == [7_200_000]
    assert do.Ended("time_is_up") in stepped.time_up("limit")


def test_a_number_outside_that_is_busy_is_busy():
    stepped = call(directory(e101=forward(always=f"outside:{OUTSIDE}")))
    assert left_by(stepped.failed("b1")) == "busy"


def test_the_voicemail_takes_a_message_and_ends_the_call():
    stepped = call(directory(e101=forward(no_answer=("voicemail", 5))))
    found = stepped.time_up()
    assert do.Answer() in found
    assert heard(found) == ["sys:leave-message"]
    assert heard(stepped.prompt_ended()) == ["sys:beep"]
    found = stepped.prompt_ended()
    assert [(each.kind, each.owner) for each in of_kind(found, do.Record)] == [("message", "employee:101")]
    assert kinds(stepped.press("#")) == [do.StopRecording, do.Hangup, do.Ended]
    assert stepped.state["ended"]


def test_the_voicemail_is_that_of_whoever_was_rung_last():
    stepped = call(directory(e101=forward(always="employee:102"), e102=forward(busy="voicemail")))
    stepped.failed(legs(stepped.first)["102"])
    stepped.prompt_ended()
    assert of_kind(stepped.prompt_ended(), do.Record)[0].owner == "employee:102"


def test_a_phone_that_answers_too_late_does_not_disturb_a_message():
    stepped = call(directory(e101=forward(no_answer=("voicemail", 5))))
    late = legs(stepped.first)["101"]
    stepped.time_up()
    assert stepped.answered(late) == [do.Release(late)]
    assert heard(stepped.prompt_ended()) == ["sys:beep"]


def test_without_its_sound_the_voicemail_beeps_at_once():
    prompts = {name: each for name, each in DIRECTORY["prompts"].items() if name != "sys:leave-message"}
    people = {**directory(e101=forward(always="voicemail")), "prompts": prompts}
    assert heard(call(people).first) == ["sys:beep"]


@pytest.mark.parametrize(
    ("given", "first", "then"),
    [
        ({}, {"103", "101"}, None),
        ({"strategy": "in_turn"}, {"103"}, {"101"}),
        ({"delays": {"101": 7}}, {"103"}, None),
    ],
)
def test_a_group_rings_as_it_has_it_set_up(given, first, then):
    stepped = call(directory({"support": given}), "group:support", "group")
    assert set(legs(stepped.first)) == first
    if then:
        assert set(legs(stepped.time_up())) == then


def test_each_member_rings_after_their_own_delay():
    extra = {"sales": {"members": ["101", "102", "103"], "delays": {"101": 10, "103": 4}}}
    stepped = call(directory(extra), "group:sales", "group")
    assert list(legs(stepped.first)) == ["102"]
    assert waits_ms(stepped.first) == [20_000, 4_000]
    found = stepped.time_up("next")
    assert (list(legs(found)), waits_ms(found)) == (["103"], [6_000])
    found = stepped.time_up("next")
    assert (list(legs(found)), waits_ms(found)) == (["101"], [])
    assert len(of_kind(stepped.time_up(), do.Cancel)) == 3


def test_who_comes_first_when_all_before_them_refuse_does_not_wait():
    extra = {"sales": {"delays": {"102": 10}}}
    stepped = call(directory(extra), "group:sales", "group")
    assert list(legs(stepped.failed(legs(stepped.first)["101"]))) == ["102"]


def test_those_who_wait_for_their_delay_are_left_out_once_the_time_is_up():
    stepped = call(directory({"sales": {"delays": {"102": 60}}}), "group:sales", "group")
    assert left_by(stepped.time_up()) == "no_answer"


def test_a_ring_that_says_how_itself_does_not_ask_the_group():
    people = directory({"support": {"strategy": "in_turn", "delays": {"101": 9}}})
    assert set(legs(SteppedCall(ring("group:support"), people).first)) == {"103", "101"}


def test_the_caller_goes_on_hearing_music_while_a_call_is_forwarded():
    stepped = call(directory(e101=forward(busy="employee:102")), music="music")
    found = stepped.failed(legs(stepped.first)["101"])
    assert heard(stepped.first) == ["music"]
    assert kinds(found) == [do.Dial, do.Wait]


@pytest.mark.parametrize(
    "chosen",
    [
        {"state": "paused", "rings": True},
        {"state": "paused", "until_ms": MONDAY_NOON_MS},
        {"state": "away", "until_ms": MONDAY_NOON_MS},
    ],
)
def test_a_pause_may_let_direct_calls_ring_and_a_choice_that_is_over_lets_all(chosen):
    assert legs(call(directory(e101={"chosen": chosen})).first) != {}


def test_a_group_rings_nobody_who_pauses():
    stepped = call(directory(e101={"chosen": {"state": "paused", "rings": True}}), "group:sales")
    assert "101" not in [dial.extension for dial in of_kind(stepped.first, do.Dial)]
