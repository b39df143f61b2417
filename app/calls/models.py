"""Stores the record of calls: what each one was, folded from the journal."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    SQLColumnExpression,
    String,
    Text,
    column,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, OfCompany, OfOther
from app.db.groups import OfGroups
from app.ports.recordings import recordings

ID_LENGTH = 80


class Presence(OfCompany, Base):
    """Stores one stretch of time in which an employee was in one *state*, as ``PresenceChanged`` has it.

    *kind* is "phone" for what is known of their phones, "chosen" for what they say of themselves, and "wrap_up" for
    wrap-ups after talks: each has stretches of its own. *until* is None while it lasts without an end, and may be in
    the future; *planned_until* is the end that was planned when it began, None for no end.
    """

    __tablename__ = "presence"
    __table_args__ = (
        Index("ix_presence_company_since", "company_id", "since"),
        Index("ix_presence_company_until", "company_id", "until"),
    )

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    extension: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(120), default="")
    planned_until: Mapped[datetime | None]
    until: Mapped[datetime | None]


class QueueHelp(OfCompany, Base):
    """Stores the groups, *helpers*, that help the queue of a *group* *since* a moment; [] if nobody helps any more."""

    __tablename__ = "queue_help"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    group: Mapped[str] = mapped_column("group_name", String(60), primary_key=True)
    since: Mapped[datetime]
    helpers: Mapped[list[str]] = mapped_column(JSON)


class CallVersion(OfCompany, Base):
    """Stores a number that grows whenever a call, a queue or the presence of the company changes."""

    __tablename__ = "call_versions"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger, default=0)


class ChangedCall(OfCompany, Base):
    """Stores the *version* of the company's record with which the call changed last, for the latest versions."""

    __tablename__ = "changed_calls"
    __table_args__ = (Index("ix_changed_calls_company_version", "company_id", "version"),)

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    call: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


class OfCall(OfGroups):
    """Makes the row belong to the groups of its *call*, as a mixin."""

    call: Mapped[str]

    @classmethod
    def in_groups(cls, groups: frozenset[str]) -> ColumnElement[bool]:
        """Return the condition that the call is one of *groups*."""
        return is_of_groups(cls.call, groups)


def is_of_groups(call: SQLColumnExpression[str], groups: frozenset[str]) -> ColumnElement[bool]:
    """Return the condition that one of *groups* was called, its queue joined, or a message left to it, in *call*.

    It names tables, because conditions on models would be added in here, too, and would ask for the call again.
    """
    named = [_names(model.__tablename__, call, groups) for model in (CallLeg, CallWait)]
    return or_(*named, recordings().has_message_to(call, groups))


def _names(name: str, call: SQLColumnExpression[str], groups: frozenset[str]) -> ColumnElement[bool]:
    rows = table(name, column("call"), column("group_name")).alias()
    return select(rows.c.call).where(rows.c.call == call, rows.c.group_name.in_(groups)).correlate_except(rows).exists()


class CallLeg(OfCall, OfCompany, Base):
    """Stores one attempt to reach somebody: an *extension*, or a *number* outside by *carrier*.

    *group* is the one for which the employee was called, "" for none or unknown. *carrier* is the host of the trunk, ""
    if lines of an earlier version don't tell it. *rang_at* is None if no phone rang, as far as is known. A talk is a
    leg with *answered_at*. *forwarded_by* is the extension of the employee whose calls are forwarded to the number, ""
    for nobody, and in lines of an earlier version. In a call-back, the first leg is that of the employee, who is rung
    before the caller: they have answered it as soon as the call begins.

    *cause* is a word of ``LegFailed``, "cancelled", "elsewhere" (somebody else answered), "hung_up" or "lost".
    *ended_by* is "callee" for whom the leg reached, "caller" for the other side, or "exchange". Both are "" while the
    leg goes on.
    """

    __tablename__ = "call_legs"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    call: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    leg: Mapped[str] = mapped_column(String(32), primary_key=True)
    place: Mapped[int]
    """Its position among the legs of the call, from 0."""
    extension: Mapped[str] = mapped_column(String(16))
    number: Mapped[str] = mapped_column(String(32))
    group: Mapped[str] = mapped_column("group_name", String(60))
    carrier: Mapped[str] = mapped_column(String(60))
    dialled_at: Mapped[datetime]
    rang_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    cause: Mapped[str] = mapped_column(String(16))
    ended_by: Mapped[str] = mapped_column(String(8))
    forwarded_by: Mapped[str] = mapped_column(String(16), default="", server_default="")

    @property
    def employee(self) -> str:
        """Return the extension of whoever was called, at a phone here or outside; "" for nobody of the company."""
        return self.extension or self.forwarded_by

    @property
    def who(self) -> str:
        """Return the extension, also of an employee whose calls are forwarded to a number outside, or the number."""
        return self.employee or self.number[:16]


class CallWait(OfCall, OfCompany, Base):
    """Stores a wait in the queue of a *group*.

    *offered_at* is when an employee was first called for it. *position* is the place in line, None for not told yet;
    *taken_by* is the extension of whoever is rung because somebody wants them to take the caller, "" for nobody.

    *outcome* is "talk", "full", "nobody", "callback" (the caller asked to be called back), "left" (the flow went on),
    "moved" (somebody sent the caller to another group), "hung_up" or "lost"; "" while the caller waits.
    """

    __tablename__ = "call_waits"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    call: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    group: Mapped[str] = mapped_column("group_name", String(60))
    joined_at: Mapped[datetime]
    offered_at: Mapped[datetime | None]
    position: Mapped[int | None]
    taken_by: Mapped[str] = mapped_column(String(16), default="", server_default="")
    left_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(16))


