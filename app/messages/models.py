"""Letters: those that are derived from the journal, those that are written, and what each person did with them."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany, now

ID_LENGTH = 120
INBOX, ARCHIVE, DELETED = "inbox", "archive", "deleted"
ABOUT_CALLS = ("missed", "callback", "voicemail", "note")
DERIVED = ("missed", "callback", "note")
"""Kinds that are derived anew from the journal; all others are kept."""


class Message(OfCompany, Base):
    """A letter. The *id* of a derived one is "call:seq:n", as "c0ffee:3:00", so that it is the same when it is derived
    again.

    *kind* is a key of ``words.KINDS``. *addressee* is "employee:101", "group:sales", "user:7", or "company" for
    everybody; *sender* is None where no person wrote it.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_company_at", "company_id", "at"),
        Index("ix_messages_company_addressee", "company_id", "addressee"),
        Index("ix_messages_at", "at"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    addressee: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(200), default="")
    """A page of ours that it is about, as "/account"; "" for none."""
    call: Mapped[str] = mapped_column(String(80), default="")
    caller: Mapped[str] = mapped_column(String(120), default="")
    recording: Mapped[str] = mapped_column(String(96), default="")
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    sender: Mapped[str] = mapped_column(String(250), default="")
    answers: Mapped[str] = mapped_column(String(ID_LENGTH), default="")
    """The letter that it is an answer to."""
    at: Mapped[datetime] = mapped_column(default=now)


class MessageMark(OfCompany, Base):
    """What somebody did with a letter. It is not derived: what was read stays read."""

    __tablename__ = "message_marks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    message: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    read_at: Mapped[datetime | None]
    folder: Mapped[str] = mapped_column(String(8), default=INBOX)
    """One of INBOX, ARCHIVE, DELETED."""
    mailed_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now, index=True)


class MailWish(OfCompany, Base):
    """Which kinds of letters somebody wants by mail, too, of those that came from *since* on."""

    __tablename__ = "mail_wishes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    with_recording: Mapped[bool] = mapped_column(default=True)
    """Whether what callers left goes with the mail."""
    since: Mapped[datetime] = mapped_column(default=now)


class DeletedMessage(OfCompany, Base):
    """A message that was deleted for ever. It is not derived: what was deleted does not come back."""

    __tablename__ = "deleted_messages"

    message: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
