"""Takes people out of old files of the journal whose data was deleted: the database forgets them at once.

Files of the last days are left alone, because a switch may still write to them (``packing``).
"""

import json
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select

from app.config import config
from app.db import db, every_company, now
from app.db.upserts import connection
from app.journal.follow import tail_of
from app.journal.hiding import DAY, OUTSIDERS, TO_MASK, from_text
from app.journal.models import CallToMask, OutsiderToMask
from app.journal.positions import offsets, set_position
from app.journal.turns import one_at_a_time
from app.ports.outsiders import Outsider
from designer.runtime.masked_line import masked, without
from switch.journal_files import ENDING, open_file, rewrite, size_of
from switch.unpacking import PACKED

BATCH = 5_000
QUEUE = "queue"
WRITTEN = ("note_written", "tag_put")
JsonObject = dict[str, Any]
log = logging.getLogger(__name__)


@dataclass
class Hidden:
    """Describes whom to take out of one file: everybody outside in *calls*, with who that was as far as it is known;
    the *numbers* of each company out of lines of its queues, and *people* of it out of notes and tags."""

    calls: dict[str, Outsider | None] = field(default_factory=dict)
    numbers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    people: dict[str, list[Outsider]] = field(default_factory=lambda: defaultdict(list))


def mask_files() -> int:
    """Mask the lines of calls whose files are all packed, and return how many calls those were."""
    before = (now() - timedelta(days=config().journal_plain_days)).date()
    with every_company():
        columns = CallToMask.call, CallToMask.first_day, CallToMask.last_day, CallToMask.company, CallToMask.about
        found = db.session.execute(select(*columns).where(CallToMask.last_day < before).limit(BATCH)).all()
        others = select(OutsiderToMask.id, OutsiderToMask.company, OutsiderToMask.about, OutsiderToMask.day)
        people = db.session.execute(others.where(OutsiderToMask.day < before).limit(BATCH)).all()
        days = _days(found, people)
        undone = {day for day, hidden in sorted(days.items()) if not _mask_day(day, hidden)}
        done = [each.call for each in found if undone.isdisjoint(_days_of(each))]
        _forget(sorted(done), [each.id for each in people if each.day not in undone])
    return len(done)


def _days(calls: Sequence[Any], people: Sequence[Any]) -> dict[date, Hidden]:
    """Return whom to take out of the file of each day."""
    days: dict[date, Hidden] = defaultdict(Hidden)
    for each in calls:
        outsider = from_text(each.about)
        for day in _days_of(each):
            days[day].calls[each.call] = outsider
            if outsider and outsider.number:
                days[day].numbers[each.company].add(outsider.number)
    for each in people:
        if outsider := from_text(each.about):
            days[each.day].people[each.company].append(outsider)
    return days


def _days_of(call: Any) -> list[date]:
    return [call.first_day + count * DAY for count in range((call.last_day - call.first_day).days + 1)]


def _mask_day(day: date, hidden: Hidden) -> bool:
    """Mask the lines of a day, and return whether that is done; not if its file is still to be packed."""
    folder = config().journal_dir
    plain = folder / f"{day.isoformat()}{ENDING}"
    packed = plain.with_name(plain.name + PACKED)
    if plain.exists():
        return False
    if not packed.exists():
        return True
    with one_at_a_time():
        if offsets(folder).get(plain.name) != size_of(packed):
            return False  # not all of it is in the record yet
        try:
            rewrite(packed, lambda line: _line(line, hidden))
        except (OSError, ValueError) as problem:
            log.error("people can't be taken out of %s: %s", packed, problem)
            return False
        _note_position(folder, plain.name)
    return True


def _note_position(folder: Path, name: str) -> None:
    size = size_of(folder / name)
    with open_file(folder / name) as file:
        tail = tail_of(file, size)
    set_position(folder, name, 0, None)
    set_position(folder, name, size, tail)
    db.session.commit()


def _line(raw: bytes, hidden: Hidden) -> bytes:
    try:
        line = json.loads(raw)
        kept = _without_people(line, hidden)
    except (ValueError, AttributeError):  # what is no line of a journal stays what it is
        return raw
    if kept is line:
        return raw
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _without_people(line: JsonObject, hidden: Hidden) -> JsonObject:
    call, event = _call_of(line), line.get("event")
    event = event if isinstance(event, dict) else {}
    company, kind = str(event.get("company")), event.get("type")
    if call in hidden.calls:
        outsider = hidden.calls[call]
        line = masked(line, outsider.is_in if outsider else _nothing)
    if kind == QUEUE and (numbers := hidden.numbers.get(company)):
        line = without(line, numbers.__contains__)
    if kind in WRITTEN:
        for outsider in hidden.people.get(company, ()):
            line = without(line, outsider.is_in if call in hidden.calls else outsider.has_number_in)
    return line


def _nothing(_text: str) -> bool:
    return False


def _call_of(line: JsonObject) -> str:
    """Return the call of a line: of a step, of a note about a call, or of an event of a queue."""
    event = line.get("event")
    inner = event.get("event") if isinstance(event, dict) else None
    for part in (line, event, inner):
        if isinstance(part, dict) and isinstance(found := part.get("call"), str):
            return found
    return ""


def _forget(calls: Sequence[str], people: Sequence[int]) -> None:
    for table, column, done in ((TO_MASK, TO_MASK.c.call, calls), (OUTSIDERS, OUTSIDERS.c.id, people)):
        for place in range(0, len(done), 500):
            connection().execute(delete(table).where(column.in_(done[place : place + 500])))
    db.session.commit()
