"""Defines calendars of opening hours. Names that flows refer to never change."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.audited import Audited
from app.company.stale import InDirectory
from app.db import Base


class Calendar(Audited, InDirectory, Base):
    """Stores opening hours in the company's time zone.

    *week* is an ``app.hours.week.Week``; *special_days* and *holidays* are JSON of
    ``app.hours.special_days.SpecialDay`` and ``app.hours.public_holidays.HolidayChoice``. *revision* counts the
    changes.
    """

    __tablename__ = "calendars"
    __table_args__ = (UniqueConstraint("company_id", "name"),)
    AUDIT_KIND = _("Calendar")
    AUDIT_LEFT_OUT = frozenset({"revision"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(80))
    week: Mapped[list[list[list[int]]]] = mapped_column(JSON)
    special_days: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    holidays: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """None: public holidays are ordinary days."""
    revision: Mapped[int] = mapped_column(Integer, default=1)
