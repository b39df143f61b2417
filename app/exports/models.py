"""Stores the files that people ordered, and the reports that are mailed to them."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.audited import Audited
from app.db import Base, OfCompany, now
from app.exports.schedule import Schedule

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
    def days(self) -> str:
        """Return the days that it covers, as its name has them: "2026-11-01 to 2026-11-30"."""
        return self.file_name.removesuffix(f".{self.format}").removeprefix(self.title).strip()

    @property
    def key(self) -> str:
        """Return where the file is in the storage of exports."""
        return f"{self.company_id}/{self.id}.{self.format}"


class ReportReader(OfCompany, Base):
    """Stores that a user gets a report, with what they may see."""

    __tablename__ = "report_readers"

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)


class Report(Audited, OfCompany, Base):
    """Stores a table that is mailed regularly. *args* are as those of ``Export``; the period in them means nothing.

    *rhythm*, *day* and *minute* are as ``app.exports.schedule.Schedule`` has them. *next_on* is the local day on which
    it comes next; each day before is done.
    """

    __tablename__ = "reports"
    AUDIT_KIND = _("Report by mail")
    AUDIT_LEFT_OUT = frozenset({"user_id", "next_on", "language"})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    """Whose report it is."""
    title: Mapped[str] = mapped_column(String(120))
    args: Mapped[list[list[str]]] = mapped_column(JSON)
    format: Mapped[str] = mapped_column(String(4))
    rhythm: Mapped[str] = mapped_column(String(8))
    day: Mapped[int]
    minute: Mapped[int]
    is_paused: Mapped[bool] = mapped_column(default=False)
    next_on: Mapped[date] = mapped_column(index=True)
    made_at: Mapped[datetime] = mapped_column(default=now)

    readers: Mapped[list[ReportReader]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by=lambda: ReportReader.user_id
    )

    @property
    def audit_name(self) -> str:
        """Return what people call the report."""
        return self.title

    @property
    def schedule(self) -> Schedule:
        """Return when it comes."""
        return Schedule(self.rhythm, self.day, self.minute)  # type: ignore[arg-type]  # a form checks the rhythm


class ReportIssue(OfCompany, Base):
    """Stores that the report of the day *on* was ordered for a reader, who gets it once *export* is made.

    *mailed_at* is when its mail went into the outbox.
    """

    __tablename__ = "report_issues"
    __table_args__ = (UniqueConstraint("report_id", "user_id", "on_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    on: Mapped[date] = mapped_column("on_day")
    export: Mapped[str] = mapped_column(String(32), index=True)
    mailed_at: Mapped[datetime | None]
