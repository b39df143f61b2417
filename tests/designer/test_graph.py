"""Whatever JSON comes in, reading it never fails: what is wrong is said."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.drawing.catalog import NODE_TYPES
from designer.drawing.compiler import compile_flow
from designer.drawing.fields import declared
from designer.drawing.graph import MOST_NODES, parse
from tests.designer.drawing import KNOWN, flow, node
from tests.designer.random_flows import FLOWS

OFFICE = json.loads((Path(__file__).parents[1] / "fixtures" / "flows" / "office" / "graph.json").read_text())

GOOD = [
    json.loads(path.read_text())
    for path in sorted((Path(__file__).parents[1] / "fixtures" / "flows").glob("*/graph.json"))
    if (path.parent / "expected.txt").read_text().startswith("start ")
]
ODD = ["\ud800", "\0", "x" * 3_000, "x" * 100_000, "a/b", "{", "{caller", 10**400, -(10**400), 1e308, "variable:", ":"]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(ODD),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=10), inner, max_size=5),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read(data):
    result = compile_flow(data, KNOWN)
    assert result.program is None
    assert result.diagnostics


def read(data):
    """What comes of *data*, which must be one of the two, and be JSON that has bytes."""
    result = compile_flow(data, KNOWN, FLOWS)
    assert (result.program is None) == bool(result.diagnostics)
    json.dumps([fault.to_json() for fault in result.diagnostics])
    if result.program:
        assert len(result.program.sha) == 64
    return result


@given(st.sampled_from(GOOD), st.data())
@settings(max_examples=300, deadline=None)
def test_any_change_to_a_good_graph_is_read(good, data):
    graph = copy.deepcopy(good)
    place = graph
    for _ in range(data.draw(st.integers(0, 5))):
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
    read(graph)


@given(st.sampled_from(sorted(NODE_TYPES)), st.data())
@settings(max_examples=300, deadline=None)
def test_any_value_of_any_setting_is_read(kind, data):
    fields = sorted(declared(NODE_TYPES[kind]))
    values = st.fixed_dictionaries({}, optional=dict.fromkeys(fields, JSON))
    read(flow([node("n", kind, **data.draw(values)), node("bye", "hangup")], ("n", "next", "bye")))


def nested(depth):
    inner = []
    for _ in range(depth):
        inner = [inner]
    return inner


def places(value, path=()):
    """The way to each value within *value*."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield (*path, key)
        yield from places(inner, (*path, key))


@pytest.mark.parametrize("odd", [nested(100_000), "x" * 1_000_000, 10**400], ids=["deep", "long", "large"])
def test_odd_values_anywhere_are_read(odd):
    for path in places(OFFICE):
        graph = copy.deepcopy(OFFICE)
        place = graph
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = odd
        result = compile_flow(graph, KNOWN)
        assert (result.program is None) == bool(result.diagnostics)


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
        ({"keys": ["1", "1"]}, "the same key is there twice"),
        ({"keys": ["12"]}, "is no key of a telephone"),
        ({"keys": "12"}, "must be a list of keys"),
        ({"prompt": 7}, "must be text"),
        ({"prompt": "x" * 2001}, "is longer than 2000"),
        ({"prompt": "half a pair: \ud83d"}, "has characters that nobody can read"),
        ({"prompt": "nothing: \0"}, "has characters that nobody can read"),
        ({"colour": "red"}, "there is no setting “colour” here"),
    ],
)
def test_a_bad_setting_is_named(settings, words):
    found = parse(flow([node("m", "menu", **settings)]))[1]
    assert [(fault.node, fault.field) for fault in found] == [("m", next(iter(settings)))]
    assert words in found[0].message


@pytest.mark.parametrize(
    ("kind", "field", "good", "bad"),
    [
        ("digits", "variable", ["a", "order_number", "v2"], ["Order", "2v", "a-b", "ä", "a" * 33, "a\n"]),
        ("queue", "skill", ["", "french", "a-1"], ["Très", "a b"]),
        ("outside", "destination", ["112", "+49 (30) 5/5-5.5", "{mobile}"], ["Anna", "12;34", "+49\n30"]),
        ("web_request", "url", ["https://a.b/c?d={caller}", "http://a"], ["a.b", "ftp://a", "https://a b", "https://"]),
        ("web_request", "headers", ["", "A: b", "A: b\nC-D:e\n"], ["A", "A b: c", ": c", "A: b\rB: c"]),
        ("web_request", "answers", ["", "a = b.c", "a=b\nc = d.0\n"], ["a", "A = b", "a = b = c", "a = b\nc"]),
    ],
)
def test_a_text_has_its_pattern(kind, field, good, bad):
    def is_refused(value):
        return bool(parse(flow([node("n", kind, **{field: value})]))[1])

    assert [value for value in good if is_refused(value)] == []
    assert [value for value in bad if not is_refused(value)] == []


@pytest.mark.parametrize("field", ["headers", "answers", "url"])
@pytest.mark.parametrize("line", ["a:        \n", "a   =  b \n", "https://a", "a", " "])
def test_no_text_takes_long_to_be_refused(field, line):
    """Each pattern reads a text in one go; pytest's time limit is the judge."""
    text = (line * 2000)[:1999] + "\r"
    assert parse(flow([node("n", "web_request", **{field: text})]))[1]


def test_a_reference_of_several_kinds_says_which():
    (fault,) = parse(flow([node("r", "ring", who="sales")]))[1]
    assert fault.message == 'Whom: must look like "employee:name"'


def test_a_large_flow_compiles():
    count = 500
    nodes = [node(f"n{index}", "menu", prompt="menu", keys=["1"]) for index in range(count)] + [node("end", "hangup")]
    wires = []
    for index in range(count):
        wires += [(f"n{index}", "1", f"n{index + 1}" if index + 1 < count else "end")]
        wires += [(f"n{index}", outlet, "end") for outlet in ("timeout", "invalid")]
    assert compile_flow(flow(nodes, *wires), KNOWN).program
