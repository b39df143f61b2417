"""Each folder of fixtures/flows is one test: graph.json in, expected.txt out (a program, or every fault)."""

import json
import random
from pathlib import Path

import pytest

from designer import compile_flow
from designer.catalog import NODE_TYPES
from designer.program import Program
from designer.text import readable
from tests.designer.drawing import KNOWN

FLOWS = sorted((Path(__file__).parents[1] / "fixtures" / "flows").iterdir())
GOOD = [case for case in FLOWS if (case / "expected.txt").read_text().startswith("start ")]


def graph_of(case: Path):
    return json.loads((case / "graph.json").read_text())


@pytest.mark.parametrize("case", FLOWS, ids=lambda case: case.name)
def test_flow(case):
    result = compile_flow(graph_of(case), KNOWN)
    said = readable(result.program) if result.program else "".join(f"{fault}\n" for fault in result.diagnostics)
    assert said == (case / "expected.txt").read_text()


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_the_same_drawing_gives_the_same_bytes(case):
    graph = graph_of(case)
    expected = compile_flow(graph, KNOWN).program
    random.Random(7).shuffle(graph["nodes"])
    graph["wires"].reverse()
    graph["name"] = "Something else"
    for item in graph["nodes"]:
        item["label"], item["position"] = "Moved", {"x": 900, "y": -3.5}
        item["settings"] = dict(reversed(item.get("settings", {}).items()))
    again = compile_flow(graph, KNOWN).program
    assert again.text == expected.text
    assert again.sha == expected.sha
    assert Program.parse(expected.text) == expected


@pytest.mark.parametrize("name", NODE_TYPES)
def test_every_node_type_is_used_by_a_good_flow(name):
    assert name in {item["type"] for case in GOOD for item in graph_of(case)["nodes"]}
