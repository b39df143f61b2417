"""Stores what is known of a call beside its steps: how well its sides heard each other, notes, tags and a rating.

Each row has the moment of its latest change, so that an older line of the journal, read once more, changes nothing.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.calls.models import ID_LENGTH, OfCall
from app.db import Base, OfCompany

AUTHOR_LENGTH = 120
NOTE_LENGTH = 32
TAG_LENGTH = 60


class CallQuality(OfCall, OfCompany, Base):
    """Stores how well one side of a call heard the other, as ``QualityReported`` says. No row: unknown.

    *leg* is "" for the caller. *lost* is a share from 0 to 1.
    """

    __tablename__ = "call_quality"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    call: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    leg: Mapped[str] = mapped_column(String(32), primary_key=True)
    changed_at: Mapped[datetime]
    mos: Mapped[float | None]
    lost: Mapped[float]
    jitter_ms: Mapped[float]
    round_trip_ms: Mapped[float | None]


class CallNote(OfCall, OfCompany, Base):
    """Stores a note about a call; *text* is "" once it is removed.

    *at_s* is the second of the call that it points to, None for none. *author* is the name of the account *user*.
    """

    __tablename__ = "call_notes"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    call: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), primary_key=True)
    changed_at: Mapped[datetime]
    written_at: Mapped[datetime]
    user: Mapped[int] = mapped_column("user_id")
    author: Mapped[str] = mapped_column(String(AUTHOR_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    at_s: Mapped[float | None]


class CallTag(OfCall, OfCompany, Base):
    """Stores a tag that somebody put on a call; unless it *is_on*, it was taken off again."""

    __tablename__ = "call_tags"
    __table_args__ = (Index("ix_call_tags_company_tag", "company_id", "tag"),)

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    call: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    tag: Mapped[str] = mapped_column(String(TAG_LENGTH), primary_key=True)
    changed_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(AUTHOR_LENGTH))
    is_on: Mapped[bool]


class CallRating(OfCall, OfCompany, Base):
    """Stores the latest rating of a call, 1 to 5; 0 if it was taken back."""

    __tablename__ = "call_ratings"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    call: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    changed_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(AUTHOR_LENGTH))
    rating: Mapped[int]
