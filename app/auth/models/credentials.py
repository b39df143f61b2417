"""What somebody shows beside, or instead of, the password."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.audited import Audited
from app.auth.models.users import User
from app.db import Base, OfCompany, now


class Passkey(Audited, OfCompany, Base):
    """A key pair in a phone, computer or security key (WebAuthn); the public half of it."""

    __tablename__ = "passkeys"
    AUDIT_KIND = _("Passkey")
    AUDIT_LEFT_OUT = frozenset({"credential", "public_key", "signatures", "transports", "used_at"})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    credential: Mapped[str] = mapped_column(String(1400), unique=True)
    """The credential's id, in base64url."""
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    signatures: Mapped[int] = mapped_column(BigInteger)
    """The authenticator's signature counter, or always 0."""
    transports: Mapped[list[str]] = mapped_column(JSON, default=list)
    made_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="joined")


class RecoveryCode(OfCompany, Base):
    """One of the codes for whoever has lost the second factor. It goes when it is used."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256: the codes are drawn by lot and long, so that none can be found by trying."""


class SpentChallenge(Base):
    """A passkey has answered it: no answer to it is taken a second time."""

    __tablename__ = "spent_challenges"

    challenge_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    spent_at: Mapped[datetime] = mapped_column(default=now)


class Guesses(Base):
    """How often somebody was wrong in a row, about one account from browsers that were never signed in to it, say."""

    __tablename__ = "guesses"

    about: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256, so that no list of addresses is kept here."""
    wrong: Mapped[int]
    last_at: Mapped[datetime]
