"""Checks notes: texts and coloured areas that people lay behind the blocks of a drawing. They mean nothing to calls."""

from collections.abc import Iterator
from typing import Any

from designer.drawing.diagnostics import Diagnostic
from designer.drawing.fields import is_storable
from designer.drawing.ids import is_id
from designer.drawing.position import NOWHERE, is_position, is_size
from designer.runtime.words import marked

MOST_NOTES = 200
MOST_NOTE_CHARACTERS = 2_000
COLORS = {
    "yellow": marked("yellow"),
    "blue": marked("blue"),
    "green": marked("green"),
    "red": marked("red"),
    "violet": marked("violet"),
    "grey": marked("grey"),
}
"""Names of colours for people; the canvas knows how they look in each theme."""

KEYS = {"id", "text", "color", "position", "size"}


def bad_notes(items: Any) -> Iterator[Diagnostic]:
    """Yield what is wrong with the "notes" of a flow."""
    if not isinstance(items, list):
        yield Diagnostic("bad-format", "the notes must be a list", field="notes")
        return
    if len(items) > MOST_NOTES:
        values = (("most", str(MOST_NOTES)),)
        yield Diagnostic("too-large", "a flow has at most {most} notes", field="notes", values=values)
    seen: set[str] = set()
    for index, item in enumerate(items[:MOST_NOTES]):
        if not isinstance(item, dict) or not is_id(item.get("id")):
            text = marked("note {index} has no id, or one that can't be used")
            yield _bad(text, "notes", '"id": "note-1"', index=str(index))
        elif item["id"] in seen:
            yield _bad(marked("two notes have the id “{id}”"), "notes", id=item["id"])
        else:
            seen.add(item["id"])
            yield from _faults(item)


def _faults(item: dict[str, Any]) -> Iterator[Diagnostic]:
    note = item["id"]
    for key in sorted(item.keys() - KEYS):
        yield _bad(marked("a note has no “{key}”"), key[:60], key=key[:60])
    if not _is_text(item.get("text", "")):
        text = marked("the text of the note “{note}” must be text of up to {most} characters")
        yield _bad(text, "text", note=note, most=str(MOST_NOTE_CHARACTERS))
    color = item.get("color", "yellow")
    if not isinstance(color, str) or color not in COLORS:
        yield _bad(marked("the note “{note}” has no colour that there is"), "color", ", ".join(COLORS), note=note)
    if not is_position(item.get("position")):
        yield _bad(marked("the position of the note “{note}” must be two numbers"), "position", NOWHERE, note=note)
    if not is_size(item.get("size")):
        example = '{"width": 240, "height": 120}'
        yield _bad(marked("the size of the note “{note}” must be two numbers above 0"), "size", example, note=note)


def _bad(text: str, field: str, example: str | None = None, **values: str) -> Diagnostic:
    return Diagnostic("bad-note", text, field=field, example=example, values=tuple(values.items()))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MOST_NOTE_CHARACTERS and is_storable(value)
