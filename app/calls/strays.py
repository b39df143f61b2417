"""Keeps the calls that were refused and belong to no company, for the operator: somebody may have a number wrong."""

from datetime import timedelta

from sqlalchemy import delete, func, or_, select

from app.calls.models import StrayCall
from app.db import db, now
from app.db.upserts import put_if_absent, table_of
from app.moments import moment
from designer.runtime.journal_entries import CallRefused

KEPT = timedelta(days=30)
MOST_KEPT = 10_000
"""Rows: whoever dials numbers at random makes one a second at most."""

SHOWN = 200
TABLE = table_of(StrayCall)


def take(refused: CallRefused) -> None:
    """Keep a line of calls to nobody. Doing it again changes nothing."""
    row = {
        "id": refused.call,
        "at": moment(refused.at),
        "number": refused.number[:64],
        "caller": refused.caller[:120],
        "status": refused.status,
        "why": refused.why[:16],
        "count": refused.count,
    }
    put_if_absent(TABLE, [row])


def latest(text: str = "") -> tuple[list[StrayCall], int]:
    """Return the newest SHOWN whose number or caller contains *text*, and how many there are."""
    by_text = or_(*[column.icontains(text, autoescape=True) for column in (StrayCall.number, StrayCall.caller)])
    query = select(StrayCall).where(by_text).order_by(StrayCall.at.desc(), StrayCall.id)
    count = db.session.scalar(select(func.count(StrayCall.id)).where(by_text)) or 0
    return list(db.session.scalars(query.limit(SHOWN))), count


def forget_old(most: int = MOST_KEPT) -> None:
    """Delete those that are older than KEPT, and the oldest ones if there are more than *most*."""
    newest = select(StrayCall.id).order_by(StrayCall.at.desc(), StrayCall.id).limit(most)
    db.session.execute(delete(StrayCall).where(or_(StrayCall.at < now() - KEPT, StrayCall.id.not_in(newest))))
    db.session.commit()
