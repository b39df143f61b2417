"""What reading, checking and verifying a drawing may cost, whatever the drawing is."""

import cProfile
import tracemalloc
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings

from designer.drawing.compiler import compile_flow
from designer.drawing.graph import MOST_NODES
from designer.verifying.report import VerifyOptions
from designer.verifying.verify import verify
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node
from tests.designer.random_flows import FLOWS, graphs
from tests.designer.test_graph import JSON
from tests.designer.verifier_flows import MONDAY

MOST_BYTES = 64 * 2**20
MOST_CALLS = 5_000_000
"""Calls of functions, in Python and in C: four times what the worst drawing takes."""

OPTIONS = VerifyOptions(MONDAY, number="+4930555")


@contextmanager
def measured():
    """Fails when more memory than allowed is taken at once."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()


@contextmanager
def counted():
    """Fails when more is called than allowed; unlike a clock, that is the same on every machine."""
    profile = cProfile.Profile()
    with profile:
        yield
    assert sum(entry.callcount for entry in profile.getstats()) < MOST_CALLS


def look_at(data, options=OPTIONS):
    program = compile_flow(data, KNOWN, FLOWS).program
    return verify(program, DIRECTORY, options) if program else None


@given(JSON | graphs())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_json_costs_much(data):
    with counted():
        look_at(data)


@given(JSON | graphs())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_json_takes_much_memory(data):
    with measured():
        look_at(data)


def questions(count):
    """So many numbers are asked for, and each is looked at when all are known: ever more different calls."""
    nodes, wires = [], []
    for place in range(count):
        ask, look, yes, no = (f"{name}{place}" for name in ("ask", "look", "yes", "no"))
        after_ask = f"ask{place + 1}" if place + 1 < count else "look0"
        after = f"look{place + 1}" if place + 1 < count else "end"
        nodes += [
            node(ask, "digits", prompt="menu", variable=f"v{place}", least=1, most=20),
            node(look, "condition", subject="variable", variable=f"v{place}", operator="is", value="4711"),
            node(yes, "play", prompt="welcome"),
            node(no, "play", prompt="closed"),
        ]
        wires += [(ask, "entered", after_ask), (ask, "timeout", "end"), (ask, "invalid", "end")]
        wires += [(look, "yes", yes), (look, "no", no), (yes, "next", after), (no, "next", after)]
    return flow([*nodes, node("end", "hangup")], *wires)


def test_a_drawing_of_endlessly_many_different_calls_is_given_up_in_time():
    with measured():
        report = look_at(questions(20), VerifyOptions(MONDAY, most_states=10_000, most_steps=2_000_000))
    assert (report.complete, report.to_json()["note"]) == (False, "not everything was explored")


@pytest.mark.parametrize("keys", ["1", "1234567890*#"])
def test_the_largest_drawings_fit(keys):
    count = min(MOST_NODES - 2, 10_000 // (len(keys) + 2) - 1)
    nodes = [node(f"n{place}", "menu", prompt="menu", keys=list(keys)) for place in range(count)]
    wires = []
    for place in range(count):
        onward = f"n{place + 1}" if place + 1 < count else "end"
        wires += [(f"n{place}", key, f"n{place * 7 % count}") for key in keys]
        wires += [(f"n{place}", "timeout", onward), (f"n{place}", "invalid", onward)]
    with measured():
        report = look_at(flow([*nodes, node("end", "hangup")], *wires))
    assert report.states > 100
