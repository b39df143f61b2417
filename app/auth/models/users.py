"""Defines the users of the portal and where they are signed in."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_login import UserMixin
from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.audited import Audited
from app.company.models import Company
from app.db import Base, OfCompany, now
from app.db.groups import Groups

ROLES = {
    "operator": _("Operator"),
    "owner": _("Owner"),
    "supervisor": _("Supervisor"),
    "manager": _("Manager"),
    "employee": _("Employee"),
}
"""The label of each role: a position in the company. Rights depend on the role."""


class User(Audited, OfCompany, Base, UserMixin):  # type: ignore[misc]
    """Stores somebody who may sign in to the portal."""

    __tablename__ = "users"
    __table_args__ = ({"sqlite_autoincrement": True},)
    """An id is never used again: messages have it in their addressee."""
    AUDIT_KIND = _("Portal account")
    AUDIT_SECRET = frozenset({"password_hash", "totp_sealed"})
    AUDIT_LEFT_OUT = frozenset({"totp_step", "language"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """In lower case. Unique in the installation, because people sign in with it."""
    role: Mapped[str] = mapped_column(String(16))
    """One of ROLES."""
    groups: Mapped[list[str] | None] = mapped_column(JSON)
    """Names of the groups whose calls and recordings a supervisor may see: [] for none, None for all."""
    password_hash: Mapped[str] = mapped_column(String(200))
    """Argon2id."""
    language: Mapped[str | None] = mapped_column(String(5))
    """The language of mails to them; None if it was never chosen."""

    totp_sealed: Mapped[str | None] = mapped_column(String(200))
    """The authenticator app's secret, encrypted (app/auth/service/totp.py); None if no app is set up."""
    totp_step: Mapped[int | None]
    """The time step of the last code used (RFC 6238 section 5.2). It and older ones are refused."""

    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id", ondelete="SET NULL"), unique=True)
    """The employee whom this account belongs to, which gives access to their phone and messages."""

    company: Mapped[Company] = relationship(lazy="joined")

    @property
    def sees_groups(self) -> Groups:
        """Return the groups to which the user is limited: only supervisors can be. None for no limit."""
        is_limited = self.role == "supervisor" and self.groups is not None
        return frozenset(self.groups or ()) if is_limited else None


class UserSession(OfCompany, Base):
    """Stores a browser in which a user is signed in. Without its row, the browser's cookie is worthless."""

    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token in the cookie."""
    address: Mapped[str] = mapped_column(String(45))
    """The browser's IP address."""
    agent: Mapped[str] = mapped_column(String(300))
    """The browser's User-Agent header."""
    began_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    authenticated_at: Mapped[datetime] = mapped_column("proved_at", default=now)
    """When the user last showed a password or a passkey."""

    user: Mapped[User] = relationship(lazy="joined")
