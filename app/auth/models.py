"""People who sign in to the portal."""

from flask_babel import lazy_gettext as _
from flask_login import UserMixin
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.account.models import Company
from app.audit.audited import Audited
from app.db import Base, OfCompany

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
    AUDIT_SECRET = frozenset({"password_hash"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """In lower case; it is what one signs in with, so it is unique in the installation."""
    role: Mapped[str] = mapped_column(String(16))
    """One of ROLES."""
    password_hash: Mapped[str] = mapped_column(String(200))
    """Argon2id."""

    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id", ondelete="SET NULL"), unique=True)
    """Who of the company's employees this is, so that one's phone and messages are known."""

    company: Mapped[Company] = relationship(lazy="joined")
