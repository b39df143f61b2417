"""Stores the files that people ordered."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.audited import Audited
from app.db import Base, OfCompany, now

QUEUED, MAKING, READY, FAILED, EXPIRED = "queued", "making", "ready", "failed", "expired"


class Export(Audited, OfCompany, Base):
    """Stores an ordered file. *args* are the parameters that say which table; the worker reads them again as a URL.

    *state* goes from queued over making to ready or failed; a file that is old is expired. Rows are counted in
    *done_count* of *row_count*, None until that is known.
    """

    __tablename__ = "exports"
    __table_args__ = (Index("ix_exports_state_ordered_at", "state", "ordered_at"),)
    AUDIT_KIND = _("File of calls")
    AUDIT_LEFT_OUT = frozenset(
        {"user_id", "is_told", "state", "done_count", "row_count", "size_bytes", "trouble", "alive_at", "ended_at"}
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    args: Mapped[list[list[str]]] = mapped_column(JSON)
    format: Mapped[str] = mapped_column(String(4))
    title: Mapped[str] = mapped_column(String(160))
    file_name: Mapped[str] = mapped_column(String(160), default="")
    language: Mapped[str] = mapped_column(String(5))
    groups: Mapped[list[str] | None] = mapped_column(JSON)
    """The groups whose calls are in the file, None for all: nobody who may see less gets it."""
    is_told: Mapped[bool] = mapped_column(default=True)
    """Whether a message says that it is ready."""

    state: Mapped[str] = mapped_column(String(8), default=QUEUED)
    done_count: Mapped[int] = mapped_column(default=0)
    row_count: Mapped[int | None]
    size_bytes: Mapped[int | None]
    trouble: Mapped[str] = mapped_column(String(300), default="")
    """Why there is no file, as a sentence in the language of the file."""
    ordered_at: Mapped[datetime] = mapped_column(default=now)
    alive_at: Mapped[datetime] = mapped_column(default=now)
    """When the worker last said that it makes the file."""
    ended_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]

    @property
    def audit_name(self) -> str:
        """Return what people call the file."""
        return self.title

    @property
    def key(self) -> str:
        """Return where the file is in the storage of exports."""
        return f"{self.company_id}/{self.id}.{self.format}"
