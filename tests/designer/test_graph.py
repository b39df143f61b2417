"""Whatever JSON comes in, reading it never fails: what is wrong is said."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer import compile_flow
from designer.graph import MOST_NODES, parse
from tests.designer.drawing import KNOWN, flow, node

OFFICE = json.loads((Path(__file__).parents[1] / "fixtures" / "flows" / "office" / "graph.json").read_text())

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=10), inner, max_size=5),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read(data):
    result = compile_flow(data, KNOWN)
    assert result.program is None
    assert result.diagnostics


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_change_to_a_good_graph_is_read(data):
    graph = copy.deepcopy(OFFICE)
    place = graph
    for _ in range(data.draw(st.integers(0, 4))):
        choices = sorted(place) if isinstance(place, dict) else list(range(len(place)))
        if not choices or not isinstance(place[choices[0]], dict | list):
            break
        key = data.draw(st.sampled_from(choices))
        if not isinstance(place[key], dict | list):
            break
        place = place[key]
    if isinstance(place, dict):
        place[data.draw(st.sampled_from(sorted(place)) if place else st.text(max_size=5))] = data.draw(JSON)
    elif place:
        place[data.draw(st.integers(0, len(place) - 1))] = data.draw(JSON)
    result = compile_flow(graph, KNOWN)
    assert (result.program is None) == bool(result.diagnostics)
    json.dumps([fault.to_json() for fault in result.diagnostics])


def codes(graph):
    return [fault.code for fault in parse(graph)[1]]


def test_a_newer_format_is_refused_by_name():
    (fault,) = parse({**OFFICE, "format": 2})[1]
    assert fault.code == "newer-format"
    assert "format 2" in fault.message


@pytest.mark.parametrize("version", [None, "1", True, 0, -1, 1.5, []])
def test_a_flow_says_its_format(version):
    assert codes({**OFFICE, "format": version}) == ["bad-format"]


def test_two_nodes_of_one_id_are_a_fault():
    assert "bad-node" in codes(flow([node("a", "hangup"), node("a", "hangup")]))


def test_a_position_must_be_finite():
    bad = node("a", "hangup")
    bad["position"] = {"x": float("nan"), "y": 0}
    assert "bad-node" in codes(flow([bad]))


def test_too_many_nodes_are_refused():
    graph = flow([node(f"n{index}", "hangup") for index in range(MOST_NODES)])
    assert "too-large" in codes(graph)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"timeout_s": "5"}, "must be a whole number"),
        ({"timeout_s": 0}, "must be from 1 to 60"),
        ({"timeout_s": True}, "must be a whole number"),
        ({"keys": ["1", "1"]}, "has a key twice"),
        ({"keys": ["12"]}, "is no key of a telephone"),
        ({"keys": "12"}, "must be a list of keys"),
        ({"prompt": 7}, "must be text"),
        ({"prompt": "x" * 501}, "is longer than 500"),
        ({"colour": "red"}, "is no setting here"),
    ],
)
def test_a_bad_setting_is_named(settings, words):
    found = parse(flow([node("m", "menu", **settings)]))[1]
    assert [(fault.node, fault.field) for fault in found] == [("m", next(iter(settings)))]
    assert words in found[0].message


def test_a_reference_of_several_kinds_says_which():
    (fault,) = parse(flow([node("r", "ring", who="sales")]))[1]
    assert fault.message == 'Whom must look like "employee:name"'


def test_a_large_flow_compiles():
    count = 500
    nodes = [node(f"n{index}", "menu", prompt="menu", keys=["1"]) for index in range(count)] + [node("end", "hangup")]
    wires = []
    for index in range(count):
        wires += [(f"n{index}", "1", f"n{index + 1}" if index + 1 < count else "end")]
        wires += [(f"n{index}", outlet, "end") for outlet in ("timeout", "invalid")]
    assert compile_flow(flow(nodes, *wires), KNOWN).program
