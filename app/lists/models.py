"""Defines lists of callers. Names that flows refer to never change."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.audited import Audited
from app.company.stale import InDirectory
from app.db import Base, now


class CallerList(Audited, InDirectory, Base):
    """Callers who are treated alike."""

    __tablename__ = "caller_lists"
    __table_args__ = (UniqueConstraint("company_id", "name"),)
    AUDIT_KIND = _("List of callers")
    AUDIT_LEFT_OUT = frozenset({"revision"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(80))
    revision: Mapped[int] = mapped_column(Integer, default=1)
    """Counts how often it was renamed."""


class CallerEntry(InDirectory, Base):
    """Stores a caller on a list; *entry* is that of ``app.lists.callers.Caller``.

    Entries are added and removed in bulk, so the service writes the audit log.
    """

    __tablename__ = "caller_entries"
    __table_args__ = (UniqueConstraint("list_id", "entry"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("caller_lists.id", ondelete="CASCADE"), index=True)
    entry: Mapped[str] = mapped_column(String(24))
    note: Mapped[str] = mapped_column(String(120), default="")
    added_at: Mapped[datetime] = mapped_column(default=now)
