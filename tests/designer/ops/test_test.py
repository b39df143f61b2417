"""Conditions: what is compared with what, and what is asked first."""

import pytest

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops import test
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.set import Set
from designer.runtime.ops.test import compare
from designer.runtime.program import Program
from tests.designer.stepped_call import MONDAY_NOON_MS, SteppedCall, by_outcome, left_by, of_kind


def condition(subject, operator="is", value=""):
    return by_outcome(test.Test(subject, operator, value), "yes", "no")


def is_so(subject, operator, value, **call):
    return left_by(SteppedCall(condition(subject, operator, value), **call).first)


@pytest.mark.parametrize(
    ("found", "operator", "value", "expected"),
    [
        ("a", "is", "a", True),
        ("a", "is", "b", False),
        ("a", "is_not", "b", True),
        ("a", "is_not", "a", False),
        ("+4917", "begins", "+49", True),
        ("+4917", "begins", "49", False),
        ("abc", "contains", "b", True),
        ("abc", "contains", "x", False),
        ("", "empty", "", True),
        ("x", "empty", "", False),
        ("9", "less", "10", True),
        ("10", "less", "9", False),
        ("10", "less", "10", False),
        ("10", "more", "9", True),
        ("-5", "less", "3", True),
        ("08:30", "less", "12:00", True),
        ("08:30", "more", "08:29", True),
        ("9" * 5_000, "more", "8" * 5_000, True),
        ("²", "more", "1", True),
    ],
)
def test_compare(found, operator, value, expected):
    assert compare(found, operator, value) is expected


def test_the_caller_and_the_number_that_was_called():
    assert is_so("caller", "begins", "+4917") == "yes"
    assert is_so("caller", "is", "", caller="") == "yes"
    assert is_so("number", "is", "+4930555") == "yes"
    assert is_so("number", "is", "+4917012345") == "no"


def test_the_time_of_day_is_the_companys():
    assert is_so("time", "is", "12:00") == "yes"
    assert is_so("time", "more", "11:59") == "yes"
    assert is_so("time", "less", "12:00", at=MONDAY_NOON_MS - 60_000) == "yes"


def test_a_company_without_a_time_zone_has_utc():
    assert is_so("time", "is", "11:00", directory={"zones": {}}) == "yes"


def test_a_variable_and_one_within_the_value():
    flow = condition("variable:city", "is", "{caller_name}")
    start = (Set("city", "Kiel"), Branch((("next", "first"),)))
    assert left_by(SteppedCall(Program("start", {**flow.blocks, "start": start}), caller_name="Kiel").first) == "yes"


def test_a_variable_that_was_never_set_is_empty():
    assert is_so("variable:city", "empty", "") == "yes"


@pytest.mark.parametrize("subject", ["free:sales", "waiting:sales"])
def test_what_only_the_exchange_knows_is_asked(subject):
    stepped = SteppedCall(condition(subject, "more", "1"))
    asked = of_kind(stepped.first, do.Ask)[0]
    assert asked.questions == (subject,)
    assert stepped.on(on.FactsAnswered(0, 99, {subject: 5})) == []
    assert stepped.on(on.PromptEnded(0, asked.token)) == []
    assert left_by(stepped.on(on.FactsAnswered(0, asked.token, {subject: 2}))) == "yes"


def test_what_was_not_told_is_none():
    stepped = SteppedCall(condition("free:sales", "is", "0"))
    assert left_by(stepped.on(on.FactsAnswered(0, stepped.token(), {}))) == "yes"
