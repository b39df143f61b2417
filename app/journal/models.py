"""Stores how far the journal has been read into the database, what could not be read, and what is still to be
written."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, now
from app.encrypted import EncryptedText


class JournalPosition(Base):
    """Stores how far a file has been read: *offset* in bytes behind its last read line. A file without a row is new.

    The position is checked before it is used: *begins* is ``follow.beginning`` of the file, and what was read
    last began at *last_at* and has the hash *last_sha*: a line, or what stands before *offset* if that is none. Both
    are None in rows of earlier versions, and at the beginning of a file.
    """

    __tablename__ = "journal_positions"

    folder: Mapped[str] = mapped_column(String(300), primary_key=True)
    file: Mapped[str] = mapped_column(String(80), primary_key=True)
    offset: Mapped[int] = mapped_column(BigInteger, default=0)
    begins: Mapped[str | None] = mapped_column(String(64))
    last_at: Mapped[int | None] = mapped_column(BigInteger)
    last_sha: Mapped[str | None] = mapped_column(String(64))


class JournalGap(Base):
    """Stores something that could not be read from a file, or was never written: as ``follow.Gap`` has it."""

    __tablename__ = "journal_gaps"

    folder: Mapped[str] = mapped_column(String(300), primary_key=True)
    file: Mapped[str] = mapped_column(String(80), primary_key=True)
    offset: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    reason: Mapped[str] = mapped_column(String(16), primary_key=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    count: Mapped[int]
    found_at: Mapped[datetime] = mapped_column(default=now)


class CallToMask(Base):
    """Stores a call from whose lines the person outside must still be taken, in the files of these days (UTC).

    *company* is its customer number, and *about* the person: "number" and "names", as JSON.
    """

    __tablename__ = "calls_to_mask"

    call: Mapped[str] = mapped_column(String(80), primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
    company: Mapped[str] = mapped_column(String(12), default="", server_default="")
    about: Mapped[str | None] = mapped_column(EncryptedText("people to mask"), default="", server_default="")


class OutsiderToMask(Base):
    """Stores somebody who must still be taken out of notes and tags about calls of *company*, a customer number, in the
    file of this *day* (UTC). *about* is as ``CallToMask`` has it."""

    __tablename__ = "outsiders_to_mask"

    id: Mapped[int] = mapped_column(primary_key=True)
    company: Mapped[str] = mapped_column(String(12))
    about: Mapped[str | None] = mapped_column(EncryptedText("people to mask"), nullable=False)
    day: Mapped[date] = mapped_column(index=True)


class JournalNote(Base):
    """Stores what happened in the portal until it is a line of the journal. *at* is in milliseconds since 1970."""

    __tablename__ = "journal_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[int] = mapped_column(BigInteger)
    event: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(default=now)
