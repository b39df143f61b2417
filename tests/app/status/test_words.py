"""The words of Status, which the browser takes by their names."""

import re
from pathlib import Path

from app.status.words import WORDS

SOURCE = Path("app/frontend/status")
TEXTS = "\n".join(path.read_text() for path in SOURCE.glob("*.ts*") if ".test." not in path.name)
SAID = re.compile(r"""\bsay(?:Many)?\(\s*([^,()]+(?:\([^()]*\))?[^,()]*)""")
NAME = re.compile(r"""["']([a-z_]+)["']""")
PART = re.compile(r"`([a-z_]+)\$\{")


def said() -> set[str]:
    return {name for text in SAID.findall(TEXTS) for name in NAME.findall(text)}


def beginnings() -> set[str]:
    """What names begin with whose end is found while the page runs, as in `by_${by}`."""
    return {name for text in SAID.findall(TEXTS) for name in PART.findall(text)}


def test_every_word_that_a_page_says_is_there():
    missing = {name for name in said() - WORDS.keys() if f'=== "{name}"' not in TEXTS}
    assert missing <= {"there", "loading"}


def test_no_word_is_left_over():
    ends = tuple(beginnings())
    used = said() | {f"{name}_one" for name in said()}
    assert {name for name in WORDS if name not in used and not name.startswith(ends)} == set()


def test_a_text_for_one_has_another_for_many():
    assert {name for name in WORDS if name.endswith("_one") and name.removesuffix("_one") not in WORDS} == set()
