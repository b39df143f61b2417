"""Stores which figures each user wants to see, and the TV screens of a company."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.audited import Audited
from app.db import Base, OfCompany, now
from app.db.groups import Groups


class WallChoice(OfCompany, Base):
    """Stores the large figures that a user wants, in their order, as docs/wall.md has them."""

    __tablename__ = "wall_choices"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    figures: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class TvScreen(Audited, OfCompany, Base):
    """Stores a TV screen, which needs nothing but its link to show the wall.

    The link is worthless without the row, and without the right of whoever made it.
    """

    __tablename__ = "tv_screens"
    AUDIT_KIND = _("TV screen")
    AUDIT_SECRET = frozenset({"token_hash"})
    AUDIT_LEFT_OUT = frozenset({"seen_at", "made_at", "made_by", "made_by_id"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(5))
    groups: Mapped[list[str]] = mapped_column(JSON)
    """The names of the groups that it shows; [] for the whole company."""
    figures: Mapped[list[str]] = mapped_column(JSON)
    """The names of its figures in their order."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token in its link."""
    made_by: Mapped[str] = mapped_column(String(120))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    """Whose link it is: it shows nothing once they may see it no more. None once their account is gone."""
    made_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime | None]
    """When it connected last."""

    @property
    def shows(self) -> Groups:
        """Return the groups that it shows; None for the whole company."""
        return frozenset(self.groups) if self.groups else None
