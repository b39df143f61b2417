"""Every kind of journal line and of queue step is among those that readers must know: mypy tells who forgets one."""

import ast
from pathlib import Path
from typing import get_args

import pytest

from designer.runtime import journal_entries, queue_events
from designer.runtime.journal_entries import Entry
from designer.runtime.queue_events import QueueEffect, QueueEvent

TOP = Path(__file__).parents[2]
UNIONS = {journal_entries: (Entry,), queue_events: (QueueEvent, QueueEffect)}


@pytest.mark.parametrize("module", UNIONS)
def test_every_class_of_the_module_is_in_its_union(module):
    source = ast.parse(Path(module.__file__).read_text("utf-8"))
    declared = {node.name for node in source.body if isinstance(node, ast.ClassDef)}
    assert declared == {cls.__name__ for union in UNIONS[module] for cls in get_args(union)}


def test_the_record_lets_mypy_ask_for_each():
    taking = ast.parse((TOP / "app/calls/taking.py").read_text("utf-8"))
    asked = {
        ast.unparse(node.subject): ast.unparse(node.cases[-1])
        for node in ast.walk(taking)
        if isinstance(node, ast.Match)
    }
    assert asked == {name: f"case _:\n    assert_never({name})" for name in ("entry", "effect")}
