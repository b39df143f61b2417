"""Calls, as derived from the journal."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany
from app.db.groups import OfGroups
from app.ports.colleagues import extensions_of


class WrapUp(OfGroups, OfCompany, Base):
    """An employee who has talked for a group is left alone by queues until then, to write notes."""

    __tablename__ = "wrap_ups"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True, index=True)
    extension: Mapped[str] = mapped_column(String(16), primary_key=True)
    until: Mapped[datetime]

    @classmethod
    def in_groups(cls, groups: frozenset[str]) -> ColumnElement[bool]:
        """A group has those who are in it now."""
        return cls.extension.in_(extensions_of(groups))


class Call(OfGroups, OfCompany, Base):
    """*path* lists {"node", "at", "outcome"}, in milliseconds and with the outcome of the node before; calls of the
    past have it as "outlet" or lack it. *legs* maps a leg to {"extension", "state"}: it "rings", "talks" or is
    "gone".

    *ended* is one of the words of the effect ``Ended``, or "lost" when its switch stopped under it; None while
    the call is in progress.
    """

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_company_started", "company_id", "started_at"),
        Index("ix_calls_company_program_started", "company_id", "program", "started_at"),
    )

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    switch: Mapped[str] = mapped_column(String(64))
    number: Mapped[str] = mapped_column(String(64))
    caller: Mapped[str] = mapped_column(String(120))
    caller_name: Mapped[str] = mapped_column(String(120))
    direction: Mapped[str] = mapped_column(String(16))
    program: Mapped[str] = mapped_column(String(64))
    directory: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    bridged_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    answered_by: Mapped[str | None] = mapped_column(String(16))
    ended: Mapped[str | None] = mapped_column(String(24))
    path: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    legs: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    warnings: Mapped[list[dict[str, Any] | str]] = mapped_column(JSON)
    """As the journal has them; of calls of an older exchange, only the sentence."""
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Each one once, in the order in which the flow put them on."""
    tag_text: Mapped[str] = mapped_column(Text, default="")
    """The same, one a line, to be searched."""

    @classmethod
    def in_groups(cls, groups: frozenset[str]) -> ColumnElement[bool]:
        """A group has the calls that its people answered."""
        return cls.answered_by.in_(extensions_of(groups))

    @property
    def waited_s(self) -> float:
        """Until somebody answered, or until the end."""
        until = self.bridged_at or self.ended_at
        return (until - self.started_at).total_seconds() if until else 0.0

    @property
    def talked_s(self) -> float:
        if not self.bridged_at or not self.ended_at:
            return 0.0
        return (self.ended_at - self.bridged_at).total_seconds()
