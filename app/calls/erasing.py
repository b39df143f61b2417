"""Takes the person who called, or was called, out of calls that are over; the calls still count."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, update

from app.calls import store
from app.calls.models import Call, CallLeg
from app.calls.packed import pack
from app.calls.remark_models import CallNote, CallTag
from app.db import db, now
from app.db.upserts import Row, connection, put, table_of
from app.ports.calls import CallSpan
from app.ports.outsiders import Outsider
from designer.runtime.masked_line import masked

CALLS, LEGS, STEPS = store.CALLS, store.LEGS, store.STEPS
NOTES, TAGS = table_of(CallNote), table_of(CallTag)
AT_LEAST = timedelta(minutes=10)
"""A call that ended only now may still get lines."""


def erase(company_id: int, calls: Sequence[str], at: datetime) -> dict[str, Outsider]:
    """Take the person out of those of *calls* of the company that are over, in the current transaction. Return who they
    were, by call, as far as the calls had named them."""
    named: dict[str, Outsider] = {}
    for place in range(0, len(calls), store.MOST_AT_ONCE):
        some = list(calls[place : place + store.MOST_AT_ONCE])
        theirs = CALLS.c.company_id == company_id, CALLS.c.id.in_(some), CALLS.c.ended_at.is_not(None)
        found = list(connection().scalars(select(CALLS.c.id).where(*theirs)))
        named |= _outsiders(found)
        is_outside = CALLS.c.direction == "callback"
        gone = {
            "caller": case((CALLS.c.direction == "internal", CALLS.c.caller), else_=""),
            "number": case((is_outside, ""), else_=CALLS.c.number),
            "caller_name": "",
            "warnings": [],
            "erased_at": at,
        }
        connection().execute(update(CALLS).where(CALLS.c.id.in_(found)).values(**gone))
        connection().execute(update(LEGS).where(LEGS.c.call.in_(found)).values(number=""))
        connection().execute(update(NOTES).where(NOTES.c.call.in_(found)).values(text=""))
        _forget_tags(found, named)
        _mask_steps(found, named)
    return named


def _outsiders(calls: Sequence[str]) -> dict[str, Outsider]:
    of_callers = CALLS.c.id.in_(calls), CALLS.c.direction != "internal"
    rows = connection().execute(select(CALLS.c.id, CALLS.c.caller, CALLS.c.caller_name).where(*of_callers))
    return {call: Outsider(number, frozenset({name} - {""})) for call, number, name in rows if number or name}


def _forget_tags(calls: Sequence[str], named: Mapping[str, Outsider]) -> None:
    """Remove tags with the caller's number or name, which a drawing may have put on, or people."""
    put = connection().execute(select(TAGS.c.call, TAGS.c.tag).where(TAGS.c.call.in_(calls)))
    for call, tag in put.all():
        if call in named and named[call].is_in(tag):
            connection().execute(delete(TAGS).where(TAGS.c.call == call, TAGS.c.tag == tag))
    rows = connection().execute(select(CALLS.c.id, CALLS.c.tags).where(CALLS.c.id.in_(calls)))
    for call, tags in rows.all():
        kept = [tag for tag in tags or () if call not in named or not named[call].is_in(tag)]
        if len(kept) < len(tags or ()):
            values = {"tags": kept, "tag_text": "\n".join(kept)}
            connection().execute(update(CALLS).where(CALLS.c.id == call).values(**values))


def _mask_steps(calls: Sequence[str], named: Mapping[str, Outsider]) -> None:
    rows: list[Row] = [
        {"call": call, "plain": "", "packed": pack("".join(_masked_text(text, named.get(call))))}
        for call, text in store.text_of(calls).items()
    ]
    put(STEPS, rows)


def _masked_text(text: str, outsider: Outsider | None) -> list[str]:
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    hides = outsider.is_in if outsider else lambda _text: False
    return [f"{dump(masked(json.loads(line), hides))}\n" for line in text.splitlines() if line]


def calls_of_person(number: str) -> list[str]:
    """Return the company's calls that are over and not erased, from or to this number outside, oldest first."""
    query = select(Call.id).where(*_to_erase(), _is_of(number))
    return list(db.session.scalars(query.order_by(Call.started_at, Call.id)))


def calls_before(moment: datetime, most: int) -> list[str]:
    """Return at most *most* of the company's calls that ended before *moment* and are not erased, oldest first."""
    query = select(Call.id).where(*_to_erase(), Call.started_at < moment, Call.ended_at < moment)
    return list(db.session.scalars(query.order_by(Call.started_at).limit(most)))


def _to_erase() -> tuple[ColumnElement[bool], ...]:
    return Call.erased_at.is_(None), Call.ended_at < now() - AT_LEAST


def _is_of(number: str) -> ColumnElement[bool]:
    of_leg = select(CallLeg.call).where(CallLeg.call == Call.id, CallLeg.number == number[:32]).exists()
    return or_(
        and_(Call.caller == number, Call.direction != "internal"),
        and_(Call.number == number, Call.direction == "callback"),
        of_leg,
    )


def spans(calls: Collection[str]) -> list[CallSpan]:
    """Return from when each of *calls*, of any company, went on, and until when lines of the journal tell of it: people
    may have written about it later."""
    found: list[CallSpan] = []
    names = sorted(calls)
    for place in range(0, len(names), store.MOST_AT_ONCE):
        some = names[place : place + store.MOST_AT_ONCE]
        columns = CALLS.c.id, CALLS.c.started_at, func.coalesce(CALLS.c.ended_at, CALLS.c.started_at)
        written = _last_written(some)
        for call, begins, ends in connection().execute(select(*columns).where(CALLS.c.id.in_(some))):
            found.append(CallSpan(call, begins, max(ends, written.get(call, ends))))
    return found


def _last_written(calls: Sequence[str]) -> dict[str, datetime]:
    """Return when somebody last wrote a note or put a tag, by call."""
    found: dict[str, datetime] = {}
    for table in (NOTES, TAGS):
        query = select(table.c.call, func.max(table.c.changed_at)).where(table.c.call.in_(calls))
        for call, at in connection().execute(query.group_by(table.c.call)):
            found[call] = max(at, found.get(call, at))
    return found
