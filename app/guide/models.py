"""Where a company is in its first-run guide, as far as its own rows don't say so."""

from sqlalchemy import JSON, Boolean, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany


class GuideProgress(OfCompany, Base):
    """Not audited: nothing of the company itself."""

    __tablename__ = "guide_progress"

    id: Mapped[int] = mapped_column(primary_key=True)
    skipped: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Names of steps."""
    is_closed: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """It was put away; whoever looks for it finds it still."""
    flow_id: Mapped[int | None] = mapped_column(ForeignKey("flows.id", ondelete="SET NULL"), index=True)
    """The flow that the guide has drawn."""