class CallVisit(OfCall, OfCompany, Base):
    """Stores that the call came to a *block* of the drawing, *at_ms* milliseconds after 1970 UTC.

    *outcome* is the one by which it left the block before, "" for the first block.
    """

    __tablename__ = "call_visits"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    call: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    block: Mapped[str] = mapped_column(String(200))
    outcome: Mapped[str] = mapped_column(String(80))
    at_ms: Mapped[int] = mapped_column(BigInteger)


class CallSteps(OfCall, OfOther, Base):
    """Stores the journal lines of a call: *plain* while it goes on, one JSON object per line, and *packed* once it is
    over."""

    __tablename__ = "call_steps"

    call: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    plain: Mapped[str] = mapped_column(Text)
    packed: Mapped[bytes | None] = mapped_column(LargeBinary)


class StrayCall(Base):
    """Stores *count* calls of one second that were refused and belong to no company, as to a number that nobody has.

    *number* and *caller* are those of the first one, "" if there were too many to look at each. *status* is the SIP
    response, *why* a ``RefusalReason``.
    """

    __tablename__ = "stray_calls"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(String(64))
    caller: Mapped[str] = mapped_column(String(120))
    status: Mapped[int]
    why: Mapped[str] = mapped_column(String(16), default="")
    count: Mapped[int]


class Call(OfGroups, OfCompany, Base):
    """Stores one call, however many legs it had.

    *ended* is a word of the effect ``Ended``, "lost" if its switch stopped, or "refused_" with a SIP status and perhaps
    a ``RefusalReason`` if the switch refused the call, such as "refused_503_disk_full"; None while the call goes on.
    *count* is more than 1 where one row stands for that many refused calls.

    *caller* is, of a call-back, whom the employee calls back. *answered_by* is who talks with the caller: in a
    call-back the employee who calls back.
    """

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_company_started", "company_id", "started_at"),
        Index("ix_calls_company_ended", "company_id", "ended_at"),
        Index("ix_calls_company_program_started", "company_id", "program", "started_at"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
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
    warnings: Mapped[list[dict[str, Any] | str]] = mapped_column(JSON)
    """As the journal has them; of calls of an older exchange, only the sentence."""
    outcome: Mapped[str] = mapped_column(String(12), default="")
    """ "talk", "voicemail", "callback", "missed" or "refused"; "" while the call goes on, and if it was for nobody.

    "callback" means that the caller was promised to be called back, which is a call of its own.

    A caller who left a message in which next to nothing is said has missed the employee or the group, too.
    """
    messages: Mapped[dict[str, bool]] = mapped_column(JSON, default=dict)
    """The recordings of messages that the caller left, and whether something is said in each, as far as is known."""
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Each one once, in the order in which the flow put them on."""
    tag_text: Mapped[str] = mapped_column(Text, default="")
    """The same, one a line, to be searched."""
    extension: Mapped[str] = mapped_column(String(16), default="")
    """The employee who called, "" for a caller from outside."""
    count: Mapped[int] = mapped_column(default=1)
    visit_count: Mapped[int] = mapped_column(default=0)
    """How many blocks it came to, so far."""
    next_seq: Mapped[int] = mapped_column(default=0)
    """The first step of the journal that is not in the record yet."""
    fold_run: Mapped[int] = mapped_column(default=0)
    """The ``journal rebuild`` that made the row, 0 for none."""
    erased_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the person outside was taken out of it, None if they weren't."""

    legs: Mapped[list[CallLeg]] = relationship(
        primaryjoin=lambda: Call.id == CallLeg.call,
        foreign_keys=lambda: CallLeg.call,
        order_by=lambda: CallLeg.place,
        viewonly=True,
    )
    visits: Mapped[list[CallVisit]] = relationship(
        primaryjoin=lambda: Call.id == CallVisit.call,
        foreign_keys=lambda: CallVisit.call,
        order_by=lambda: CallVisit.place,
        viewonly=True,
    )

    @classmethod
    def in_groups(cls, groups: frozenset[str]) -> ColumnElement[bool]:
        """Return the condition that one of *groups* was called, its queue joined, or a message left to it, in the
        call."""
        return is_of_groups(cls.id, groups)

    @property
    def has_waited(self) -> bool:
        """Return whether the wait is over: somebody has answered, or the call has ended."""
        return (self.bridged_at or self.ended_at) is not None

    @property
    def waited_s(self) -> float:
        """Return how long it took until somebody answered, or until the end; 0 if the clock was set back meanwhile."""
        until = self.bridged_at or self.ended_at
        return max(0.0, (until - self.started_at).total_seconds()) if until else 0.0

    @property
    def talked_s(self) -> float:
        """Return how long the caller and an employee talked; 0 until the call has ended, and if the clock was set back
        meanwhile."""
        if not self.bridged_at or not self.ended_at:
            return 0.0
        return max(0.0, (self.ended_at - self.bridged_at).total_seconds())
