"""Defines links that work once. Only the hash of their token is stored."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.audited import Audited
from app.db import Base, OfCompany, now


class Invitation(Audited, OfCompany, Base):
    """Lets somebody create an account. The row is deleted once they have, or when another one replaces it."""

    __tablename__ = "invitations"
    AUDIT_KIND = _("Invitation")
    AUDIT_SECRET = frozenset({"token_hash"})

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    """In lower case."""
    role: Mapped[str] = mapped_column(String(16))
    groups: Mapped[list[str] | None] = mapped_column(JSON)
    """Names of the groups whose calls and recordings a supervisor may see: [] for none, None for all."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]

    @property
    def is_expired(self) -> bool:
        """Return whether the invitation is too old."""
        return self.expires_at <= now()


class OneTimeLink(OfCompany, Base):
    """Stores a link for a user. *kind* is "password" or "email"; *data* is what it was made for."""

    __tablename__ = "one_time_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    expires_at: Mapped[datetime]


class PasswordRequest(Base):
    """Says that somebody has forgotten the password of an address.

    The worker looks up whether there is such an account, so that the response takes equally long.
    """

    __tablename__ = "password_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(5))
    made_at: Mapped[datetime] = mapped_column(default=now)
