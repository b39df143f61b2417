"""Who signs in to the portal, and where they are signed in."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_login import UserMixin
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.audited import Audited
from app.company.models import Company
from app.db import Base, OfCompany, now

ROLES = {
    "operator": _("Operator"),
    "owner": _("Owner"),
    "supervisor": _("Supervisor"),
    "manager": _("Manager"),
    "employee": _("Employee"),
}
"""What each may do is asked of the role; the label is one's position in the company."""


class User(Audited, OfCompany, Base, UserMixin):  # type: ignore[misc]
    __tablename__ = "users"
    AUDIT_KIND = _("Portal account")
    AUDIT_SECRET = frozenset({"password_hash", "totp_sealed"})
    AUDIT_LEFT_OUT = frozenset({"totp_step", "language"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """In lower case; it is what one signs in with, so it is unique in the installation."""
    role: Mapped[str] = mapped_column(String(16))
    """One of ROLES."""
    password_hash: Mapped[str] = mapped_column(String(200))
    """Argon2id."""
    language: Mapped[str | None] = mapped_column(String(5))
    """What mails to them are written in; None: never chosen."""

    totp_sealed: Mapped[str | None] = mapped_column(String(200))
    """The secret of the app that shows codes, as only app/auth/service/totp.py reads it; None: no app is set up."""
    totp_step: Mapped[int | None]
    """The time step of the code that was used last (RFC 6238 section 5.2): it and older ones are refused."""

    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id", ondelete="SET NULL"), unique=True)
    """Who of the company's employees this is, so that one's phone and messages are known."""

    company: Mapped[Company] = relationship(lazy="joined")


class Visit(OfCompany, Base):
    """A browser in which somebody is signed in. Without its row, the browser's cookie is worth nothing."""

    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of what is in the cookie."""
    address: Mapped[str] = mapped_column(String(45))
    """Where from, an IP address."""
    agent: Mapped[str] = mapped_column(String(300))
    """What the browser calls itself."""
    began_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    proved_at: Mapped[datetime] = mapped_column(default=now)
    """When they last showed who they are, by a password or a passkey."""

    user: Mapped[User] = relationship(lazy="joined")
