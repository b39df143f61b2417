"""A new op and a new node are two files: everything that runs drawings knows them by these alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
FILES = TOP / "tests" / "fixtures" / "new_op"
OP = (FILES / "pin.py.txt").read_text("utf-8")
KEEPS = "Waiting[Checking]"
DECLARED = f"@dataclass(frozen=True)\nclass Pin({KEEPS})"
NODE = (FILES / "safe.py.txt").read_text("utf-8")


@pytest.fixture
def try_it(tmp_path):
    """Runs all programs on an op *pin* and a node that uses it."""

    def run(op=OP, node=NODE):
        for folder, name, text in (
            ("ops", "pin", op),
            ("nodes", "safe", node),
            (".", "try_it", (FILES / "try_it.py.txt").read_text("utf-8")),
        ):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / f"{name}.py").write_text(text, "utf-8")
        command = [sys.executable, str(tmp_path / "try_it.py")]
        return subprocess.run(command, cwd=TOP, env={"PYTHONPATH": str(TOP)}, capture_output=True, text=True)

    return run


def test_all_programs_know_it(try_it):
    done = try_it()
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "path": ["start", "safe", "ring"],
        "bridged_to": "101",
        "complete": True,
        "findings": ["silence"],
        "replayed": "same",
        "replayed_stricter": "unknown",
        "in_palette": True,
        "in_words": True,
        "read_again": True,
    }


@pytest.mark.parametrize(
    "name", ["handle", "uses", "arrivals", "jumps", "asking", "people", "choices", "late_answer_s"]
)
def test_what_it_does_not_say_is_an_error_at_import(try_it, name):
    done = try_it(OP.replace(f"def {name}(", f"def no_{name}("))
    assert done.returncode
    assert f"TypeError: the op Pin lacks {name}" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    ends_step = True\n", "", "the op Pin lacks ends_step"),
        ("Waiting[Checking]", "Waiting", "the op Pin does not say what it keeps"),
        ("typed: Plain[str]", "typed: str", "the op Pin does not say how 'typed' of its state is compared"),
        ("class Pin(", "class Pins(", "must have one op, named after the file"),
        ("@dataclass(frozen=True)", "@dataclass", "the op Pin is no frozen dataclass"),
        ("@dataclass(frozen=True)", "", "the op Pin is no frozen dataclass"),
        (DECLARED, f"from designer.runtime.ops.play import Play\n{DECLARED}".replace(KEEPS, "Play"), "is made of Play"),
    ],
)
def test_nor_is_there_a_default(try_it, old, new, said):
    done = try_it(OP.replace(old, new))
    assert done.returncode
    assert said in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    label = ", "    name = ", "the node Safe lacks label"),
        ("    group = ", "    place = ", "the node Safe lacks group"),
        ("    icon = ", "    picture = ", "the node Safe lacks icon"),
        ("    color = ", "    colour = ", "the node Safe lacks color"),
        ("    exits = ", "    ends = ", "the node Safe lacks exits"),
        ("def lower(", "def translate(", "the node Safe lacks lower"),
        ("@dataclass(frozen=True)", "", "the node Safe is no frozen dataclass"),
        ("class Safe(Node)", "class Safe(type('Other', (Node,), {}))", "the node Safe is made of Other"),
    ],
)
def test_a_node_says_all_of_it_as_well(try_it, old, new, said):
    done = try_it(node=NODE.replace(old, new))
    assert done.returncode
    assert f"TypeError: {said}" in done.stderr
