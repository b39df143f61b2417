"""A scripted call: what is heard, who rings, how it ends."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.numbering import numbering_plan
from designer.drawing.compiler import compile_flow
from designer.trying.script import Script, ScriptError, presses
from designer.trying.simulate import simulate
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node

OFFICE = json.loads((Path(__file__).parents[1] / "fixtures" / "flows" / "office" / "graph.json").read_text())
OPEN = datetime(2026, 11, 23, 11, tzinfo=UTC)
CLOSED = datetime(2026, 11, 22, 11, tzinfo=UTC)


def stepped(press="", at=OPEN, **script):
    program = compile_flow(OFFICE, KNOWN).program
    return simulate(program, DIRECTORY, Script("+4917012345", at, press=presses(press), **script))


def test_the_caller_reaches_sales():
    trace = stepped("1", people={"101": "silent", "102": 2})
    assert trace.path == ["start", "hours", "welcome", "menu", "sales"]
    assert trace.heard == ["welcome", "menu", "sys:ringback"]
    assert trace.rings == ["101", "102"]
    assert trace.bridged_to == "102"
    assert trace.ended == "caller_hung_up"


def test_nobody_answers_and_a_message_is_left():
    trace = stepped("1#", people={"101": "silent", "102": "busy"})
    assert trace.path == ["start", "hours", "welcome", "menu", "sales", "mailbox", "bye"]
    assert trace.to_json()["recordings"] == [{"kind": "message", "owner": "group:sales"}]
    assert trace.ended == "flow_ended"


def test_closed_is_closed():
    assert stepped(at=CLOSED).path == ["start", "hours", "closed", "mailbox", "bye"]


def test_support_rings_one_after_the_other():
    trace = stepped("2", people={"103": "silent", "101": 1})
    assert trace.rings == ["103", "101"]
    assert trace.bridged_to == "101"


def test_a_caller_who_presses_nothing_is_asked_again_and_then_let_go():
    trace = stepped()
    assert trace.heard == ["welcome", "menu", "menu", "menu"]
    assert trace.ended == "flow_ended"


def test_a_caller_who_gives_up_is_gone():
    trace = stepped("1", people={"101": "silent", "102": "silent"}, hang_up_s=8)
    assert trace.ended == "caller_hung_up"
    assert trace.to_json()["duration_s"] == 8


def test_the_callee_may_hang_up():
    assert stepped("1", ends_talk="callee").ended == "callee_hung_up"


def test_keys_at_their_own_times():
    assert stepped("1@0.5").path[-1] == "sales"


def test_the_same_script_gives_the_same_trace():
    assert stepped("29").to_json(DIRECTORY) == stepped("29").to_json(DIRECTORY)


def test_what_is_spoken_is_said():
    assert stepped("1").to_json(DIRECTORY)["spoken"][0] == "This is welcome."


@pytest.mark.parametrize("text", ["x", "1@", "1@-2", "5,6"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ScriptError, match="is no key to press"):
        presses(text)


def test_a_script_must_make_sense():
    with pytest.raises(ScriptError, match="needs a time zone"):
        Script("x", datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point
    with pytest.raises(ScriptError, match="101 can answer after some seconds"):
        Script("x", OPEN, people={"101": "sleepy"})


def test_whoever_waits_already_is_counted_before_the_call_waits_too():
    many = node("many", "condition", subject="waiting", group_name="sales", operator="more", value="2")
    ends = [node("busy", "hangup", reason="busy"), node("bye", "hangup")]
    graph = flow([many, *ends], ("many", "yes", "busy"), ("many", "no", "bye"))
    program = compile_flow(graph, KNOWN).program
    call = Script("+4917012345", OPEN, talking=("101", "102"), waiting={"sales": 3})
    assert simulate(program, DIRECTORY, call).path[-1] == "busy"
    assert simulate(program, DIRECTORY, replace(call, waiting={"sales": 2})).path[-1] == "bye"


@pytest.mark.parametrize(
    ("people", "talking", "free"),
    [({}, (), "2"), ({"101": "busy", "102": "rejected"}, (), "2"), ({"101": "unavailable"}, ("102",), "0")],
)
def test_who_is_free_has_a_connected_phone_and_does_not_talk(people, talking, free):
    several = node("several", "condition", subject="free", group_name="sales", operator="is", value=free)
    graph = flow(
        [several, node("yes", "hangup"), node("no", "hangup")], ("several", "yes", "yes"), ("several", "no", "no")
    )
    program = compile_flow(graph, KNOWN).program
    phoneless = {**DIRECTORY["employees"], "104": {"name": "New", "phones": []}}
    groups = {**DIRECTORY["groups"], "sales": {"name": "Sales", "members": ["101", "102", "104"]}}
    directory = {**DIRECTORY, "employees": phoneless, "groups": groups}
    call = Script("+4917012345", OPEN, people=people, talking=talking)
    assert simulate(program, directory, call).path[-1] == "yes"


def test_a_caller_is_read_as_by_the_switch():
    nodes = [node("who", "caller_list", list="vip"), node("listed", "hangup"), node("other", "hangup")]
    program = compile_flow(flow(nodes, ("who", "listed", "listed"), ("who", "other", "other")), KNOWN).program
    directory = {**DIRECTORY, "lists": {"vip": ["+49170*"]}, "numbering": numbering_plan("DE")}
    for caller in ("0170 12345", "0049170 12345", "+4917012345"):
        assert simulate(program, directory, Script(caller, OPEN)).path[-1] == "listed"
