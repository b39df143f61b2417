"""Defines the ledger of recordings, and the sound of each."""

from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Index, String, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, OfCompany
from app.db.groups import OfGroups
from app.ports.calls import calls
from designer.runtime.target import Target

ID_LENGTH = 96
DELETED = "deleted"
MESSAGE = "message"


class RecordedFile(OfCompany, Base):
    """Stores the conversion of a recording's sound, and its result. It is not derived: what was made stays made.

    *state* is "pending" (not there yet), "ready", "silent" (nobody said anything), "failed", or DELETED, without a
    recording. A pending one that failed is left alone until *not_before*. *fault* is a key of ``words.FAULTS``,
    *detail* its parameter.
    """

    __tablename__ = "recording_files"

    recording: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    state: Mapped[str] = mapped_column(String(16), default="pending", index=True)
    not_before: Mapped[datetime | None]
    key: Mapped[str | None] = mapped_column(String(200))
    """The key in the storage."""
    duration_s: Mapped[float | None]
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    sides: Mapped[int | None]
    """How many sides were heard."""
    fault: Mapped[str | None] = mapped_column(String(16))
    detail: Mapped[str | None] = mapped_column(String(200))
    made_at: Mapped[datetime | None]


class Recording(OfGroups, OfCompany, Base):
    """Stores a recording. *id* is the switch's, such as "c0ffee-r1"; *kind* is "call" or MESSAGE.

    A recorded talk belongs to all groups of its call. A message belongs to the group that it was left to, and to no
    other group that the call rang before; one to an employee belongs to no group.

    *owner* is "employee:101" or "group:sales"; *employee* is the extension that the caller talked with, None for a
    message. *ended_at* is None while it is being recorded.
    """

    __tablename__ = "recordings"
    __table_args__ = (
        Index("ix_recordings_company_began", "company_id", "began_at"),
        Index("ix_recordings_company_owner", "company_id", "owner"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    call: Mapped[str] = mapped_column(String(80), index=True)
    switch: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    owner: Mapped[str] = mapped_column(String(80))
    employee: Mapped[str | None] = mapped_column(String(16))
    caller: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(64))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)

    file: Mapped[RecordedFile] = relationship(
        primaryjoin=lambda: Recording.id == RecordedFile.recording,
        foreign_keys=lambda: RecordedFile.recording,
        lazy="joined",
        viewonly=True,
    )

    @classmethod
    def in_groups(cls, groups: frozenset[str]) -> ColumnElement[bool]:
        """Return the condition for recordings of the groups' calls and for messages that were left to the groups."""
        owners = [Target.group(group) for group in groups]
        of_calls = and_(cls.kind != MESSAGE, calls().is_of_groups(cls.call, groups))
        return or_(cls.owner.in_(owners), of_calls)

    @property
    def state(self) -> str:
        """Return the state for people: "recording", "making", "ready", "silent" or "failed"."""
        if self.file.state != "pending":
            return self.file.state
        return "making" if self.ended_at else "recording"

    @property
    def who(self) -> str:
        """Return the employee who talked, or else the owner, in the form of *owner*."""
        return Target.employee(self.employee) if self.employee else self.owner
