"""What may be expected of a call, and what is told when it isn't so."""

from datetime import UTC, datetime

import pytest

from designer.drawing.compiler import compile_flow
from designer.trying.expected import ExpectationError, Expected, expected_from_json
from designer.trying.script import Script, presses
from designer.trying.simulate import simulate
from tests.app.journal_of_calls import GRAPH
from tests.designer.drawing import DIRECTORY, KNOWN

TRACE = simulate(
    compile_flow(GRAPH, KNOWN).program,
    DIRECTORY,
    Script("+49170", datetime(2026, 11, 23, 9, tzinfo=UTC), press=presses("1")),
)
PATH = ["start", "menu", "sales"]


@pytest.mark.parametrize(
    "expected",
    [
        {"path": PATH},
        {"bridged_to": "101"},
        {"ended": "caller_hung_up"},
        {"heard": []},
        {"heard": ["music"]},
        {"heard": ["menu", "music"], "path": PATH},
    ],
)
def test_what_is_so_is_not_missed(expected):
    assert expected_from_json(expected).misses(TRACE) == []


@pytest.mark.parametrize(
    ("expected", "misses"),
    [
        ({"path": ["start", "menu"]}, ["the path is start, menu, sales, not start, menu"]),
        ({"bridged_to": "102"}, ["the caller talks to 101, not to 102"]),
        ({"bridged_to": ""}, ["the caller talks to 101, not to nobody"]),
        ({"heard": ["music", "menu"]}, ["the caller hears menu, music; expected in there: music, menu"]),
        ({"ended": "fault", "path": PATH}, ["the caller hung up; expected: a fault ended the call"]),
    ],
)
def test_what_is_otherwise_is_told(expected, misses):
    assert [str(miss) for miss in expected_from_json(expected).misses(TRACE)] == misses


NOT_EXPECTED = [
    ({}, "at least one of: path"),
    (None, "at least one of: path"),
    ({"colour": 1}, "“colour” can't be expected"),
    ({"path": "start"}, "path must be a list"),
    ({"path": [1]}, "path must be text"),
    ({"ended": None}, "ended must be text"),
    ({"bridged_to": 101}, "bridged_to must be text"),
]


@pytest.mark.parametrize(("data", "why"), NOT_EXPECTED)
def test_what_can_not_be_expected_is_refused(data, why):
    with pytest.raises(ExpectationError, match=why):
        expected_from_json(data)


def test_it_is_kept_as_it_was_said():
    assert expected_from_json({"path": PATH}).to_json() == {"path": tuple(PATH)}
    assert Expected().to_json() == {}
