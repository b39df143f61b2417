"""Takes the person who called, or was called, out of calls that are over; the calls still count."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, update

from app.calls import store
from app.calls.models import Call, CallLeg
from app.calls.packed import pack
from app.calls.remark_models import CallNote
from app.db import db, now
from app.db.upserts import Row, connection, put, table_of
from app.ports.calls import CallSpan
from designer.runtime.masked_line import masked

CALLS, LEGS, STEPS, NOTES = store.CALLS, store.LEGS, store.STEPS, table_of(CallNote)
AT_LEAST = timedelta(minutes=10)
"""A call that ended only now may still get lines."""


def erase(company_id: int, calls: Sequence[str], at: datetime) -> None:
    """Take the person out of those of *calls* of the company that are over, in the current transaction."""
    for place in range(0, len(calls), store.MOST_AT_ONCE):
        some = list(calls[place : place + store.MOST_AT_ONCE])
        theirs = CALLS.c.company_id == company_id, CALLS.c.id.in_(some), CALLS.c.ended_at.is_not(None)
        found = list(connection().scalars(select(CALLS.c.id).where(*theirs)))
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
        connection().execute(delete(NOTES).where(NOTES.c.call.in_(found)))
        _mask_steps(found)


def _mask_steps(calls: Sequence[str]) -> None:
    rows: list[Row] = [
        {"call": call, "plain": "", "packed": pack("".join(_masked_text(text)))}
        for call, text in store.text_of(calls).items()
    ]
    put(STEPS, rows)


def _masked_text(text: str) -> list[str]:
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return [f"{dump(masked(json.loads(line)))}\n" for line in text.splitlines() if line]


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
    """Return from when to when each of *calls* went on, of any company."""
    found: list[CallSpan] = []
    names = sorted(calls)
    for place in range(0, len(names), store.MOST_AT_ONCE):
        some = names[place : place + store.MOST_AT_ONCE]
        columns = CALLS.c.id, CALLS.c.started_at, func.coalesce(CALLS.c.ended_at, CALLS.c.started_at)
        found += [CallSpan(*row) for row in connection().execute(select(*columns).where(CALLS.c.id.in_(some)))]
    return found
