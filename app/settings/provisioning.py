"""Links by which a softphone fetches its settings, once."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany, now


class ProvisioningLink(OfCompany, Base):
    """Not used yet. *id* is drawn by lot; *sealed* is the phone's password, which only the link itself opens."""

    __tablename__ = "provisioning_links"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    phone_id: Mapped[int] = mapped_column(ForeignKey("phones.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[str] = mapped_column(String(400))
    made_at: Mapped[datetime] = mapped_column(default=now)
