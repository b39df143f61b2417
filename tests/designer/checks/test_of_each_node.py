"""Rules about one node at a time."""

import pytest

from designer.drawing.checks.hours_overlap import hours_overlap
from designer.drawing.checks.inconsistent import inconsistent
from designer.drawing.checks.no_registered_target import no_registered_target
from designer.drawing.checks.nobody_able import nobody_able
from designer.drawing.checks.not_callable import not_callable
from designer.drawing.checks.outside_without_limit import outside_without_limit
from tests.designer.checks.ways import found_by
from tests.designer.drawing import node


@pytest.mark.parametrize(("most_min", "expected"), [(0, [("no-limit", "n")]), (1, [])])
def test_a_talk_that_costs_money_has_a_limit(most_min, expected):
    assert found_by(outside_without_limit, [node("n", "outside", destination="+4930", most_min=most_min)]) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("112", [("emergency", "n")]),
        ("+49 112", [("emergency", "n")]),
        ("110", []),
        ("101", [("no-number", "n")]),
        ("()", [("no-number", "n")]),
        ("1" * 21, [("no-number", "n")]),
        ("22922", []),
        ("+49 30 555010", []),
        ("{number}", []),
    ],
)
def test_a_number_outside_can_be_called(written, expected):
    known = {"emergency": {"112", "+49112"}, "short": {"110|2[0-9]{4}"}}
    assert found_by(not_callable, [node("n", "outside", destination=written)], **known) == expected
    assert found_by(not_callable, [node("n", "outside", destination="112")]) == [("emergency", "n")]


@pytest.mark.parametrize(
    ("rung", "expected"),
    [
        (node("n", "ring", who="employee:101"), [("no-phone", "n")]),
        (node("n", "ring", who="group:sales"), [("no-phone", "n")]),
        (node("n", "queue", group_name="sales"), [("no-phone", "n")]),
        (node("n", "ring", who="employee:102"), []),
        (node("n", "ring", who="variable:101"), []),
        (node("n", "voicemail", mailbox="employee:101"), []),
        (node("n", "queue"), []),
    ],
)
def test_who_is_rung_has_a_phone(rung, expected):
    assert found_by(no_registered_target, [rung], phoneless={"employee:101", "group:sales"}) == expected
    assert found_by(no_registered_target, [rung]) == []


@pytest.mark.parametrize(
    ("kind", "without_hours"), [("hours", [("hours-gap", "n")]), ("holiday", []), ("special_day", [])]
)
def test_a_calendar_makes_sense(kind, without_hours):
    drawn = [node("n", kind, calendar="office")]
    assert found_by(hours_overlap, drawn, overlapping={"office"}) == [("hours-overlap", "n")]
    assert found_by(hours_overlap, drawn, never_open={"office"}) == without_hours
    assert found_by(hours_overlap, drawn, overlapping={"other"}) == found_by(hours_overlap, drawn) == []


@pytest.mark.parametrize(
    ("skilled", "expected"), [({"sales:french"}, []), ({"support:french", "sales:dutch"}, [("no-skill", "n")])]
)
def test_a_skill_is_one_that_somebody_has(skilled, expected):
    drawn = [node("n", "queue", group_name="sales", skill="french")]
    assert found_by(nobody_able, drawn, group={"sales"}, skilled=skilled) == expected
    assert found_by(nobody_able, drawn, group={"sales"}) == found_by(nobody_able, drawn, skilled=skilled) == []
    assert found_by(nobody_able, [node("n", "queue", group_name="sales")], group={"sales"}, skilled=set()) == []


def test_settings_fit_together():
    assert found_by(inconsistent, [node("n", "digits", least=3, most=2)]) == [("inconsistent", "n")]
    assert found_by(inconsistent, [node("n", "digits", least=2, most=2)]) == []
    assert found_by(inconsistent, [node("n", "queue")]) == []
