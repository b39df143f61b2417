"""Keeps the history of each employee's presence, from the journal: who was reachable when, and who wrapped up.

Each kind has stretches of its own, which don't overlap.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from app.calls.models import Presence
from app.db.upserts import connection, put, put_if_absent, table_of
from app.moments import moment
from designer.runtime.journal_entries import PHONE_STATES, PresenceChanged

TABLE = table_of(Presence)


WRAP_UP = "wrap_up"
KINDS = ("phone", "chosen", WRAP_UP)


def take(company_id: int, changed: PresenceChanged) -> None:
    """Begin a stretch of presence, and end the one before of its kind. Doing it again changes nothing."""
    at, extension = moment(changed.at), changed.extension[:16]
    kind = "phone" if changed.state in PHONE_STATES else "chosen"
    end(company_id, extension, kind, at)
    later = connection().scalar(
        TABLE.select()
        .with_only_columns(TABLE.c.since)
        .where(*_theirs(company_id, extension, kind), TABLE.c.since > at)
        .order_by(TABLE.c.since)
        .limit(1)
    )
    planned = moment(changed.until) if changed.until else None
    put(
        TABLE,
        [
            {
                "company_id": company_id,
                "extension": extension,
                "kind": kind,
                "since": at,
                "state": changed.state,
                "reason": changed.reason[:120],
                "planned_until": planned,
                "until": min((each for each in (later, planned) if each), default=None),
            }
        ],
    )


def begin_wrap_up(company_id: int, extension: str, at: datetime, until: datetime) -> None:
    """Begin a wrap-up. One that is known keeps its end, which may have come sooner."""
    end(company_id, extension, WRAP_UP, at)
    row = {"company_id": company_id, "extension": extension, "kind": WRAP_UP, "since": at, "state": WRAP_UP}
    put_if_absent(TABLE, [{**row, "reason": "", "planned_until": until, "until": until}])


def end(company_id: int, extension: str, kind: str, at: datetime) -> None:
    """End the stretch of this kind that goes on."""
    theirs = _theirs(company_id, extension, kind)
    connection().execute(update(TABLE).where(*theirs, *_goes_on(at)).values(until=at))


def with_wrap_ups(at: datetime) -> list[int]:
    """Return the companies in which a wrap-up goes on."""
    going_on = TABLE.c.kind == WRAP_UP, *_goes_on(at)
    return list(connection().scalars(select(TABLE.c.company_id).where(*going_on).distinct()))


def end_wrap_ups(at: datetime) -> None:
    """End all wrap-ups: a switch has started."""
    connection().execute(update(TABLE).where(TABLE.c.kind == WRAP_UP, *_goes_on(at)).values(until=at))


def _theirs(company_id: int, extension: str, kind: str) -> tuple[ColumnElement[bool], ...]:
    return TABLE.c.company_id == company_id, TABLE.c.extension == extension, TABLE.c.kind == kind


def _goes_on(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return TABLE.c.since < at, TABLE.c.until.is_(None) | (TABLE.c.until > at)
