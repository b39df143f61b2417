"""Takes out of a picture and its wall what a TV screen must not show: numbers, full names, and what can be opened."""

from collections.abc import Collection
from dataclasses import replace

from app.ports.call_records import CallRecord
from app.status.picture import Picture, Row, Rows
from app.status.wall import State

MOST_DIGITS = 2
"""A name with more digits is a number, whatever stands between them."""

MOST_DIGITS_OF_TAG = 5
"""A tag may have the number of an order, but none that can be called."""

BLANK = frozenset({"href", "call", "caller", "shown", "with", "photo", "said", "to_do"})
NOBODY = frozenset({"rings"})


def short(name: str) -> str:
    """Return "Lea B." for "Lea Brandt"; "" for what looks like a number."""
    first, *others = name.split() or [""]
    if _digits(name) > MOST_DIGITS:
        return ""
    return f"{first} {others[-1][0]}." if others else first


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def veiled(picture: Picture) -> Picture:
    """Return the picture without numbers and full names."""
    return replace(
        picture,
        people=[replace(each, name=short(each.name), others=()) for each in picture.people],
        calls=[_veiled(call) for call in picture.calls],
        names={},
        photos={},
        sums=replace(picture.sums, missed=[replace(each, call=_veiled(each.call)) for each in picture.sums.missed]),
        taken_by={},
        labels={key: label for key, label in picture.labels.items() if not key.startswith("number:")},
    )


def _veiled(call: CallRecord) -> CallRecord:
    return replace(
        call,
        caller="",
        caller_name=short(call.caller_name),
        extension=call.extension and "-",
        tags=tuple(tag for tag in call.tags if _digits(tag) <= MOST_DIGITS_OF_TAG),
    )


def for_screen(state: State, figures: Collection[str]) -> State:
    """Return the wall with *figures* alone, and nothing to open or to act on."""
    kept = {**state, "missed": {}}
    kept["figures"] = {name: state["figures"][name] for name in figures if name in state["figures"]}
    kept["lines"] = {key: row for key, row in state["lines"].items() if row["by"] != "number"}
    kept["says"] = {key: row for key, row in state["says"].items() if key != "lines_number"}
    kept["worst"] = {key: {**row, "actions": []} for key, row in state["worst"].items()}
    return {section: _blanked(rows) for section, rows in kept.items()}


def _blanked(rows: Rows) -> Rows:
    return {key: _blank(row) for key, row in rows.items()}


def _blank(row: Row) -> Row:
    nobody: Row = {name: [] for name in NOBODY & row.keys()}
    return row | dict.fromkeys(BLANK & row.keys(), "") | nobody
