"""Makes the wall of a picture, what has changed between two walls, and when it changes by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.ports.wall import Shown
from app.status.picture import Picture, Rows
from app.status.sections.figures import figures
from app.status.sections.lines import hours, lines
from app.status.sections.missed import missed
from app.status.sections.now import now
from app.status.sections.people import people
from app.status.sections.queues import callers, queues, turns, waiting_in
from app.status.sections.says import says
from app.status.sections.worst import worst

JsonObject = dict[str, Any]
LONGEST = timedelta(minutes=1)
"""After so long the wall is made anew even if nothing happened: what is usual by now goes on."""

State = dict[str, Rows]
"""The rows by section, in their order. Rows are never changed in place."""


def wall_of(picture: Picture, more: Mapping[str, Shown], health: Rows) -> State:
    """Return the wall, in the language in force. *more* has the figures of features."""
    line_rows, hour_rows = lines(picture), hours(picture)
    return {
        "now": now(picture),
        "figures": figures(picture, more),
        "lines": line_rows,
        "hours": hour_rows,
        "says": says(picture, line_rows, hour_rows),
        "queues": queues(picture),
        "callers": callers(picture),
        "people": people(picture),
        "missed": missed(picture),
        "health": health,
        "worst": worst(picture),
    }


def orders(state: State) -> dict[str, list[str]]:
    """Return the keys of each section in their order."""
    return {section: list(rows) for section, rows in state.items()}


@dataclass(frozen=True, slots=True)
class Changes:
    """Holds what turns one wall into another, as docs/wall.md has it."""

    changed: dict[str, Rows]
    gone: dict[str, list[str]]
    order: dict[str, list[str]]

    def __bool__(self) -> bool:
        """Return whether anything has changed."""
        return bool(self.changed or self.gone or self.order)

    def to_json(self) -> JsonObject:
        """Return the parts of a patch."""
        return {"changed": self.changed, "gone": self.gone, "order": self.order}


def changes(before: State, after: State) -> Changes:
    """Return what turns *before* into *after*. Both have the same sections."""
    changed: dict[str, Rows] = {}
    gone: dict[str, list[str]] = {}
    order: dict[str, list[str]] = {}
    for section, rows in after.items():
        old = before[section]
        if new := {key: row for key, row in rows.items() if old.get(key) != row}:
            changed[section] = new
        if lost := [key for key in old if key not in rows]:
            gone[section] = lost
        if list(old) != list(rows):
            order[section] = list(rows)
    return Changes(changed, gone, order)


def next_turn(picture: Picture) -> datetime:
    """Return when to make the wall anew if nothing happens until then."""
    moments = [picture.midnight, picture.at + LONGEST]
    moments += [each for waits in waiting_in(picture).values() for each in turns(waits, picture.targets)]
    moments += [picture.sums_again_at] if picture.sums_again_at else []
    moments += [each.until for each in picture.people if each.until]
    return min(each for each in moments if each > picture.at)


def has_come(turn: datetime, at: datetime) -> bool:
    """Return whether it is time for a *turn*.

    If one is further ahead than any can be, the clock was set back, and the wall is that of another hour or day.
    """
    return not at < turn <= at + LONGEST


@dataclass(frozen=True, slots=True)
class Made:
    """Holds a wall, and when to make it anew if nothing happens."""

    at: datetime
    state: State
    next_turn: datetime
