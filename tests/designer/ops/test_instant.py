"""Ops that never wait: calendars, lists, splits, variables, recordings, notes."""

import pytest

from designer.runtime import effects as do
from designer.runtime.callers import is_anonymous
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.day import Day
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.hours import Hours
from designer.runtime.ops.listed import Listed
from designer.runtime.ops.notify import Notify
from designer.runtime.ops.play import Play
from designer.runtime.ops.recording import Recording
from designer.runtime.ops.set import Set
from designer.runtime.ops.split import Split
from designer.runtime.ops.tag import Tag
from tests.designer.drawing import DIRECTORY
from tests.designer.stepped_call import MONDAY_NOON_MS, SteppedCall, by_outcome, left_by, of_kind, program, warnings

DAY_MS = 86_400_000
CHRISTMAS_EVE, CHRISTMAS = MONDAY_NOON_MS + 31 * DAY_MS, MONDAY_NOON_MS + 32 * DAY_MS
TO_END = Branch((("next", "end"),))
WELCOME = (Play("welcome"), TO_END)


@pytest.mark.parametrize(
    ("calendar", "at", "expected"),
    [
        ("office", MONDAY_NOON_MS, "open"),
        ("office", MONDAY_NOON_MS + 7 * 3_600_000, "closed"),
        ("lost", MONDAY_NOON_MS, "closed"),
    ],
)
def test_opening_hours_decide_at_once(calendar, at, expected):
    assert left_by(SteppedCall(by_outcome(Hours(calendar), "open", "closed"), at=at).first) == expected


@pytest.mark.parametrize(
    ("kind", "at", "expected"),
    [
        ("special", MONDAY_NOON_MS, "no"),
        ("special", CHRISTMAS_EVE, "yes"),
        ("special", CHRISTMAS, "yes"),
        ("closed", MONDAY_NOON_MS, "no"),
        ("closed", CHRISTMAS_EVE, "no"),
        ("closed", CHRISTMAS, "yes"),
        ("closed", CHRISTMAS - 12 * 3_600_000 - 1, "no"),
        ("closed", CHRISTMAS - 12 * 3_600_000, "yes"),
    ],
)
def test_days_are_those_of_the_companys_wall(kind, at, expected):
    assert left_by(SteppedCall(by_outcome(Day("office", kind), "yes", "no"), at=at).first) == expected


@pytest.mark.parametrize("op", [Hours("lost"), Day("lost", "special")])
def test_a_calendar_that_is_gone_is_warned_of(op):
    stepped = SteppedCall(by_outcome(op, "open", "closed", "yes", "no"))
    assert "there is no calendar “lost”" in warnings(stepped.first)


@pytest.mark.parametrize(
    ("caller", "expected"),
    [("+4917012345", "yes"), ("+4917", "no"), ("+4930999", "no"), ("anonymous", "yes"), ("", "yes")],
)
def test_a_list_has_numbers_beginnings_and_the_anonymous(caller, expected):
    assert left_by(SteppedCall(by_outcome(Listed("vip"), "yes", "no"), caller=caller).first) == expected


def test_a_whole_number_on_a_list_is_that_number_only():
    directory = {**DIRECTORY, "lists": {"vip": ["+4930"]}}
    flow = by_outcome(Listed("vip"), "yes", "no")
    assert left_by(SteppedCall(flow, directory=directory, caller="+4930").first) == "yes"
    assert left_by(SteppedCall(flow, directory=directory, caller="+49301").first) == "no"


@pytest.mark.parametrize("directory", [{"lists": {}}, {}])
def test_a_list_that_is_gone_has_nobody_on_it(directory):
    stepped = SteppedCall(by_outcome(Listed("vip"), "yes", "no"), directory=directory)
    assert "there is no list “vip”" in warnings(stepped.first)
    assert left_by(stepped.first) == "no"


def test_who_has_no_number_is_anonymous():
    assert is_anonymous("anonymous")
    assert is_anonymous("")
    assert not is_anonymous("101")


def way(caller, chance=0, percent=30, salt="trial"):
    return left_by(SteppedCall(by_outcome(Split(percent, salt), "a", "b"), caller=caller, chance=chance).first)


def test_a_share_of_the_callers_goes_one_way():
    callers = [f"+49170{number:05}" for number in range(400)]
    share = sum(way(caller) == "a" for caller in callers)
    assert 90 <= share <= 155
    assert {caller for caller in callers if way(caller) == "a"} <= {c for c in callers if way(c, percent=60) == "a"}


