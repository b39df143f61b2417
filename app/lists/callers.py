"""Reads the callers of a list, as people write them, one per line or row."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.number_beginnings import BEGINNING, beginning
from app.tables import Row, too_many_cells
from app.web.forms import fault_of
from designer.runtime import numbers
from designer.runtime.numbers import NumberingPlan

ANONYMOUS_WORDS = {numbers.ANONYMOUS, "anonym"}
MOST_ENTRIES = 10_000
"""The limit of all lists of a company together.

They are part of its directory, which the switch keeps for a day after every change: this many are 200 kB.
"""

MOST_NOTE_CHARACTERS = 120
NUMBER_WORDS = {"number", "phone", "telephone", "caller", "nummer", "rufnummer", "telefon", "telefonnummer", "anrufer"}
NOTE_WORDS = {"note", "name", "comment", "notiz", "bemerkung", "kommentar"}
COLLEAGUES = re.compile(rf"[1-9][0-9]{{0,{numbers.MOST_EXTENSION_DIGITS - 1}}}", re.ASCII)
"""An inner number, or the beginning of one."""

MOST_OF_AN_EXTENSION = 3
"""The beginning of an extension isn't longer; "1202*" may be one in the United States, or all of an area there."""


@dataclass(frozen=True)
class Caller:
    """Describes a caller. *entry* is an E.164 or internal number, a prefix ("+49170*"), or "anonymous"."""

    entry: str
    note: str = ""


@dataclass(frozen=True)
class Fault:
    """Describes an error in a line."""

    line: int
    text: str
    sentence: str


@dataclass
class Read:
    """Describes what was understood of a table: *new* callers, the number already listed, and errors."""

    new: list[Caller] = field(default_factory=list)
    known: int = 0
    faults: list[Fault] = field(default_factory=list)


def read_entry(text: str, plan: NumberingPlan | None) -> str:
    """Return the entry in the directory's form. Raise ValueError with a sentence for the user."""
    written = text.strip()
    if written.lower() in ANONYMOUS_WORDS:
        return numbers.ANONYMOUS
    star = "*" if written.endswith("*") else ""
    core = written.removesuffix("*")
    number = numbers.dialled(core)
    full = beginning(plan, core) if star else numbers.read(plan, number)
    if COLLEAGUES.fullmatch(number) and not (star and full and _is_long(core, number)):
        return number + star
    if (BEGINNING if star else numbers.E164).fullmatch(full) and not (star and COLLEAGUES.fullmatch(core)):
        return full + star
    if number.isdecimal():
        raise ValueError(_("“%(text)s” needs its country: +49 170 12345.", text=written[:40]))
    raise ValueError(
        _("“%(text)s” is no number. Write it like +49 170 12345, 0170 12345, +49170* or anonymous.", text=written[:40])
    )


def _is_long(written: str, number: str) -> bool:
    """Return whether *written* is rather the beginning of a number outside than of an extension."""
    return len(number) > MOST_OF_AN_EXTENSION or numbers.BETWEEN_DIGITS.search(written.strip()) is not None


def read_callers(rows: Iterable[Row], plan: NumberingPlan | None, present: Collection[str]) -> Read:
    """Return what can be added from *rows*. *present* are entries that the list already has."""
    read, seen = Read(), set(present)
    own: set[str] = set()
    for row, written, note, has_more in _columns(rows):
        try:
            if has_more:
                raise ValueError(too_many_cells())
            entry = read_entry(written, plan)
            if len(note) > MOST_NOTE_CHARACTERS:
                raise ValueError(_("The note has more than %(most)s characters.", most=MOST_NOTE_CHARACTERS))
            if fault := fault_of(note):
                raise ValueError(fault)
            if entry in own:
                raise ValueError(_("“%(entry)s” is there twice.", entry=entry))
        except ValueError as problem:
            read.faults.append(Fault(row.line, " · ".join(row.cells)[:60], str(problem)))
            continue
        own.add(entry)
        if entry in seen:
            read.known += 1
        else:
            read.new.append(Caller(entry, note))
    return read


def _columns(rows: Iterable[Row]) -> Iterator[tuple[Row, str, str, bool]]:
    """Yield (row, number, note, whether there is more behind the last column): by the names in the first row if there
    are any, else the first two columns."""
    number, note, count = 0, 1, 2
    for index, row in enumerate(rows):
        words = [cell.lower() for cell in row.cells]
        if index == 0 and NUMBER_WORDS.intersection(words):
            number = _place(words, NUMBER_WORDS)
            note = _place(words, NOTE_WORDS)
            count = max(place for place, word in enumerate(words, start=1) if word)
            continue
        yield row, _cell(row, number), _cell(row, note), any(row.cells[count:])


def _place(words: list[str], wanted: set[str]) -> int:
    return next((place for place, word in enumerate(words) if word in wanted), -1)


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if 0 <= place < len(row.cells) else ""
