"""What the switch routes by."""

from datetime import datetime

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class SwitchEntry(Base):
    """One key of Kamailio's htable "routing", in the columns that its htable module loads at start.

    Keys: "p:<sha>" a program, "d:<sha>" a directory (both immutable), "c:<company>" its directory's hash,
    "n:<number>" and "x:<company>:*" the program's hash, "a:<SIP account>" an employee's phone.
    """

    __tablename__ = "switch_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_name: Mapped[str] = mapped_column(String(80), unique=True)
    key_type: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    value_type: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """0: a string."""
    key_value: Mapped[str] = mapped_column(Text)
    """"" for a key that was removed; the row itself goes a day later."""
    expires: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    unused_since: Mapped[datetime | None]
    """When a program or a directory was first seen to be published no longer, or the key was removed; else None."""
