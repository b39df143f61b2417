"""Each folder of fixtures/flows is one test: graph.json in, expected.txt out (a program, or every fault).

Beside them, flows.json maps names to the graphs of sub-flows, and known.json has more that the company has.
"""

import json
import random
from pathlib import Path

import pytest

from designer.drawing.catalog import NODE_TYPES
from designer.drawing.compiler import compile_flow
from designer.drawing.text import readable
from designer.runtime.program import Program
from tests.designer.drawing import KNOWN

FLOWS = sorted((Path(__file__).parents[1] / "fixtures" / "flows").iterdir())
GOOD = [case for case in FLOWS if (case / "expected.txt").read_text().startswith("start ")]


def graph_of(case: Path):
    return json.loads((case / "graph.json").read_text())


def beside(case: Path, name: str):
    path = case / name
    return json.loads(path.read_text()) if path.exists() else {}


def compiled(case: Path, graph=None):
    known = {**KNOWN, **{kind: set(names) for kind, names in beside(case, "known.json").items()}}
    return compile_flow(graph_of(case) if graph is None else graph, known, beside(case, "flows.json"))


@pytest.mark.parametrize("case", FLOWS, ids=lambda case: case.name)
def test_flow(case):
    result = compiled(case)
    said = readable(result.program) if result.program else "".join(f"{fault}\n" for fault in result.diagnostics)
    assert said == (case / "expected.txt").read_text()


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_the_same_drawing_gives_the_same_bytes(case):
    graph = graph_of(case)
    expected = compiled(case).program
    random.Random(7).shuffle(graph["nodes"])
    graph["wires"].reverse()
    graph["name"] = "Something else"
    for item in graph["nodes"]:
        item["label"], item["position"] = "Moved", {"x": 900, "y": -3.5}
        item["settings"] = dict(reversed(item.get("settings", {}).items()))
    again = compiled(case, graph).program
    assert again.text == expected.text
    assert again.sha == expected.sha
    assert Program.parse(expected.text) == expected


@pytest.mark.parametrize("name", NODE_TYPES)
def test_every_node_type_is_used_by_a_good_flow(name):
    assert name in {item["type"] for case in GOOD for item in graph_of(case)["nodes"]}
