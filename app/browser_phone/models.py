"""Which phones in browsers are open, and by which session."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany


class LentLine(OfCompany, Base):
    """*account* is the phone's in the switch. Its session may open it anew; when that ends, so does the line."""

    __tablename__ = "lent_lines"

    account: Mapped[str] = mapped_column(String(40), primary_key=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visits.id", ondelete="SET NULL"), index=True)
    """None: the session has ended, and the line is to be closed."""
