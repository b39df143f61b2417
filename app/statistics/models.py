"""Stores the saved views of Statistics, and how each user has arranged the page."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.audited import Audited
from app.db import Base, OfCompany

MOST_QUERY = 2000


class SavedView(Audited, OfCompany, Base):
    """Stores a selection of calls under a *name*. Only the user who saved it sees it, unless it *is_shared*."""

    __tablename__ = "saved_views"
    AUDIT_KIND = _("Saved view")

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(MOST_QUERY))
    """The parameters of the page's address that say which calls are meant."""
    is_shared: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


class Board(OfCompany, Base):
    """Stores how a user has arranged the cards of Statistics."""

    __tablename__ = "statistics_boards"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    order: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Names of cards, as far as the user has moved any."""
    hidden: Mapped[list[str]] = mapped_column(JSON, default=list)
    cards: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Cards of the user's own: "id", "title", "measure", "splits", "chart"."""
    made: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """How many cards the user has ever made: ids are never used again."""
