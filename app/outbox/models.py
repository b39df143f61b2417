"""Defines outgoing mail."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany, now
from app.encrypted import EncryptedText

PENDING, SENDING, SENT, FAILED, EXPIRED = "pending", "sending", "sent", "failed", "expired"


class OutgoingMail(OfCompany, Base):
    """Stores a mail to one address. Its text is deleted once nobody needs it any more, because it contains links."""

    __tablename__ = "outgoing_mails"
    __table_args__ = (Index("ix_outgoing_mails_state_not_before", "state", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(200))
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str | None] = mapped_column(EncryptedText("outgoing mail"), nullable=False)
    """None: unreadable, because the installation has another secret key."""
    html: Mapped[str | None] = mapped_column(EncryptedText("outgoing mail"), nullable=False)
    recording: Mapped[str | None] = mapped_column(String(96))
    """The recording to attach, if it still exists when the mail is sent."""
    export: Mapped[str | None] = mapped_column(String(32))
    """The ordered file to attach, likewise."""
    by_hand: Mapped[bool] = mapped_column(default=False)
    """Whether the text may be shown and passed on while there is no mail server to send it."""

    made_at: Mapped[datetime] = mapped_column(default=now)
    state: Mapped[str] = mapped_column(String(8), default=PENDING)
    """pending -> sending -> sent, or back to pending, or failed; expired if it was not sent in time."""
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(default=now)
    not_after: Mapped[datetime | None]
    """The time after which the mail's content is no longer true."""
    ended_at: Mapped[datetime | None]
    trouble: Mapped[str | None] = mapped_column(String(300))
    """The mail server's last error."""
