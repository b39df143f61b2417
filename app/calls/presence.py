"""Keeps the history of each employee's presence, from the journal: who was reachable when."""

from sqlalchemy import update

from app.calls.models import Presence
from app.db.upserts import connection, put, table_of
from app.moments import moment
from designer.runtime.journal_entries import PHONE_STATES, PresenceChanged

TABLE = table_of(Presence)


def take(company_id: int, changed: PresenceChanged) -> None:
    """Begin a stretch of presence, and end the one before of its kind. Doing it again changes nothing."""
    at, extension = moment(changed.at), changed.extension[:16]
    kind = "phone" if changed.state in PHONE_STATES else "chosen"
    theirs = TABLE.c.company_id == company_id, TABLE.c.extension == extension, TABLE.c.kind == kind
    later = connection().scalar(
        TABLE.select()
        .with_only_columns(TABLE.c.since)
        .where(*theirs, TABLE.c.since > at)
        .order_by(TABLE.c.since)
        .limit(1)
    )
    before = (*theirs, TABLE.c.since < at, TABLE.c.until.is_(None) | (TABLE.c.until > at))
    connection().execute(update(TABLE).where(*before).values(until=at))
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
                "planned_until": moment(changed.until) if changed.until else None,
                "until": later,
            }
        ],
    )
