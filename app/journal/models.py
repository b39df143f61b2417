"""The journal as the database has it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, now


class JournalLine(Base):
    """One line. *call* and *seq* are None for what is no step of a call."""

    __tablename__ = "journal_lines"
    __table_args__ = (UniqueConstraint("call", "seq"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    call: Mapped[str | None] = mapped_column(String(80))
    seq: Mapped[int | None] = mapped_column(Integer)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class JournalPosition(Base):
    """How far a file has been read: *offset* in bytes behind its last read line. A file without a row is new.
    *begins* is ``follow.beginning`` of the file."""

    __tablename__ = "journal_positions"

    folder: Mapped[str] = mapped_column(String(300), primary_key=True)
    file: Mapped[str] = mapped_column(String(80), primary_key=True)
    offset: Mapped[int] = mapped_column(BigInteger, default=0)
    begins: Mapped[str | None] = mapped_column(String(64))


class JournalGap(Base):
    """What of a file could not be read, or was never written: as ``follow.Gap`` has it."""

    __tablename__ = "journal_gaps"

    folder: Mapped[str] = mapped_column(String(300), primary_key=True)
    file: Mapped[str] = mapped_column(String(80), primary_key=True)
    offset: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    reason: Mapped[str] = mapped_column(String(16), primary_key=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    count: Mapped[int]
    found_at: Mapped[datetime] = mapped_column(default=now)
