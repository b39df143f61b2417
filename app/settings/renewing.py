"""Renews directories as the years pass, because they have yearly days for some years only."""

import logging
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import select

from app.company.models import Company
from app.company.service import own_company
from app.company.stale import mark_stale
from app.db import company_scope, db, now
from app.exchange import service as exchange
from app.per_company import one_by_one
from app.port import Memory
from app.settings.directory import compile_directory
from designer.runtime.program import canonical, sha256


@dataclass
class Renewed:
    """Remembers the *year* for which this process has renewed all directories last."""

    year: int = 0


renewed = Memory(Renewed)
MOST_ROUNDS = 3
"""How often to try: a company's settings may change just when its directory is compiled."""

log = logging.getLogger(__name__)


def renew_directories() -> None:
    """Publish each directory that would differ by now, once after a start and once a year. Commits."""
    year = now().astimezone(UTC).year
    if renewed().year == year:
        return
    one_by_one(list(db.session.scalars(select(Company.id))), _renew_of)
    renewed().year = year


def _renew_of(company_id: int) -> None:
    with company_scope(company_id):
        renew()


def renew() -> None:
    """Publish the company's directory if it would differ by now. Commits."""
    for _round in range(MOST_ROUNDS):
        db.session.rollback()  # to see what is committed by now
        if not _is_old():
            return
        mark_stale(own_company().id)
        db.session.commit()
        log.info("compiled the directory of company %s anew", own_company().customer_number)


def _is_old() -> bool:
    """Return whether the directory would differ by now. A company without one has not been set up yet."""
    company = own_company()
    published = exchange.entry(f"c:{company.customer_number}")
    return published is not None and published["directory"] != sha256(canonical(compile_directory(company)))
