"""Defines what the switch routes by."""

from datetime import datetime

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class SwitchEntry(Base):
    """Stores one key of Kamailio's htable "routing": a small value, which names programs and directories by their
    hashes.

    Keys: "c:<company>" its directory, "n:<number>", "x:<company>:<number>" and "x:<company>:*" the program, "a:<SIP
    account>" an employee's phone.
    """

    __tablename__ = "switch_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_name: Mapped[str] = mapped_column(String(80), unique=True)
    key_type: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    value_type: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """0: a string."""
    key_value: Mapped[str] = mapped_column(Text)
    """"" for a removed key; the row is deleted a day later."""
    expires: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    unused_since: Mapped[datetime | None]
    """When the key was removed, else None."""


class SwitchText(Base):
    """Stores a program or a directory, which never changes. The switch reads it from a file named by its hash."""

    __tablename__ = "switch_texts"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    """"p:<sha>" for a program, "d:<sha>" for a directory."""
    company: Mapped[str] = mapped_column(String(40), index=True)
    """The customer number of the company that it was first made for; "" for what all companies share."""
    size_bytes: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(Text)
    unused_since: Mapped[datetime | None] = mapped_column(index=True)
    """Since when no entry names it; None while one does."""
