"""Compares the notes of two drawings; where one lies and how large it is makes no difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from designer.drawing.notes import COLORS
from designer.runtime.words import Words, say

MOST_TOLD_CHARACTERS = 60

Note = dict[str, Any]


@dataclass(frozen=True)
class NoteChange:
    """Describes a change. *kind* is "added", "removed", "text" or "color"; *before* and *after* are the note's texts or
    colours."""

    note: str
    kind: str
    before: str
    after: str

    @property
    def words(self) -> Words:
        """Return the change in words that can be translated."""
        if self.kind == "added":
            return say("The note “{note}” is new", note=_quoted(self.after))
        if self.kind == "removed":
            return say("The note “{note}” is gone", note=_quoted(self.before))
        if self.kind == "text":
            return say("The note “{was}” says “{is_now}” now", was=_quoted(self.before), is_now=_quoted(self.after))
        return say("A note is {is_now} now, {was} before", is_now=_color(self.after), was=_color(self.before))


def note_changes(before: Any, after: Any) -> Iterator[NoteChange]:
    """Return the changes from the "notes" of one drawing to those of another; either may have none."""
    old, new = _by_id(before), _by_id(after)
    yield from (NoteChange(note, "added", "", _text(new[note])) for note in new if note not in old)
    yield from (NoteChange(note, "removed", _text(old[note]), "") for note in old if note not in new)
    for note in new:
        if note not in old:
            continue
        for kind, read in (("text", _text), ("color", _shade)):
            was, is_now = read(old[note]), read(new[note])
            if was != is_now:
                yield NoteChange(note, kind, was, is_now)


def _by_id(notes: Any) -> dict[str, Note]:
    return {note["id"]: note for note in notes or ()}


def _text(note: Note) -> str:
    return str(note.get("text", ""))


def _shade(note: Note) -> str:
    return str(note.get("color", "yellow"))


def _color(name: str) -> Words | str:
    return Words(COLORS[name]) if name in COLORS else name


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_TOLD_CHARACTERS else f"{line[: MOST_TOLD_CHARACTERS - 1]}…"
