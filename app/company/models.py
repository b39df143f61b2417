"""Defines the company, a tenant whose rows no other company sees."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.audited import Audited
from app.company.places import country_of
from app.company.targets import USUAL, Targets
from app.db import Base
from app.numbering import plan_of
from designer.runtime.numbers import NumberingPlan


def _country_of_zone(context: Any) -> str:
    return country_of(context.get_current_parameters()["zone"])


class Company(Audited, Base):
    """Stores a tenant of the installation."""

    __tablename__ = "companies"
    AUDIT_KIND = _("Company")

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    customer_number: Mapped[str] = mapped_column(String(12), unique=True)
    """Digits, such as "1001": names the company in SIP accounts and in the routing."""
    zone: Mapped[str] = mapped_column(String(64))
    """An IANA name, such as "Europe/Berlin"."""
    country: Mapped[str] = mapped_column(String(2), default=_country_of_zone)
    """ISO 3166 alpha-2, such as "DE", by whose numbering plan numbers are read; "" as long as nobody has said it."""
    requires_consent: Mapped[bool] = mapped_column(default=False)
    """Whether callers must be told before they are recorded."""
    requires_second_factor: Mapped[bool] = mapped_column(default=False)
    """Whether owners and managers must set up a second factor before they do anything else."""
    keeps_calls_days: Mapped[int | None] = mapped_column(default=None)
    """Days after which nothing names the person outside in a call any more; None to keep that."""
    keeps_recordings_days: Mapped[int | None] = mapped_column(default=None)
    """Days after which recordings are deleted; None to keep them as long as the calls."""

    in_time_s: Mapped[int] = mapped_column(default=USUAL.in_time_s)
    abandoned_after_s: Mapped[int] = mapped_column(default=USUAL.abandoned_after_s)
    wait_watch_s: Mapped[int] = mapped_column(default=USUAL.watch_s)
    wait_act_s: Mapped[int] = mapped_column(default=USUAL.act_s)
    """The company's ``targets``."""

    @property
    def targets(self) -> Targets:
        """Return how soon callers are to be answered."""
        return Targets(self.in_time_s, self.abandoned_after_s, self.wait_watch_s, self.wait_act_s)

    @property
    def clock(self) -> ZoneInfo:
        """Return the company's time zone."""
        return ZoneInfo(self.zone)

    @property
    def numbering_plan(self) -> NumberingPlan | None:
        """Return how numbers are dialled in the company's country; None while that is unknown."""
        return plan_of(self.country)
