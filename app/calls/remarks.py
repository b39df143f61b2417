"""Takes in what is known of a call beside its steps: its quality, and the notes, tags and rating that people add.

The latest line counts, in whatever order they come, so that reading a journal again changes nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import singledispatch
from typing import Any

from sqlalchemy import Table, select

from app.calls.models import ID_LENGTH
from app.calls.remark_models import AUTHOR_LENGTH, NOTE_LENGTH, TAG_LENGTH, CallNote, CallQuality, CallRating, CallTag
from app.db.upserts import Row, connection, insert, table_of
from app.moments import moment
from app.ports.calls import CallsChanged, Happened, Mentioned
from designer.runtime.journal_entries import CallRated, NoteWritten, QualityReported, Remark, TagPut

FIRST = frozenset({"written_at"})
"""Columns that keep their first value."""


def take(company_id: int, entry: QualityReported | Remark) -> list[Happened]:
    """Write what *entry* says, in the current transaction, and return what is to be announced: nothing if as much or
    more is known already. A tag that was taken out of the journal with a person is none."""
    if isinstance(entry, TagPut) and not entry.tag:
        return []
    return _announced(company_id, entry) if _write(company_id, entry) else []


def after_the_last(entry: Remark) -> Remark:
    """Return *entry* at a moment at which it counts, whatever clock wrote the last one."""
    table, values = _row(entry)
    row = {"call": entry.call, **values}
    last = connection().scalar(select(table.c.changed_at).where(*(key == row[key.name] for key in table.primary_key)))
    return replace(entry, at=max(entry.at, round(last.timestamp() * 1000) + 1)) if last else entry


def merged(of_flow: Collection[str], put: Mapping[str, bool]) -> list[str]:
    """Return the tags of the flow and those that people *put* on, without those that they took off."""
    both = [*of_flow, *(tag for tag, is_on in put.items() if is_on and tag not in of_flow)]
    return [tag for tag in both if put.get(tag, True)]


def _announced(company_id: int, entry: QualityReported | Remark) -> list[Happened]:
    found: list[Happened] = [CallsChanged(company_id, (entry.call,))]
    if isinstance(entry, NoteWritten) and entry.text:
        about = company_id, entry.call, moment(entry.at), entry.note
        found += [Mentioned(*about, extension[:16], entry.author, entry.text) for extension in entry.told]
    return found


def _write(company_id: int, entry: QualityReported | Remark) -> bool:
    table, values = _row(entry)
    row = {"company_id": company_id, "call": entry.call[:ID_LENGTH], "changed_at": moment(entry.at), **values}
    keys = [column.name for column in table.primary_key]
    new = insert(table).values({table.c[name]: value for name, value in row.items()})
    changed = {table.c[name]: new.excluded[name] for name in row if name not in FIRST and name not in keys}
    is_later = (table.c.changed_at < new.excluded.changed_at) & (table.c.company_id == company_id)
    written = connection().execute(new.on_conflict_do_update(index_elements=keys, set_=changed, where=is_later))
    return bool(written.rowcount)


@singledispatch
def _row(entry: Any) -> tuple[Table, Row]:
    """Return the table that *entry* belongs to, and the values that are its own."""
    raise TypeError(f"no place for {entry!r}")


@_row.register
def _quality(entry: QualityReported) -> tuple[Table, Row]:
    return table_of(CallQuality), {
        "leg": entry.leg[:32],
        "mos": entry.mos,
        "lost": entry.lost,
        "jitter_ms": entry.jitter_ms,
        "round_trip_ms": entry.round_trip_ms,
    }


@_row.register
def _note(entry: NoteWritten) -> tuple[Table, Row]:
    return table_of(CallNote), {
        "note": entry.note[:NOTE_LENGTH],
        "written_at": moment(entry.at),
        "user_id": entry.user,
        "author": entry.author[:AUTHOR_LENGTH],
        "text": entry.text,
        "at_s": entry.at_s,
    }


@_row.register
def _tag(entry: TagPut) -> tuple[Table, Row]:
    return table_of(CallTag), {
        "tag": entry.tag[:TAG_LENGTH],
        "author": entry.author[:AUTHOR_LENGTH],
        "is_on": entry.is_on,
    }


@_row.register
def _rating(entry: CallRated) -> tuple[Table, Row]:
    return table_of(CallRating), {"author": entry.author[:AUTHOR_LENGTH], "rating": entry.rating}
