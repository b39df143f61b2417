"""Defines what users show besides, or instead of, the password."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.audited import Audited
from app.auth.models.users import User
from app.db import Base, OfCompany, now


class Passkey(Audited, OfCompany, Base):
    """Stores the public half of a key pair in a phone, computer or security key (WebAuthn)."""

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
    """Stores one of the codes for users who have lost their second factor. It is deleted when it is used."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256: the codes are random and long enough that none can be guessed."""


class SpentChallenge(Base):
    """Stores a challenge that a passkey has answered. No answer to it is accepted a second time."""

    __tablename__ = "spent_challenges"

    challenge_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    spent_at: Mapped[datetime] = mapped_column(default=now)


class FailedAttempts(Base):
    """Counts wrong attempts in a row for one key, such as an account from browsers unknown to it."""

    __tablename__ = "guesses"

    about: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256, so that this is not a list of addresses."""
    wrong: Mapped[int]
    last_at: Mapped[datetime]
