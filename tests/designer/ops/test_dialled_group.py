"""A phone that rings for a group is dialled for that group."""

from datetime import UTC, datetime

import pytest

from designer.drawing.compiler import compile_flow
from designer.runtime.effects import Dial
from designer.trying.script import Script
from designer.trying.simulate import simulate
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def dialled(of, outlets):
    wires = [("it", outlet, "bye") for outlet in outlets]
    program = compile_flow(flow([of, node("bye", "hangup")], *wires), KNOWN).program
    assert program is not None
    trace = simulate(program, DIRECTORY, Script("+4917012345", MONDAY, people={"101": 3, "102": "silent"}))
    return [(each.extension, each.group) for _, done in trace.steps for each in done if isinstance(each, Dial)]


@pytest.mark.parametrize(
    ("who", "expected"), [("group:sales", [("101", "sales"), ("102", "sales")]), ("employee:101", [("101", "")])]
)
def test_ringing(who, expected):
    assert dialled(node("it", "ring", who=who), ("no_answer", "busy", "unavailable")) == expected


def test_a_queue():
    of = node("it", "queue", group_name="sales", music="music")
    assert dialled(of, ("timeout", "full", "nobody", "left", "callback"))[0] == ("101", "sales")
