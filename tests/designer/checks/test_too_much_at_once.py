"""What happens without a wait in between fits into one line of the journal, or the drawing is not published."""

import pytest

from designer.drawing.compiler import compile_flow
from designer.runtime.call_state import first_state
from designer.runtime.effects import Notify
from designer.runtime.events import CallArrived, PromptEnded
from designer.runtime.journal_line import MOST_LINE_BYTES, without_texts
from designer.runtime.machine import step
from switch.shortening import line_bytes
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node


def in_a_row(*nodes):
    """Where anything but the next thing happens, the call ends."""
    wires = []
    for one, other in zip(nodes, [*nodes[1:], {"id": "bye"}], strict=True):
        outlets = ("entered", "timeout", "invalid") if one["type"] == "digits" else ("next",)
        wires += [(one["id"], each, "bye" if each in ("timeout", "invalid") else other["id"]) for each in outlets]
    return flow([*nodes, node("bye", "hangup")], *wires)


def notes(count, wait_after=0):
    """Digits into so many variables, a prompt, and as many notes, each with its own; one more prompt after some."""
    ask = [node(f"ask{v}", "digits", prompt="menu", variable=f"v{v}", least=1, most=20) for v in range(count)]
    tell = [node(f"tell{v}", "notify", employee="101", text=f"{{v{v}}}") for v in range(count)]
    first, second = (node(name, "play", prompt="welcome") for name in ("first", "second"))
    return in_a_row(*ask, first, *tell[:wait_after], *([second] if wait_after else []), *tell[wait_after:])


def faults(graph):
    return [(each.code, each.node) for each in compile_flow(graph, KNOWN).diagnostics]


def test_too_many_values_at_once_are_a_fault_and_a_wait_in_between_helps():
    assert faults(notes(40)) == []
    ((code, block),) = faults(notes(100))
    assert code == "too-much-at-once"
    assert block.startswith("tell")
    assert faults(notes(100, wait_after=50)) == []


def test_many_long_texts_are_none():
    tell = [node(f"tell{place}", "notify", employee="101", text=f"{place}" + "x" * 1_990) for place in range(480)]
    assert faults(in_a_row(*tell)) == []


def test_values_that_are_made_on_the_way_count():
    make = [node(f"set{place}", "set_variable", variable="v", value=f"{place}") for place in range(90)]
    tell = [node(f"tell{place}", "notify", employee="101", text="{v}") for place in range(90)]
    assert faults(in_a_row(*(each for pair in zip(make, tell, strict=True) for each in pair))) != []


def test_a_sub_flow_is_a_fault_of_whoever_calls_it():
    inner = notes(100)
    outer = flow([node("sub", "subflow", flow="inner"), node("bye", "hangup")], ("sub", "next", "bye"))
    found = compile_flow(outer, {**KNOWN, "flow": {"inner"}}, {"inner": inner}).diagnostics
    assert [(each.code, each.node) for each in found] == [("too-much-at-once", "sub")]


@pytest.mark.parametrize("value", ["x" * 500, "\x01" * 500, "😀" * 500])
def test_what_may_be_published_fits_into_a_line(value):
    """The worst values that there can be, in as many variables as are let through."""
    count = next(count for count in range(100, 0, -1) if not faults(notes(count)))
    program = compile_flow(notes(count), KNOWN).program
    arrived = CallArrived(0, "c" * 30, "1001", "+49", "", "+4930", program.sha, "d" * 64, "inbound")
    state = first_state(arrived, program.entry) | {"vars": {f"v{place}": value for place in range(count)}}
    state |= {"block": "first", "doing": {"token": 1}}
    _, effects = step(program, DIRECTORY, state, PromptEnded(0, 1))
    assert sum(isinstance(each, Notify) for each in effects) == count
    line = line_bytes({"call": "c" * 30, **without_texts(effects, program)})
    assert b"shortened" not in line
    assert len(line) < MOST_LINE_BYTES
