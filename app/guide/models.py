"""Stores a company's progress in the guide, as far as its other rows don't show it."""

from sqlalchemy import JSON, Boolean, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany


class GuideProgress(OfCompany, Base):
    """Stores a company's progress. It is not audited, because it is not about the company itself."""

    __tablename__ = "guide_progress"

    id: Mapped[int] = mapped_column(primary_key=True)
    skipped: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Names of skipped steps."""
    is_closed: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether the guide was put away. It can still be opened."""
    flow_id: Mapped[int | None] = mapped_column(ForeignKey("flows.id", ondelete="SET NULL"), index=True)
    """The flow that the guide drew."""
