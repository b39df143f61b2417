"""Defines messages, some derived from calls and some written, and what each reader did with them."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany, now

ID_LENGTH = 120
INBOX, ARCHIVE, DELETED = "inbox", "archive", "deleted"
ABOUT_CALLS = ("missed", "callback", "voicemail", "note")


class Message(OfCompany, Base):
    """Stores a message.

    The *id* of a derived one is "call:seq:n", such as "c0ffee:3:00", so that deriving it again gives the same one.
    *kind* is a key of ``words.KINDS``. *addressee* is "employee:101", "group:sales", "user:7", or "company" for
    everybody; *sender* is "" if no person wrote it.
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
    """The path of the page that it is about, such as "/account", or ""."""
    call: Mapped[str] = mapped_column(String(80), default="")
    caller: Mapped[str] = mapped_column(String(120), default="")
    recording: Mapped[str] = mapped_column(String(96), default="")
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    sender: Mapped[str] = mapped_column(String(250), default="")
    answers: Mapped[str] = mapped_column(String(ID_LENGTH), default="")
    """The message that it answers."""
    at: Mapped[datetime] = mapped_column(default=now)


class MessageMark(OfCompany, Base):
    """Stores what a reader did with a message. It is not derived: what was read stays read."""

    __tablename__ = "message_marks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    message: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    read_at: Mapped[datetime | None]
    folder: Mapped[str] = mapped_column(String(8), default=INBOX)
    """One of INBOX, ARCHIVE, DELETED."""
    mailed_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now, index=True)


class NotificationPreference(OfCompany, Base):
    """Stores which kinds of messages a user also wants by mail, if they come after *since*."""

    __tablename__ = "mail_wishes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    with_recording: Mapped[bool] = mapped_column(default=True)
    """Whether voicemail is attached."""
    since: Mapped[datetime] = mapped_column(default=now)


class DeletedMessage(OfCompany, Base):
    """Stores a message that was deleted permanently. It is not derived: what was deleted does not come back."""

    __tablename__ = "deleted_messages"

    message: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
