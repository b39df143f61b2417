"""Takes people out of old files of the journal whose data was deleted: the database forgets them at once.

Files of the last days are left alone, because a switch may still write to them (``packing``).
"""

import json
import logging
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, date, timedelta
from pathlib import Path

from sqlalchemy import delete, select

from app.config import config
from app.db import db, every_company, now
from app.db.upserts import connection, put, table_of
from app.journal.follow import tail_of
from app.journal.models import CallToMask
from app.journal.positions import offsets, set_position
from app.journal.turns import one_at_a_time
from app.ports.calls import OF_CALL, PersonalDataDeleted, calls
from designer.runtime.masked_line import masked
from switch.journal_files import ENDING, open_file, rewrite, size_of
from switch.unpacking import PACKED

TO_MASK = table_of(CallToMask)
DAY = timedelta(days=1)
BATCH = 5_000
log = logging.getLogger(__name__)


def remember(happened: Sequence[PersonalDataDeleted]) -> None:
    """Note the calls whose lines must be masked, in the current transaction."""
    names = {call for deleted in happened if deleted.kind == OF_CALL for call in deleted.names}
    rows = [
        {
            "call": span.call,
            "first_day": span.begins.astimezone(UTC).date(),
            "last_day": span.ends.astimezone(UTC).date() + DAY,
        }
        for span in (calls().spans(names) if names else ())
    ]
    put(TO_MASK, rows)


def mask_files() -> int:
    """Mask the lines of calls whose files are all packed, and return how many calls those were."""
    before = (now() - timedelta(days=config().journal_plain_days)).date()
    with every_company():
        query = select(CallToMask.call, CallToMask.first_day, CallToMask.last_day)
        found = db.session.execute(query.where(CallToMask.last_day < before).limit(BATCH)).all()
        days: dict[date, set[str]] = defaultdict(set)
        for call, first, last in found:
            for count in range((last - first).days + 1):
                days[first + count * DAY].add(call)
        done = {call for call, _first, _last in found}
        for day, names in sorted(days.items()):
            if not _mask_day(day, names):
                done -= names
        _forget(sorted(done))
    return len(done)


def _mask_day(day: date, names: Collection[str]) -> bool:
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
            rewrite(packed, lambda line: _line(line, names))
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


def _line(raw: bytes, names: Collection[str]) -> bytes:
    try:
        line = json.loads(raw)
        is_meant = _call_of(line) in names
    except (ValueError, AttributeError):  # what is no line of a journal stays what it is
        return raw
    if not is_meant:
        return raw
    return json.dumps(masked(line), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _call_of(line: dict[str, object]) -> str:
    """Return the call of a line: of a step, of a note about a call, or of an event of a queue."""
    event = line.get("event")
    inner = event.get("event") if isinstance(event, dict) else None
    for part in (line, event, inner):
        if isinstance(part, dict) and isinstance(found := part.get("call"), str):
            return found
    return ""


def _forget(names: Sequence[str]) -> None:
    for place in range(0, len(names), 500):
        connection().execute(delete(TO_MASK).where(TO_MASK.c.call.in_(names[place : place + 500])))
    db.session.commit()
