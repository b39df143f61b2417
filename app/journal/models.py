"""The journal as the database has it."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class JournalLine(Base):
    """One line. *call* and *seq* are None for what is no step of a call."""

    __tablename__ = "journal_lines"
    __table_args__ = (UniqueConstraint("call", "seq"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    call: Mapped[str | None] = mapped_column(String(80))
    seq: Mapped[int | None] = mapped_column(Integer)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class JournalPosition(Base):
    """How far a folder of journals has been read: *file* is a day's, *offset* in bytes behind its last read line."""

    __tablename__ = "journal_positions"

    folder: Mapped[str] = mapped_column(String(300), primary_key=True)
    file: Mapped[str] = mapped_column(String(80), default="")
    offset: Mapped[int] = mapped_column(BigInteger, default=0)
