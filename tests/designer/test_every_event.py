"""Every program that runs calls causes each event, or says that it never does."""

import ast
from pathlib import Path
from typing import get_args

import pytest

from designer.runtime.events import Event
from designer.trying.simulate import NeverSimulated
from designer.verifying.exploration import NeverExplored

TOP = Path(__file__).parents[2]
PROGRAMS = {
    "designer/trying/simul*.py": set(get_args(NeverSimulated)),
    "designer/verifying/*.py": set(get_args(NeverExplored)),
    "switch/*.py": set(),
}


def made_in(pattern: str) -> set[str]:
    """The names of all that is called in these files."""
    calls = (
        call.func
        for path in TOP.glob(pattern)
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
    )
    return {ast.unparse(func).rpartition(".")[2] for func in calls}


@pytest.mark.parametrize("pattern", PROGRAMS)
def test_a_program_causes_each_event_or_says_that_it_never_does(pattern):
    events = {cls.__name__ for cls in get_args(Event)}
    never = {cls.__name__ for cls in PROGRAMS[pattern]}
    made = made_in(pattern) & events
    assert events - made == never


def test_every_event_of_the_module_can_be_written_and_read():
    source = ast.parse((TOP / "designer/runtime/events.py").read_text("utf-8"))
    declared = {node.name for node in source.body if isinstance(node, ast.ClassDef)}
    assert declared == {cls.__name__ for cls in get_args(Event)}
