"""Defines the entries of the audit log."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany, now


class AuditEntry(OfCompany, Base):
    """Stores something that a person did. It is written once and never changed.

    *action* is "added", "changed", "deleted", or a feature's own word, such as "entered". *kind* is the table of
    what was changed and *name* what people call it. *before* and *after* have the columns that differ.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_company_at", "company_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    who: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))
    address: Mapped[str] = mapped_column(String(45), default="")
    """The person's IP address."""
    action: Mapped[str] = mapped_column(String(24))
    kind: Mapped[str] = mapped_column(String(40))
    thing: Mapped[str] = mapped_column(String(120), default="")
    """Its primary key."""
    name: Mapped[str] = mapped_column(String(200), default="")
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
