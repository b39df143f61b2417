"""Sub-flows: put in by name, not without end, and not too many."""

import pytest

from designer.drawing.compiler import compile_flow
from designer.drawing.inline import MOST_DEEP, MOST_NODES_IN_ALL
from designer.runtime.ops.branch import Branch
from tests.designer.drawing import KNOWN, flow, node
from tests.designer.stepped_call import SteppedCall, heard

SMALL = flow([node("hello", "play", prompt="welcome"), node("back", "back")], ("hello", "next", "back"))


def calling(*names):
    """A flow that calls these one after the other, then comes back."""
    nodes = [node(f"c{place}", "subflow", flow=name) for place, name in enumerate(names)]
    wires = [(f"c{place}", "next", f"c{place + 1}") for place in range(len(names) - 1)]
    return flow([*nodes, node("back", "back")], *wires, (f"c{len(names) - 1}", "next", "back"))


def compiled(graph, **flows):
    return compile_flow(graph, {**KNOWN, "flow": set(flows)}, flows)


def faults(graph, **flows):
    return [(fault.code, fault.node) for fault in compiled(graph, **flows).diagnostics]


def chain(depth):
    """Flows of which each calls the next one; the last one calls nobody."""
    return {f"f{place}": calling(f"f{place + 1}") for place in range(1, depth)} | {f"f{depth}": SMALL}


def test_a_call_goes_through_it_and_comes_back():
    program = compiled(calling("small", "small"), small=SMALL).program
    assert program.blocks["c0/back"] == (Branch((("", "c1"),)),)
    stepped = SteppedCall(program)
    assert heard(stepped.first + stepped.prompt_ended()) == ["welcome", "welcome"]
    stepped.prompt_ended()
    assert stepped.state["ended"]


def test_variables_are_shared_with_it():
    reads = flow([node("tag", "tag", tag="{x}"), node("back", "back")], ("tag", "next", "back"))
    sets = flow([node("set", "set_variable", variable="x"), node("back", "back")], ("set", "next", "back"))
    assert faults(calling("sets", "reads"), sets=sets, reads=reads) == []
    ended = flow([node("c", "subflow", flow="reads"), node("bye", "hangup")], ("c", "next", "bye"))
    assert faults(ended, reads=reads) == [("read-before-set", "c")]


def test_what_it_keeps_without_need_is_no_fault_of_the_caller():
    sets = flow([node("set", "set_variable", variable="x"), node("back", "back")], ("set", "next", "back"))
    ended = flow([node("c", "subflow", flow="sets"), node("bye", "hangup")], ("c", "next", "bye"))
    assert faults(ended, sets=sets) == []


def test_so_deep_and_no_deeper():
    assert faults(calling("f1"), **chain(MOST_DEEP)) == []
    assert faults(calling("f1"), **chain(MOST_DEEP + 1)) == [("sub-flow", "c0")]
    assert faults(calling("f1"), **chain(300)) == [("sub-flow", "c0")]


def test_how_deep_it_is_does_not_depend_on_who_calls_first():
    flows = chain(MOST_DEEP)
    assert faults(calling("f3", "f1"), **flows) == faults(calling("f1", "f3"), **flows) == []
    flows["above"] = calling("f1")
    assert faults(calling("f1", "above"), **flows) == [("sub-flow", "c1")]


@pytest.mark.parametrize("flows", [{"a": calling("a")}, {"a": calling("b"), "b": calling("a")}])
def test_a_flow_that_calls_itself(flows):
    assert faults(calling("a"), **flows) == [("sub-flow", "c0")]


def test_too_many_nodes_in_all():
    """Each flow calls the next one ten times: 111,111 calls, but each flow is looked at once."""
    flows = {f"f{place}": calling(*[f"f{place + 1}"] * 10) for place in range(1, MOST_DEEP)}
    flows[f"f{MOST_DEEP}"] = SMALL
    (fault,) = compiled(calling(*["f1"] * 10), **flows).diagnostics
    assert fault.code == "too-large"
    assert str(MOST_NODES_IN_ALL) in fault.message


@pytest.mark.parametrize("graph", [None, [], {}, {"format": 9}, flow([node("a", "menu")])])
def test_a_flow_with_faults_of_its_own(graph):
    assert faults(calling("bad"), bad=graph) == [("sub-flow", "c0")]


def test_a_flow_that_is_known_but_not_given():
    result = compile_flow(calling("small"), {**KNOWN, "flow": {"small"}})
    assert [(fault.code, fault.node) for fault in result.diagnostics] == [("sub-flow", "c0")]


def test_a_circle_through_sub_flows_that_never_waits():
    nothing = flow([node("tag", "tag", tag="x"), node("back", "back")], ("tag", "next", "back"))
    turn = flow([node("c", "subflow", flow="f")], ("c", "next", "c"))
    assert set(faults(turn, f=nothing)) == {("circle", "c")}
    assert faults(turn, f=SMALL) == []


def test_what_is_spoken_in_it_is_spoken():
    speak = flow([node("say", "say", text="Hello", language="en"), node("back", "back")], ("say", "next", "back"))
    assert compiled(calling("speak", "speak"), speak=speak).spoken == (("en", "Hello"),)
