"""Defines the company, a tenant whose rows no other company sees."""

from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.audited import Audited
from app.db import Base


class Company(Audited, Base):
    """A tenant of the installation."""

    __tablename__ = "companies"
    AUDIT_KIND = _("Company")

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    customer_number: Mapped[str] = mapped_column(String(12), unique=True)
    """Digits, such as "1001": names the company in SIP accounts and in the routing."""
    zone: Mapped[str] = mapped_column(String(64))
    """An IANA name, such as "Europe/Berlin"."""
    requires_consent: Mapped[bool] = mapped_column(default=False)
    """Whether callers must be told before they are recorded."""
    requires_second_factor: Mapped[bool] = mapped_column(default=False)
    """Whether owners and managers must set up a second factor before they do anything else."""

    @property
    def clock(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.zone)
