"""What the verifier finds, each time with a call that shows it in the simulator."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from designer.drawing.compiler import compile_flow
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.collect import Collect
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.message import Message
from designer.runtime.program import Program
from designer.trying.simulate import simulate
from designer.verifying.explore import explore
from designer.verifying.report import VerifyOptions
from designer.verifying.verify import verify
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node
from tests.designer.random_flows import FLOWS, graphs
from tests.designer.verifier_claims import is_shown, reaches
from tests.designer.verifier_flows import MONDAY, directories, programs, scripts

OPTIONS = VerifyOptions(MONDAY, number="+4930555")
OFFICE = json.loads((Path(__file__).parents[1] / "fixtures" / "flows" / "office" / "graph.json").read_text())
drawn = graphs().map(lambda graph: compile_flow(graph, KNOWN, FLOWS).program)
BYE = node("bye", "hangup")
MAILBOX = node("box", "voicemail", mailbox="group:sales")


def compiled(graph) -> Program:
    result = compile_flow(graph, KNOWN)
    assert result.program, result.diagnostics
    return result.program


def verified(graph, options=OPTIONS, directory=DIRECTORY):
    """Code -> finding, each of which the simulator has shown to be so."""
    program = compiled(graph)
    report = verify(program, directory, options)
    assert report.complete
    for finding in report.findings:
        assert finding.script, finding
        assert is_shown(finding, simulate(program, directory, finding.script), options), finding
    return {finding.code: finding for finding in report.findings}


def ring(node_id="ring", who="employee:101", **settings):
    return node(node_id, "ring", who=who, **{"record": False, **settings})


def ends(node_id, *outlets, to="bye"):
    return tuple((node_id, outlet, to) for outlet in outlets)


def ringing(to, **settings):
    """A ring whose three ways on lead to *to*, a mailbox, and a way out."""
    wires = (*ends("ring", "no_answer", "busy", "unavailable", to=to), ("box", "next", "bye"))
    return flow([ring(**settings), MAILBOX, BYE], *wires)


def test_the_office_has_no_fault():
    report = verify(compiled(OFFICE), DIRECTORY, OPTIONS)
    assert (report.findings, report.complete) == ((), True)
    assert report.worst_s_to_person == 41
    assert report.states > 0


def test_ringing_in_a_circle_is_endless():
    graph = flow([ring(), MAILBOX, BYE], *ends("ring", "busy", "unavailable", to="box"), ("ring", "no_answer", "ring"))
    graph["wires"].append({"from": "box", "outlet": "next", "to": "bye"})
    found = verified(graph)
    assert set(found) == {"endless"}
    assert found["endless"].script.people == {"101": "silent"}


def test_a_circle_with_a_key_in_it_is_the_callers_own():
    wires = (("menu", "1", "menu"), *ends("menu", "timeout", "invalid", to="box"), ("box", "next", "bye"))
    assert not verified(flow([node("menu", "menu", prompt="menu", keys=["1"]), MAILBOX, BYE], *wires))


def test_a_menu_that_asks_for_ever_is_endless():
    wires = (("menu", "1", "box"), *ends("menu", "timeout", "invalid", to="menu"), ("box", "next", "bye"))
    found = verified(flow([node("menu", "menu", prompt="menu", keys=["1"]), MAILBOX, BYE], *wires))
    assert found["endless"].node == "menu"


def test_a_circle_ends_when_the_hour_changes():
    wires = (("hours", "open", "ring"), ("hours", "closed", "box"), ("box", "next", "bye"))
    graph = flow([node("hours", "hours", calendar="office"), ring(), MAILBOX, BYE], *wires)
    graph["wires"] += [{"from": s, "outlet": o, "to": t} for s, o, t in ends("ring", "no_answer", to="hours")]
    graph["wires"] += [{"from": s, "outlet": o, "to": t} for s, o, t in ends("ring", "busy", "unavailable", to="box")]
    assert not verified(graph)


def test_a_circle_that_no_hour_ends_is_endless():
    wires = (("hours", "open", "ring"), ("hours", "closed", "closed"), ("closed", "next", "hours"))
    ways = (("ring", "no_answer", "hours"), *ends("ring", "busy", "unavailable", to="box"), ("box", "next", "bye"))
    closed = node("closed", "play", prompt="closed")
    graph = flow([node("hours", "hours", calendar="office"), ring(), closed, MAILBOX, BYE], *wires, *ways)
    assert "endless" in verified(graph)


def test_a_queue_that_is_full_now_is_not_full_for_ever():
    line = node("line", "queue", group_name="sales", most_s=60, tell_s=0, record=False)
    outlets = ends("line", "timeout", "nobody", "left", "callback", to="box")
    graph = flow([line, MAILBOX, BYE], *outlets, ("line", "full", "line"), ("box", "next", "bye"))
    (finding,) = verify(compiled(graph), DIRECTORY, OPTIONS).findings
    assert (finding.code, finding.node, finding.script) == ("endless", "line", None)


@pytest.mark.parametrize(("timeout_s", "codes"), [(10, set()), (11, {"silence"})])
def test_silence_is_what_lasts_longer_than_is_bearable(timeout_s, codes):
    menu = node("menu", "menu", prompt="menu", keys=["1"], timeout_s=timeout_s)
    graph = flow([menu, MAILBOX, BYE], *ends("menu", "1", "timeout", "invalid", to="box"), ("box", "next", "bye"))
    assert set(verified(graph)) == codes


def with_prompt(duration_ms):
    """DIRECTORY, in which the prompt "menu" lasts so long."""
    prompts = DIRECTORY["prompts"]
    return {**DIRECTORY, "prompts": {**prompts, "menu": {**prompts["menu"], "duration_ms": duration_ms}}}


@pytest.mark.parametrize(("timeout_s", "codes"), [(10, set()), (11, {"silence"})])
def test_a_key_that_does_not_stop_the_prompt_begins_no_silence(timeout_s, codes):
    consent = Collect("menu", ("9",), timeout_s, 1, must_be_heard=True)
    ways = tuple((outcome, "box") for outcome in ("9", "timeout", "invalid"))
    flow = Program("ask", {"ask": (consent, Branch(ways)), "box": (Message("group:sales", 9), Hangup("normal"))})
    report = verify(flow, with_prompt(8_000), OPTIONS)
    assert {finding.code for finding in report.findings} == codes


def test_a_web_server_that_is_slow_is_silence_once_the_call_is_answered():
    web = node("web", "web_request", url="https://example.com/", timeout_s=20)
    wires = (*ends("web", "ok", "error", "timeout", to="box"), ("box", "next", "bye"))
    play = node("play", "play", prompt="welcome")
    assert verified(flow([play, web, MAILBOX, BYE], ("play", "next", "web"), *wires))["silence"].node == "web"
    assert not verified(flow([web, MAILBOX, BYE], *wires))


def test_who_calls_on_a_holiday_reaches_nobody():
    wires = (("day", "holiday", "closed"), ("day", "workday", "box"), ("closed", "next", "bye"), ("box", "next", "bye"))
    closed = node("closed", "play", prompt="closed")
    graph = flow([node("day", "holiday", calendar="office"), closed, MAILBOX, BYE], *wires)
    finding = verified(graph)["no-person"]
    assert finding.script.at.date().isoformat() == "2026-12-25"
    assert "Friday, 2026-12-25 at " in str(finding.words)
    assert finding.node == "bye"


def test_who_calls_in_the_night_before_a_holiday_meets_both():
    night = {"zone": "Europe/Berlin", "week": [[]] * 4 + [[[1320, 1560]], [], []], "exceptions": {"2026-11-28": []}}
    wires = (("day", "holiday", "hours"), ("day", "workday", "box"), ("hours", "closed", "box"), ("box", "next", "bye"))
    nodes = [node("day", "holiday", calendar="office"), node("hours", "hours", calendar="office"), MAILBOX, BYE]
    graph = flow(
        [*nodes, node("closed", "play", prompt="closed")],
        *wires,
        ("hours", "open", "closed"),
        ("closed", "next", "bye"),
    )
    finding = verified(graph, directory={**DIRECTORY, "calendars": {"office": night}})["no-person"]
    assert finding.script.at.isoformat() == "2026-11-28T01:00:00+01:00"


def test_whoever_is_refused_on_purpose_is_meant_to_reach_nobody():
    wires = (("list", "listed", "refuse"), ("list", "other", "box"), ("box", "next", "bye"))
    listed, refuse = node("list", "caller_list", list="vip"), node("refuse", "hangup", reason="busy")
    assert not verified(flow([listed, refuse, MAILBOX, BYE], *wires))
    finding = verified(flow([listed, {**refuse, "settings": {"reason": "normal"}}, MAILBOX, BYE], *wires))["no-person"]
    assert finding.node == "refuse"


def test_both_sides_of_a_split_are_looked_at():
    wires = (("split", "a", "bye"), ("split", "b", "box"), ("box", "next", "bye"))
    assert verified(flow([node("split", "split", percent=1), MAILBOX, BYE], *wires))["no-person"].node == "bye"


def test_a_time_of_day_is_looked_at_from_both_sides():
    late = node("late", "condition", subject="time", operator="more", value="21:00")
    finding = verified(
        flow([late, MAILBOX, BYE], ("late", "yes", "bye"), ("late", "no", "box"), ("box", "next", "bye"))
    )
    assert finding["no-person"].script.at.strftime("%H:%M") > "21:00"


@pytest.mark.parametrize(("most_s", "codes"), [(40, set()), (39, {"long-way"})])
def test_the_longest_way_to_a_person_is_measured(most_s, codes):
    options = VerifyOptions(MONDAY, most_s_to_person=most_s)
    found = verified(ringing("box", ring_s=38), options)
    assert set(found) == codes
    assert verify(compiled(ringing("box", ring_s=38)), DIRECTORY, options).worst_s_to_person == 40


def test_the_longest_way_is_what_its_script_takes():
    program, options = compiled(ringing("box", ring_s=120)), VerifyOptions(MONDAY, most_s_to_person=60)
    report = verify(program, DIRECTORY, options)
    (finding,) = report.findings
    assert reaches(simulate(program, DIRECTORY, finding.script)) == report.worst_s_to_person * 1000
    assert "2 min 2 s" in str(finding.words)


def test_a_queue_may_take_as_long_as_it_says():
    outlets = ("timeout", "full", "nobody", "left", "callback")
    line = node("line", "queue", group_name="sales", most_s=400, record=False)
    graph = flow([line, MAILBOX, BYE], *ends("line", *outlets, to="box"), ("box", "next", "bye"))
    assert set(verified(graph)) == {"long-way"}


def test_anonymous_callers_make_no_paid_calls():
    outside = node("out", "outside", destination="+49 30 555010")
    wires = (*ends("out", "no_answer", "busy", "failed", to="box"), ("box", "next", "bye"))
    assert verified(flow([outside, MAILBOX, BYE], *wires))["paid-anonymous"].node == "out"
    known = (("list", "listed", "box"), ("list", "other", "out"))
    assert not verified(flow([node("list", "caller_list", list="vip"), outside, MAILBOX, BYE], *known, *wires))


def test_what_is_not_there_any_more_is_told():
    directory = deepcopy(DIRECTORY)
    del directory["prompts"]["welcome"]
    graph = flow(
        [node("play", "play", prompt="welcome"), MAILBOX, BYE], ("play", "next", "box"), ("box", "next", "bye")
    )
    finding = verified(graph, directory=directory)["dead-end"]
    assert (finding.node, "there is no prompt “welcome”" in str(finding.words)) == ("play", True)
    assert not verified(graph)


def test_what_only_a_number_of_keys_leads_to_is_found():
    ask = node("ask", "digits", prompt="menu", variable="order", least=4, most=4, timeout_s=5)
    right = node("right", "condition", subject="variable", variable="order", operator="is", value="4711")
    nodes = [ask, right, node("out", "outside", destination="+4930555010"), MAILBOX, BYE]
    wires = (("ask", "entered", "right"), *ends("ask", "timeout", "invalid", to="box"), ("right", "no", "box"))
    more = (("right", "yes", "out"), *ends("out", "no_answer", "busy", "failed", to="box"), ("box", "next", "bye"))
    finding = verified(flow(nodes, *wires, *more))["paid-anonymous"]
    assert "".join(press.key for press in finding.script.press) == "4711"


def test_a_fault_that_no_script_can_play_is_told_without_one():
    wires = (("one", "busy", "two"), *ends("one", "no_answer", "unavailable", to="box"))
    more = (("two", "no_answer", "out"), *ends("two", "busy", "unavailable", to="box"), ("box", "next", "bye"))
    nodes = [ring("one"), ring("two"), node("out", "outside", destination="+4930555010"), MAILBOX, BYE]
    last = ends("out", "no_answer", "busy", "failed", to="box")
    report = verify(compiled(flow(nodes, *wires, *more, *last)), DIRECTORY, OPTIONS)
    assert [(finding.code, finding.script) for finding in report.findings] == [("paid-anonymous", None)]


def test_a_limit_is_told():
    report = verify(compiled(OFFICE), DIRECTORY, VerifyOptions(MONDAY, most_states=3))
    assert (report.complete, report.to_json()["note"]) == (False, "not everything was explored")


def test_a_report_is_json():
    graph = ringing("box", ring_s=120)
    report = verify(compiled(graph), DIRECTORY, VerifyOptions(MONDAY, most_s_to_person=60))
    told = json.loads(json.dumps(report.to_json()))
    assert set(told) == {"findings", "worst_s_to_person", "states", "complete", "note"}
    assert told["findings"][0]["script"]["people"] == {"101": "silent"}
    assert told["findings"][0]["script"]["at"] == "2026-11-23T12:00:00+01:00"


def test_whatever_is_found_is_so():
    shown = []

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(programs() | drawn, st.just(DIRECTORY) | directories())
    def is_so(program, directory):
        options = VerifyOptions(MONDAY, number="+4930555", most_s_to_person=60, most_states=2_000)
        for finding in verify(program, directory, options).findings:
            json.dumps(finding.to_json())
            if finding.script is not None:
                shown.append(finding)
                assert is_shown(finding, simulate(program, directory, finding.script), options), finding

    is_so()
    assert len(shown) >= 20


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programs() | drawn, st.just(DIRECTORY) | directories(), st.lists(scripts, min_size=3, max_size=3))
def test_no_call_comes_where_the_verifier_has_not_been(program, directory, calls):
    found = explore(program, directory, VerifyOptions(MONDAY, number="+4930555", most_states=2_000))
    assume(found.is_complete)
    been = {block for _, way in found.sources() for block in way.blocks}
    for call in calls:
        assert set(simulate(program, directory, call).path) <= been
