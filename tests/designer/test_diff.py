"""What people are told of two drawings."""

import json
from copy import deepcopy

import pytest

from designer.drawing.diff import diff
from tests.designer.drawing import flow, node, wire

GRAPH = flow(
    [
        node("menu", "menu", prompt="menu", keys=["1", "2"]),
        node("sales", "ring", who="group:sales"),
        node("bye", "hangup"),
    ],
    ("menu", "1", "sales"),
    ("menu", "2", "bye"),
    *(("menu", outlet, "bye") for outlet in ("timeout", "invalid")),
    *(("sales", outlet, "bye") for outlet in ("no_answer", "busy", "unavailable")),
)


def edited(**changes):
    """The drawing with other settings, labels or the like of its nodes: ``menu={"label": "Main"}``."""
    graph = deepcopy(GRAPH)
    for each in graph["nodes"]:
        change = changes.get(each["id"], {})
        each["settings"] |= change.pop("settings", {})
        each |= change
    return graph


def led(source, outlet, target):
    graph = deepcopy(GRAPH)
    graph["wires"] = [each for each in graph["wires"] if (each["from"], each["outlet"]) != (source, outlet)]
    if target:
        graph["wires"].append(wire(source, outlet, target))
    return graph


def test_the_same_drawing_has_no_differences():
    assert diff(GRAPH, deepcopy(GRAPH)).is_empty


def test_moving_reordering_and_writing_down_a_default_is_no_change():
    graph = edited(menu={"position": {"x": 700, "y": -4}, "settings": {"tries": 3}})
    graph["nodes"].reverse()
    graph["wires"].reverse()
    assert diff(GRAPH, graph).is_empty


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"tries": 2}, "“Menu”: Tries from 3 to 2"),
        ({"timeout_s": 9}, "“Menu”: Wait for a key from 5 s to 9 s"),
        ({"keys": ["1"]}, "“Menu”: Keys from 1, 2 to 1"),
        ({"prompt": ""}, "“Menu”: Prompt from “menu” to nothing"),
    ],
)
def test_a_setting_is_told_from_what_to_what(settings, sentence):
    found = diff(GRAPH, edited(menu={"settings": settings}))
    assert found.sentences() == [sentence]
    ((name, value),) = settings.items()
    assert (found.changed[0].setting, found.changed[0].after) == (name, value)


def test_what_a_setting_refers_to_is_called_by_its_label():
    labels = {("prompt", "menu"): "Good day", ("prompt", "lost"): "Nobody is here", ("group", "sales"): "Sales"}
    after = edited(menu={"settings": {"prompt": "lost"}}, sales={"settings": {"who": "employee:101"}})
    assert diff(GRAPH, after, lambda kind, name: labels.get((kind, name), name)).sentences() == [
        "“Menu”: Prompt from “Good day” to “Nobody is here”",
        "“Ring”: Whom from “Sales” to “101”",
    ]


def test_choices_and_switches_are_told_in_words():
    found = diff(GRAPH, edited(bye={"settings": {"reason": "busy"}}, sales={"settings": {"record": False}}))
    assert found.sentences() == ["“Ring”: Record the talk from yes to no", "“Hang up”: Reason from “Normal” to “Busy”"]


def test_a_new_label_is_told():
    assert diff(GRAPH, edited(sales={"label": "Sales"})).sentences() == ["“Ring” is called “Sales” now"]


def test_another_type_is_told_without_its_settings():
    found = diff(GRAPH, edited(bye={"type": "back"}))
    assert [(each.setting, each.before, each.after) for each in found.changed] == [("type", "hangup", "back")]


def test_a_wire_that_leads_elsewhere_is_one_sentence():
    assert diff(GRAPH, led("menu", "1", "bye")).sentences() == [
        "“Menu”, Key 1: leads to “Hang up” now, to “Ring” before"
    ]
    assert diff(GRAPH, led("menu", "timeout", None)).sentences() == [
        "“Menu”, No key pressed: leads nowhere now, to “Hang up” before"
    ]


def test_nodes_come_and_go_with_their_labels():
    graph = deepcopy(GRAPH)
    graph["nodes"][2] = {**node("support", "ring", who="group:support"), "label": "Support"}
    graph["wires"] = [
        {**each, "from": each["from"].replace("sales", "support"), "to": each["to"].replace("sales", "support")}
        for each in graph["wires"]
    ]
    found = diff(GRAPH, graph)
    assert found.sentences()[:3] == [
        "“Support” (Ring) is new",
        "“Ring” is gone",
        "“Menu”, Key 1: leads to “Support” now, to “Ring” before",
    ]
    assert [each.node for each in (*found.added, *found.removed)] == ["support", "sales"]
    assert not any("Ring”, " in sentence for sentence in found.sentences())


def test_a_new_name_of_the_flow_is_told():
    assert diff(GRAPH, {**GRAPH, "name": "Summer"}).sentences() == ["The flow is called “Summer” now, “Test” before"]


def test_a_note_is_told_and_is_about_no_node():
    note = {"id": "n", "text": "Ask Anna", "position": {"x": 0, "y": 0}, "size": {"width": 9, "height": 9}}
    found = diff(GRAPH, {**GRAPH, "notes": [note]})
    assert not found.is_empty
    assert found.entries() == [{"kind": "notes", "node": None, "sentence": "The note “Ask Anna” is new"}]


def test_each_sentence_knows_the_node_that_it_is_about():
    after = {**edited(menu={"settings": {"tries": 2}}), "name": "Summer"}
    after["nodes"] = [*(each for each in after["nodes"] if each["id"] != "sales"), node("new", "hangup")]
    after["wires"] = [each for each in after["wires"] if "sales" not in (each["from"], each["to"])]
    told = diff(GRAPH, after).entries()
    assert [(each["kind"], each["node"]) for each in told] == [
        ("renamed", None),
        ("added", "new"),
        ("removed", "sales"),
        ("changed", "menu"),
        ("rewired", "menu"),
    ]
    assert [each["sentence"] for each in told] == diff(GRAPH, after).sentences()


def test_it_is_plain_json():
    found = diff(GRAPH, edited(menu={"settings": {"tries": 2}})).to_json()
    assert json.loads(json.dumps(found))["changed"][0]["was"] == "3"
    assert found.keys() == {"renamed", "added", "removed", "changed", "rewired", "notes", "sentences"}


def test_drawings_with_faults_can_be_compared():
    unknown = {"id": "x", "type": "teleport", "settings": {"to": 1}}
    before = {**GRAPH, "nodes": [*GRAPH["nodes"], unknown], "wires": [*GRAPH["wires"], wire("x", "out", "nowhere")]}
    after = edited(menu={"settings": {"odd": 7}})
    after["nodes"].append({**unknown, "settings": {"to": 2}})
    assert diff(before, after).sentences() == [
        "“Menu”: odd from nothing to 7",
        "“teleport”: to from 1 to 2",
        "“teleport”, out: leads nowhere now, to “nowhere” before",
    ]
