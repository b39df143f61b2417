"""Reads the audit log."""

from collections.abc import Collection

from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import count_rows, db

PAGE = 50


def find_entries(page: int, kind: str = "", who: str = "") -> tuple[list[AuditEntry], int]:
    """Return one page of the company's entries, the newest first, and their total."""
    wanted = select(AuditEntry)
    if kind:
        wanted = wanted.where(AuditEntry.kind == kind)
    if who:
        wanted = wanted.where(AuditEntry.who == who)
    rows = wanted.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return list(db.session.scalars(rows)), count_rows(wanted)


def people() -> list[str]:
    """Return the names of everybody who ever changed something."""
    named = select(AuditEntry.who).where(AuditEntry.who != "").distinct()
    return list(db.session.scalars(named.order_by(AuditEntry.who)))


def entries_of(kinds: Collection[str]) -> list[AuditEntry]:
    """Return all entries about rows of these tables, the oldest first."""
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.kind.in_(kinds)).order_by(AuditEntry.id)))


def last_change(kind: str, thing: object) -> AuditEntry | None:
    """Return the newest entry about the row of table *kind* with the primary key *thing*."""
    wanted = select(AuditEntry).where(AuditEntry.kind == kind, AuditEntry.thing == str(thing))
    return db.session.scalar(wanted.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(1))
