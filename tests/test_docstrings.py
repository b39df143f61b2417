"""Docstrings of modules, classes and properties begin with a verb, which ruff asks of functions alone."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
NO_VERB = re.compile(
    r"(The|An?|One|Some\w*|Every|Each|All|Whether|How|Who|Whose|Whom|What|Which|Where|When|Of|Mixin)\b"
)
SENTENCES = re.compile(
    r"designer/(runtime/(effects|events|journal_entries|queue_events)|drawing/nodes/\w+)\.py|switch/orders\.py"
)
"""Their classes say in a whole sentence what has happened, what is to be done, or what a block does."""


def fragments(source: str, are_sentences: bool = False) -> Iterator[str]:
    """The beginnings of docstrings without a verb in front."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        is_property = isinstance(node, ast.FunctionDef) and any(
            "property" in ast.unparse(d) for d in node.decorator_list
        )
        if is_property or isinstance(node, ast.Module) or (isinstance(node, ast.ClassDef) and not are_sentences):
            docstring = ast.get_docstring(node) or ""
            if NO_VERB.match(docstring):
                yield docstring.partition("\n")[0]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""The door."""', ["The door."]),
        ('"""Opens the door."""', []),
        ('class Door:\n    """A door."""', ["A door."]),
        (
            'class Door:\n    """Describes a door."""\n    @property\n    def open(self):\n        """Whether."""',
            ["Whether."],
        ),
        ('def door():\n    """The door."""', []),
    ],
)
def test_a_fragment_is_told_from_a_sentence(source, found):
    assert list(fragments(source)) == found


def test_docstrings_begin_with_a_verb():
    command = ["git", "ls-files", "-z", "--", "*.py"]
    files = subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True).stdout.split("\0")
    ours = [
        name for name in files if name.partition("/")[0] not in ("", "migrations", "tests") and (TOP / name).is_file()
    ]
    assert len(ours) > 300
    sources = {name: (TOP / name).read_text("utf-8") for name in ours}
    told = {name: list(fragments(text, bool(SENTENCES.fullmatch(name)))) for name, text in sources.items()}
    assert {name: found for name, found in told.items() if found} == {}
