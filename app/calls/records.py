"""Implements ``app.ports.call_records``: reads whole calls in Core statements, a batch at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table, func, or_, select

from app.calls.presence_found import TABLE as PRESENCE
from app.calls.presence_found import going_on_or_later, is_ours
from app.calls.remark_models import CallQuality, CallRating, CallTag
from app.calls.remarks import merged
from app.calls.store import CALLS, LEGS, MOST_AT_ONCE, VISITS, WAITS
from app.db import company_in_force
from app.db.upserts import connection, table_of
from app.ports.call_records import CallRecord, LegRecord, PresenceRecord, VisitRecord, WaitRecord
from app.ports.flows import drawing_of
from app.ports.recordings import RecordedCall, recordings

__all__ = ["began_in", "in_progress_in", "next_began", "open_calls", "presence_begins", "presence_in", "records"]

TAGS, RATINGS, QUALITY = table_of(CallTag), table_of(CallRating), table_of(CallQuality)
LISTED = "yes"
"""The outcome by which callers on a list leave the block that looks them up."""

BLOCKED = "blocked"
"""The list that each company has."""

NOT_RECORDED = RecordedCall(False, ())
Part = TypeVar("Part")


def records(calls: Collection[str]) -> list[CallRecord]:
    """Return those of *calls* that there are, in any order."""
    names = sorted(calls)
    found: list[CallRecord] = []
    for at in range(0, len(names), MOST_AT_ONCE):
        found += _read(_of_company().where(CALLS.c.id.in_(names[at : at + MOST_AT_ONCE])))
    return found


def open_calls() -> list[CallRecord]:
    """Return the calls in progress, oldest first."""
    names = connection().scalars(_ids().where(CALLS.c.ended_at.is_(None))).all()
    return sorted(records(names), key=lambda call: (call.started_at, call.id))


def began_in(begins: datetime, ends: datetime) -> Iterator[CallRecord]:
    """Yield the calls that began in [begins, ends), oldest first."""
    yield from _in_order(CALLS.c.started_at >= begins, CALLS.c.started_at < ends)


def in_progress_in(since: datetime, begins: datetime, ends: datetime) -> Iterator[CallRecord]:
    """Yield the calls that began after *since* and were in progress at any moment from *begins* to *ends*, oldest
    first."""
    lasts = or_(CALLS.c.ended_at.is_(None), CALLS.c.ended_at > begins)
    yield from _in_order(CALLS.c.started_at > since, CALLS.c.started_at <= ends, lasts)


def _in_order(*which: ColumnElement[bool]) -> Iterator[CallRecord]:
    names = list(connection().scalars(_ids().where(*which).order_by(CALLS.c.started_at, CALLS.c.id)))
    for at in range(0, len(names), MOST_AT_ONCE):
        some = names[at : at + MOST_AT_ONCE]
        found = {call.id: call for call in _read(_of_company().where(CALLS.c.id.in_(some)))}
        yield from (found[name] for name in some if name in found)


def next_began(at: datetime) -> datetime | None:
    """Return when the first of the calls from this moment on began, None if there are none."""
    which = CALLS.c.company_id == company_in_force(), CALLS.c.started_at >= at
    found: datetime | None = connection().scalar(select(func.min(CALLS.c.started_at)).where(*which))
    return found


def presence_begins() -> datetime | None:
    """Return when the first stretch of presence began, None if there are none."""
    found: datetime | None = connection().scalar(select(func.min(PRESENCE.c.since)).where(is_ours()))
    return found


def presence_in(begins: datetime, ends: datetime) -> list[PresenceRecord]:
    """Return the stretches of presence that touch [begins, ends), oldest first."""
    rows = going_on_or_later(_PRESENCE, begins, PRESENCE.c.since < ends)
    found = [PresenceRecord(*row) for row in rows]
    return sorted(found, key=lambda each: (each.since, each.extension, each.kind))


_PRESENCE = [PRESENCE.c[each.name] for each in fields(PresenceRecord)]
_COLUMNS = [
    CALLS.c[name]
    for name in (
        "id",
        "company_id",
        "number",
        "caller",
        "caller_name",
        "direction",
        "extension",
        "program",
        "started_at",
        "answered_at",
        "bridged_at",
        "ended_at",
        "answered_by",
        "ended",
        "outcome",
        "tags",
        "count",
    )
]
_LEG = [column for column in LEGS.c if column.name not in ("company_id", "place", "group_name")]
_WAIT = [column for column in WAITS.c if column.name not in ("company_id", "place", "group_name")]
_VISIT = [column for column in VISITS.c if column.name not in ("company_id", "place")]


def _ids() -> Select[Any]:
    return select(CALLS.c.id).where(CALLS.c.company_id == company_in_force())


def _of_company() -> Select[Any]:
    return select(*_COLUMNS).where(CALLS.c.company_id == company_in_force())


def _read(query: Select[Any]) -> list[CallRecord]:
    rows = connection().execute(query).all()
    names = [row.id for row in rows]
    if not names:
        return []
    legs = _parts(LEGS, [*_LEG, LEGS.c.group_name.label("group")], names, LegRecord)
    waits = _parts(WAITS, [*_WAIT, WAITS.c.group_name.label("group")], names, WaitRecord)
    visits = _parts(VISITS, _VISIT, names, VisitRecord)
    recorded, remarked = recordings().of_calls(names), _remarked(names)
    found = []
    for row in rows:
        parts = legs[row.id], waits[row.id], visits[row.id], recorded.get(row.id, NOT_RECORDED)
        found.append(_record(row._mapping, *parts, remarked[row.id]))
    return found


@dataclass(slots=True)
class Remarked:
    """Collects what people added to a call, and its quality."""

    tags: dict[str, bool] = field(default_factory=dict)
    rating: int | None = None
    mos: float | None = None


def _remarked(calls: list[str]) -> dict[str, Remarked]:
    found: dict[str, Remarked] = defaultdict(Remarked)
    tags = select(TAGS.c.call, TAGS.c.tag, TAGS.c.is_on).where(TAGS.c.call.in_(calls))
    for call, tag, is_on in connection().execute(tags.order_by(TAGS.c.changed_at, TAGS.c.tag)):
        found[call].tags[tag] = is_on
    ratings = select(RATINGS.c.call, RATINGS.c.rating).where(RATINGS.c.call.in_(calls), RATINGS.c.rating > 0)
    for call, rating in connection().execute(ratings):
        found[call].rating = rating
    scores = select(QUALITY.c.call, func.min(QUALITY.c.mos)).where(QUALITY.c.call.in_(calls))
    for call, mos in connection().execute(scores.group_by(QUALITY.c.call)):
        found[call].mos = mos
    return found


def _record(
    row: Any,
    legs: list[LegRecord],
    waits: list[WaitRecord],
    visits: list[VisitRecord],
    recorded: RecordedCall,
    remarked: Remarked,
) -> CallRecord:
    groups = {leg.group for leg in legs} | {wait.group for wait in waits} | set(recorded.groups)
    values = {**row, "tags": tuple(merged(row["tags"] or (), remarked.tags))}
    return CallRecord(
        **values,
        legs=tuple(legs),
        waits=tuple(waits),
        visits=tuple(visits),
        groups=tuple(sorted(groups - {""})),
        is_recorded=recorded.is_recorded,
        rating=remarked.rating,
        mos=remarked.mos,
        is_blocked=not legs and not waits and _is_blocked(row["program"], row["number"], visits),
    )


def _is_blocked(program: str, number: str, visits: list[VisitRecord]) -> bool:
    """Return whether the caller was on the list of blocked callers, by the drawing that the call went through."""
    if not any(after.outcome == LISTED for after in visits):
        return False
    drawing = drawing_of(program, number)
    nodes = drawing.graph["nodes"] if drawing else []
    asking = {node["id"] for node in nodes if node["type"] == "caller_list" and node["settings"].get("list") == BLOCKED}
    return any(before.block in asking and after.outcome == LISTED for before, after in pairwise(visits))


def _parts(table: Table, columns: Iterable[Any], calls: list[str], make: type[Part]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = defaultdict(list)
    which = table.c.call.in_(calls)
    result = connection().execute(select(*columns).where(which).order_by(table.c.call, table.c.place))
    names = list(result.keys())
    for row in result:
        values = dict(zip(names, row, strict=True))
        found[values.pop("call")].append(make(**values))
    return found
