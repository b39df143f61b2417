"""Messages, as derived from the journal, and which of them were read."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany, now

ID_LENGTH = 120


class Message(OfCompany, Base):
    """*id* is "call:seq:n", the *n*th message of a step, as "c0ffee:3:00"; *employee* is an extension."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_company_at", "company_id", "at"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    employee: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    call: Mapped[str] = mapped_column(String(80))
    caller: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class ReadMessage(OfCompany, Base):
    """Somebody has read the message. It is not derived: what was read stays read."""

    __tablename__ = "read_messages"

    message: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    reader: Mapped[str] = mapped_column(String(120))
    read_at: Mapped[datetime] = mapped_column(default=now)


class DeletedMessage(OfCompany, Base):
    """A message that was deleted for ever. It is not derived: what was deleted does not come back."""

    __tablename__ = "deleted_messages"

    message: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
