"""What comments, docstrings and documents name is there: files by their paths, and parts of the source by dots."""

import re
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
OURS = ("app", "bench", "browser", "config", "designer", "docs", "setup", "switch", "testphone", "tests")
DOTTED = re.compile(rf"`((?:{'|'.join(OURS)})(?:\.[A-Za-z_]\w*)+)`")
PATH = re.compile(rf"(?<![\w./<>{{*@-])((?:{'|'.join(OURS)})/(?:[\w-]+/)*[\w.-]+\.(?:py|tsx?|md|html|cfg|css))\b")
FILE = re.compile(r"`([\w-]+\.(?:py|tsx?))`")
OF_THE_PAST = {"designer/program.py"}
"""Named by setup/house.py, which also counts checkouts of the past."""


def tracked(*patterns: str) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=TOP,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [name for name in listed.split("\0") if name and (TOP / name).is_file()]


def is_there(dotted: str) -> bool:
    """Whether the longest beginning that is a module or a package has what follows."""
    parts = dotted.split(".")
    for count in range(len(parts), 0, -1):
        place = TOP.joinpath(*parts[:count])
        module = place.with_suffix(".py") if place.with_suffix(".py").is_file() else place / "__init__.py"
        if module.is_file() or place.is_dir():
            rest = parts[count:]
            return not rest or (module.is_file() and bool(re.search(rf"\b{rest[0]}\b", module.read_text("utf-8"))))
    return False


def lost(text: str, files: list[str]) -> list[str]:
    """What *text* names that is not there."""
    names = {name.rpartition("/")[2] for name in files}
    paths = set(PATH.findall(text)) - set(files) - OF_THE_PAST
    modules = {dotted for dotted in DOTTED.findall(text) if not dotted.endswith((".py", ".ts", ".md", ".cfg"))}
    return sorted({*paths, *(set(FILE.findall(text)) - names), *(each for each in modules if not is_there(each))})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as in app/ports/calls.py and ``app.ports.calls.calls``", []),
        ("as in app/ports/gone.py", ["app/ports/gone.py"]),
        ("see ``designer.runtime.machine.stride``", ["designer.runtime.machine.stride"]),
        ("see `designer.runtime.engine`", ["designer.runtime.engine"]),
        ("see `nowhere_at_all.py`", ["nowhere_at_all.py"]),
    ],
)
def test_what_is_there_is_told_from_what_is_not(text, found):
    assert lost(text, tracked()) == found


def test_everything_that_is_named_is_there():
    files = tracked()
    texts = tracked("*.py", "*.ts", "*.tsx", "*.md", "*.cfg", "*.html", "Makefile", "setup/*")
    ours = [name for name in texts if name not in ("CHANGELOG.md", "tests/test_mentions.py")]
    assert len(ours) > 500
    found = {name: gone for name in ours if (gone := lost((TOP / name).read_text("utf-8", "replace"), files))}
    assert found == {}
