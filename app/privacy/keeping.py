"""Forgets what is older than the company wants to keep."""

from datetime import timedelta

from sqlalchemy import or_, select

from app.company.models import Company
from app.db import company_scope, db, every_company, forget_traces, now
from app.ports.calls import calls
from app.ports.recordings import recordings
from app.privacy.service import erase

MOST = 5_000
"""Calls, and recordings, of a company in one transaction. The rest follows at once."""


def forget_old() -> int:
    """Forget the old calls and recordings of each company, and return how many."""
    limits = Company.keeps_calls_days, Company.keeps_recordings_days
    with every_company():
        query = select(Company.id, *limits).where(or_(*(limit.is_not(None) for limit in limits)))
        companies = db.session.execute(query).all()
        db.session.rollback()
    return sum(_forget(*company) for company in companies)


def forget_traces_of_them() -> None:
    """Let nothing of what was deleted since stay in the database's own log."""
    db.session.rollback()
    forget_traces()


def _forget(company_id: int, calls_days: int | None, recordings_days: int | None) -> int:
    count = 0
    with company_scope(company_id):
        if recordings_days is not None:
            while found := recordings().delete_before(now() - timedelta(days=recordings_days), MOST):
                db.session.commit()
                count += found
        if calls_days is not None:
            old = calls().calls_before(now() - timedelta(days=calls_days), MOST)
            erase(old)
            db.session.commit()
            count += len(old)
    return count
