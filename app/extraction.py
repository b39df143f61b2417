"""Updates app/translations from the source: ``python -m app.extraction``.

``babel.cfg`` says where texts are. Those of the flow language are marked in ``designer`` without gettext, which it does
not know; those of its node types come from the catalogue itself.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from app.flow_texts import CONTEXT
from app.flows import translated

ROOT = Path(__file__).parent.parent
TRANSLATIONS = Path(__file__).parent / "translations"
WIDTH = 120
CANVAS = "canvas"
"""The gettext context of the canvas's texts, which its own dictionaries hold (`designer/editor/src/words/`)."""

CANVAS_TEXT = re.compile(r'^ +\w+:\s+("(?:[^"\\]|\\.)*"),?$', re.MULTILINE)
MARKS = {"Diagnostic": 1, "say": 0, "marked": 0, "warn": 0, "Words": 0}
"""Functions, methods and classes of ``designer`` that take a text to translate, and the position of that argument."""

LAZY = {"lazy_gettext": "gettext", "_l": "gettext", "lazy_pgettext": "pgettext", "_p": "pgettext"}
"""What gettext calls each lazy function of Flask-Babel."""

Found = tuple[int, str, Any, Any]
"""Line, name of a gettext function, its arguments, comments: Babel's shape."""


def portal(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """Yield the messages of a Python file that uses Flask-Babel, directly or lazily (``_l`` where a file has both, and
    ``_p`` with a context)."""
    lazy = dict.fromkeys(LAZY)
    for line, name, texts, comments in extract_python(file, {**DEFAULT_KEYWORDS, **lazy}, (), options):
        yield line, LAZY.get(str(name), str(name)), texts, comments


def flows(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """Yield the marked messages of a Python file of the flow language."""
    for text in marked_texts(file.read()):
        if isinstance(text, ast.Constant):
            yield text.lineno, "pgettext", (CONTEXT, text.value), []


def canvas(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """Yield the texts of a dictionary of the canvas."""
    source = file.read().decode()
    for found in CANVAS_TEXT.finditer(source):
        yield source.count("\n", 0, found.start()) + 1, "pgettext", (CANVAS, json.loads(found[1])), []


def marked_texts(source: str | bytes) -> Iterator[ast.expr]:
    """Yield the expressions in *source* that are given where a text to translate is expected."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call):
            place = MARKS.get(_name(call.func))
            yield from () if place is None else call.args[place : place + 1]


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def extracted() -> Catalog:
    """Return a catalog of all messages of the source."""
    catalog = Catalog(charset="utf-8")
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    for _name, _line, text, _comments, context in extract_from_dir(ROOT, methods, options):
        catalog.add(text, context=context)
    translated.catalogue(lambda text: _added(catalog, text))
    return catalog


def _added(catalog: Catalog, text: str) -> str:
    if text:
        catalog.add(text, context=CONTEXT)
    return text


def update(path: Path) -> None:
    """Add new messages, untranslated, to the catalog at *path*, and remove those that no longer exist."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parent.parent.name)
    catalog.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as file:
        write_po(file, catalog, WIDTH, no_location=True, sort_output=True, ignore_obsolete=True)


if __name__ == "__main__":
    for each in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")):
        update(each)
