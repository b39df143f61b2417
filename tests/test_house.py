"""Facts about the whole code base that one part alone can't keep."""

import ast
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import config
from designer.drawing import nodes
from designer.runtime import op, ops

TOP = Path(__file__).parent.parent
LONGEST = 400


def tracked(*patterns: str) -> list[Path]:
    """Files of the project, whether committed yet or not, but none that git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=TOP,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [path for name in listed.split("\0") if name and (path := TOP / name).is_file()]


def reads_environment(source: str) -> list[int]:
    """Lines that look a variable up. Passing the whole environment on to a child (`**os.environ`) is no look-up."""
    tree = ast.parse(source)
    passed_on = {
        id(value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if key is None
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"environ", "environb", "getenv", "getenvb"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        and id(node) not in passed_on
    ]


def opens_sockets(source: str) -> list[int]:
    """Lines outside functions that open a socket, which nobody would close."""
    outside = [node for node in ast.parse(source).body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    calls = [call for node in outside for call in ast.walk(node) if isinstance(call, ast.Call)]
    return [call.lineno for call in calls if ast.unparse(call.func) in ("socket", "socket.socket")]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import socket\n_door = socket.socket(socket.AF_INET)", [2]),
        ("import socket\ndef send():\n    return socket.socket()", []),
    ],
)
def test_a_socket_of_a_module_is_told_from_one_of_a_function(source, lines):
    assert opens_sockets(source) == lines


def test_no_module_holds_a_socket_open():
    found = [
        path.name for path in tracked("app/*.py", "designer/*.py", "switch/*.py") if opens_sockets(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import os\nos.environ['A']", [2]),
        ("import os\nos.getenv('A')", [2]),
        ("import os\ncall(env={**os.environ, 'A': '1'})", []),
    ],
)
def test_a_look_up_is_told_from_passing_on(source, lines):
    assert reads_environment(source) == lines


def test_only_config_reads_the_environment():
    ours = [
        path
        for path in tracked("*.py")
        if path != TOP / "config.py" and path.parts[len(TOP.parts)] not in {"tests", "bench"}
    ]
    assert ours
    readers = {
        f"{path.relative_to(TOP)}:{line}" for path in ours for line in reads_environment(path.read_text("utf-8"))
    }
    assert not readers


def imported(source: str) -> set[str]:
    """Top-level names of all modules that are imported, anywhere in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def knows_user(source: str) -> bool:
    """Whether a module asks who makes the request."""
    names = {
        alias.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    return bool(names & {"current_user", "current_actor"})


def meets_requests(path: Path) -> bool:
    """Whether a module of the portal serves requests: routes and sockets, and what keeps sessions and pages."""
    feature, *inner = path.relative_to(TOP / "app").with_suffix("").parts
    is_edge = "routes" in inner or inner[-1] == "events" or inner[-1].endswith(("api", "_routes"))
    keeps_sessions = feature == "auth" and inner[0] != "service"
    return is_edge or keeps_sessions or feature == "web" or inner == ["audited"]


def test_a_module_that_knows_the_user_is_told_from_one_that_is_given_an_actor():
    assert knows_user("def f():\n    from flask_login import current_user")
    assert not knows_user("from flask_login import login_user\nfrom app.auth.actor import Actor")


def test_services_are_given_the_user_who_acts():
    knowing = [path for path in tracked("app/*/*.py") if knows_user(path.read_text("utf-8"))]
    assert TOP / "app/messages/routes.py" in knowing
    assert [path.relative_to(TOP).as_posix() for path in knowing if not meets_requests(path)] == []


@pytest.mark.parametrize(("folder", "also"), [("designer", {"designer"}), ("switch", {"switch", "designer", "KSR"})])
def test_the_language_and_the_switch_need_no_library(folder, also):
    files = tracked(f"{folder}/*.py")
    assert len(files) > 10
    allowed = sys.stdlib_module_names | also
    assert {path.name: found for path in files if (found := imported(path.read_text("utf-8")) - allowed)} == {}


def test_no_file_is_too_long():
    files = tracked("*.py", "*.ts", "*.tsx", "*.css", "*.cfg", "Makefile", "setup/*")
    lengths = {path.relative_to(TOP).as_posix(): len(path.read_text("utf-8").splitlines()) for path in files}
    assert lengths["config.py"] > 100
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_module_is_a_drawer_for_everything():
    drawers = {"utils.py", "util.py", "helpers.py", "helper.py", "common.py", "manager.py", "misc.py"}
    assert [path for path in tracked("*.py") if path.name in drawers] == []


def test_the_configuration_is_documented_as_it_is():
    """`make docs` writes it."""
    assert (TOP / "docs" / "configuration.md").read_text("utf-8") == config.reference()


def undocumented(cls: type) -> list[str]:
    """Public methods of a class itself without a docstring that no base class documents."""
    own = {name: found for name, found in vars(cls).items() if name[0] != "_"}
    mute = [
        name for name, found in own.items() if (callable(found) or isinstance(found, property)) and not found.__doc__
    ]
    return [name for name in mute if not any(getattr(vars(base).get(name), "__doc__", "") for base in cls.__mro__[1:])]


def test_a_method_that_nobody_documents_is_told_from_an_override():
    class Base:
        def said(self):
            """Say."""

    class Override(Base):
        def said(self):
            pass

        def mute(self):
            pass

    assert undocumented(Override) == ["mute"]


@pytest.mark.parametrize("package", [ops, nodes])
def test_what_the_base_class_does_not_document_the_op_or_the_node_does(package):
    modules = [import_module(f"{package.__name__}.{found.name}") for found in iter_modules(package.__path__)]
    classes = [cls for module in (*modules, op) for cls in vars(module).values() if isinstance(cls, type)]
    ours = [cls for cls in classes if cls.__module__.startswith("designer.") and not issubclass(cls, dict)]
    assert len(ours) > 20
    assert {cls.__name__: found for cls in ours if (found := undocumented(cls))} == {}


def test_pins_name_no_registry():
    """What is installed must not depend on the network that somebody pinned it in."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line for line in (TOP / name).read_text("utf-8").splitlines() if line and line[0] not in "# "]
        assert lines
        assert [line for line in lines if line.startswith("-") or "==" not in line or "://" in line] == []
    assert "resolved" not in (TOP / "package-lock.json").read_text("utf-8")


def test_the_portal_runs_on_what_it_was_tested_with():
    """requirements-dev.txt adds to requirements.txt and changes nothing in it."""
    ours, all_of_it = (
        {line for line in (TOP / name).read_text("utf-8").splitlines() if "==" in line and line[0].isalpha()}
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert ours <= all_of_it


COUNTED = """
import x
def f(call, op):
    \"\"\"Of a call.\"\"\"
    return cast(int, call["state"]), app.extensions["a"], isinstance(op, Play), {Play: 1, Stop: 2}  # type: ignore
"""


def test_the_figures_count_what_they_name(tmp_path):
    for folder, source in (("app", COUNTED), ("designer/runtime/ops", "class Play(Op): ..\nclass Stop(Op): ..\n")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "one.py").write_text(source.replace("..\n", "pass\n"))
    (tmp_path / "designer" / "story.py").write_text(COUNTED)
    told = subprocess.run([sys.executable, TOP / "setup" / "house.py", tmp_path], check=True, capture_output=True)
    figures = {each["figure"]: each["value"] for each in map(json.loads, told.stdout.splitlines())}
    assert figures["loose modules in app"] == 1
    assert figures["string subscripts in designer"] == 2
    assert figures["string subscripts in switch"] == 0
    assert figures["places that tell ops apart"] == 2
    assert (figures["cast("], figures["app.extensions"], figures["type: ignore"]) == (2, 2, 2)
    assert figures["docstrings that are sentences, %"] == 0
