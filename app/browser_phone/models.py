"""Stores which phones in browsers are open, and by which session."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany


class OpenBrowserPhone(OfCompany, Base):
    """Stores a phone that is open in a browser.

    *account* is its SIP account. Its session may open it again; when that ends, the phone is closed.
    """

    __tablename__ = "lent_lines"

    account: Mapped[str] = mapped_column(String(40), primary_key=True)
    session_id: Mapped[int | None] = mapped_column("visit_id", ForeignKey("visits.id", ondelete="SET NULL"), index=True)
    """None: the session has ended, and the phone must be closed."""