def test_the_same_caller_goes_the_same_way_whatever_the_lot():
    assert len({way("+4917012345", chance) for chance in range(50)}) == 1


def test_the_lot_decides_about_who_has_no_number():
    assert {way("anonymous", chance) for chance in range(50)} == {"a", "b"}
    assert way("anonymous", 7) == way("anonymous", 7)


def test_trials_choose_callers_independently():
    callers = [f"+49170{number:05}" for number in range(50)]
    assert [way(caller) for caller in callers] != [way(caller, salt="another") for caller in callers]


def test_variables_are_made_of_variables():
    stepped = SteppedCall(program(Set("a", "x{caller}"), Set("b", "{a}-{a}"), *WELCOME))
    assert stepped.state["vars"]["b"] == "x+4917012345-x+4917012345"


def test_what_looks_like_a_variable_in_a_value_stays():
    stepped = SteppedCall(program(Set("a", "{caller_name}"), Set("b", "{a}"), *WELCOME), caller_name="{number}")
    assert stepped.state["vars"]["b"] == "{number}"


def test_braces_without_a_name_stay():
    stepped = SteppedCall(program(Set("a", "{} {A} {1} {caller"), *WELCOME))
    assert stepped.state["vars"]["a"] == "{} {A} {1} {caller"


def test_a_variable_without_a_value_is_empty_and_warned_of():
    stepped = SteppedCall(program(Set("a", "<{nothing}>"), *WELCOME))
    assert stepped.state["vars"]["a"] == "<>"
    assert warnings(stepped.first) == ["the variable “nothing” has no value"]


def test_a_value_does_not_grow_without_end():
    stepped = SteppedCall(program(Set("a", "x" * 400), Set("a", "{a}{a}"), *WELCOME))
    assert len(stepped.state["vars"]["a"]) == 500


def recorded(*actions):
    """The names of recordings begun and, with a minus, ended before the call hears something."""
    ops = (*(Recording(action) for action in actions), *WELCOME)
    found = SteppedCall(program(*ops)).first
    return [
        effect.recording if isinstance(effect, do.Record) else f"-{effect.recording}"
        for effect in found
        if isinstance(effect, do.Record | do.StopRecording)
    ]


def test_a_recording_is_answered_and_belongs_to_the_company():
    stepped = SteppedCall(program(Recording("on"), *WELCOME))
    assert stepped.first[1:3] == [do.Answer(), do.Record("c1-r1", "call", "company")]


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        (("on", "pause", "resume", "off"), ["c1-r1", "-c1-r1", "c1-r2", "-c1-r2"]),
        (("on", "pause", "pause", "resume"), ["c1-r1", "-c1-r1", "c1-r2"]),
        (("on", "pause", "resume", "resume"), ["c1-r1", "-c1-r1", "c1-r2"]),
        (("on", "pause", "on", "resume"), ["c1-r1", "-c1-r1", "c1-r2"]),
        (("on", "pause", "off", "resume"), ["c1-r1", "-c1-r1"]),
        (("on", "off", "resume"), ["c1-r1", "-c1-r1"]),
        (("on", "on"), ["c1-r1"]),
    ],
)
def test_a_pause_ends_a_recording_and_resuming_begins_a_further_one(actions, expected):
    assert recorded(*actions) == expected


@pytest.mark.parametrize("action", ["pause", "resume", "off"])
def test_where_nothing_is_recorded_there_is_nothing_to_do(action):
    assert SteppedCall(program(Recording(action), TO_END)).first[1:2] == [do.Enter("end")]


def test_a_recording_ends_with_the_call():
    stepped = SteppedCall(program(Recording("on"), Hangup("normal")))
    assert stepped.first[-3:] == [do.StopRecording("c1-r1"), do.Hangup("normal"), do.Ended("flow_ended")]


def test_an_employee_is_notified():
    stepped = SteppedCall(program(Notify("101", "{caller} wants you"), TO_END))
    assert do.Notify("101", "+4917012345 wants you") in stepped.first


def test_who_is_gone_is_not_notified():
    stepped = SteppedCall(program(Notify("999", "hello"), TO_END))
    assert "there is no employee “999”" in warnings(stepped.first)
    assert of_kind(stepped.first, do.Notify) == []


def test_a_call_is_tagged():
    assert do.Tag("to +4930555") in SteppedCall(program(Tag("to {number}"), TO_END)).first
