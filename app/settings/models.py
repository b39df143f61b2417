"""What a company has set up: its people, groups, voice and hours. Names that flows refer to never change."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.audited import Audited
from app.db import Base, OfCompany, now
from app.exchange.service import is_browser

LANGUAGE_MARK = "@"
SOURCES = {"microphone": _("Microphone"), "upload": _("Upload"), "speech": _("Text to speech")}
PROMPT_KINDS = {"announcement": _("Announcement"), "music": _("Hold music")}


class Employee(Audited, OfCompany, Base):
    __tablename__ = "employees"
    __table_args__ = (UniqueConstraint("company_id", "extension"),)
    AUDIT_KIND = _("Employee")
    AUDIT_LEFT_OUT = frozenset({"revision"})

    id: Mapped[int] = mapped_column(primary_key=True)
    extension: Mapped[str] = mapped_column(String(8))
    """Two to six digits: what colleagues dial, and what flows refer to."""
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), default="")
    skills: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Words such as "french", that a queue may ask for."""
    photo: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """The SHA-256 of the picture that ``app.settings.pictures`` keeps; "" without one."""
    revision: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    """Counts the savings of name, e-mail and skills, so that nobody saves over another's unseen."""
    dnd: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Do not disturb."""
    hours_id: Mapped[int | None] = mapped_column(ForeignKey("calendars.id", ondelete="SET NULL"), index=True)
    """The calendar by which they work; None: always."""
    forward_always: Mapped[str] = mapped_column(String(60), default="", server_default="")
    """A target as ``designer.runtime.availability`` has them; "" for none, as the next two."""
    forward_busy: Mapped[str] = mapped_column(String(60), default="", server_default="")
    forward_no_answer: Mapped[str] = mapped_column(String(60), default="", server_default="")
    forward_after_s: Mapped[int] = mapped_column(Integer, default=20, server_default="20")
    """How long it rings until nobody has answered."""

    phones: Mapped[list["Phone"]] = relationship(
        back_populates="employee", cascade="all, delete-orphan", order_by="Phone.id"
    )
    hours: Mapped["Calendar | None"] = relationship()
    memberships: Mapped[list["GroupMember"]] = relationship(back_populates="employee", cascade="all, delete-orphan")


class Phone(Audited, OfCompany, Base):
    """A SIP account of an employee; all of an employee's phones ring together."""

    __tablename__ = "phones"
    AUDIT_KIND = _("Phone")
    AUDIT_SECRET = frozenset({"ha1"})

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    account: Mapped[str] = mapped_column(String(40), unique=True)
    """The SIP user name, as "1001-101", and "1001-101-2" for the employee's second phone."""
    ha1: Mapped[str] = mapped_column(String(32))
    """MD5(account:realm:password) in hex (RFC 2617); the password itself is kept nowhere. "" in a browser."""

    @property
    def is_browser(self) -> bool:
        """Its passwords are made by the phone's own page."""
        return is_browser(self.account)

    employee: Mapped[Employee] = relationship(back_populates="phones")


STRATEGIES = {
    "all": _("All at once"),
    "in_turn": _("One after the other"),
    "random": _("One after the other, by lot"),
    "longest_idle": _("Who has been idle longest first"),
}


MOST_WRAP_UP_S = 600


class Group(Audited, OfCompany, Base):
    """A line of the company, as "sales"."""

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("company_id", "name"),)
    AUDIT_KIND = _("Group")

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(80))
    strategy: Mapped[str] = mapped_column(String(16), default="all", server_default="all")
    """How a flow rings it that does not say so itself: one of STRATEGIES."""
    wrap_up_s: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """For so long after a talk for it, nobody is offered the next caller of a queue."""

    members: Mapped[list["GroupMember"]] = relationship(
        back_populates="group",
        cascade="all, delete-orphan",
        order_by="GroupMember.position",
        collection_class=ordering_list("position"),
    )


class GroupMember(Audited, OfCompany, Base):
    """*position* counts from 0; a flow that rings in turn begins there."""

    __tablename__ = "group_members"
    __table_args__ = (UniqueConstraint("group_id", "employee_id"),)
    AUDIT_KIND = _("Member of a group")

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    delay_s: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """How much later they ring, when all of the group are rung."""

    group: Mapped[Group] = relationship(back_populates="members")
    employee: Mapped[Employee] = relationship(back_populates="memberships")


class Prompt(Audited, OfCompany, Base):
    """Something that callers hear. *file* is "<sha256>.au" in ``config.prompts_dir``, immutable.

    "welcome@de" is the prompt "welcome" in German; flows refer to "welcome". *text*, *source*, *file* and *duration_ms*
    are those of the newest version, whose number is *version*.
    """

    __tablename__ = "prompts"
    __table_args__ = (UniqueConstraint("company_id", "name"),)
    AUDIT_KIND = _("Prompt")
    AUDIT_LEFT_OUT = frozenset({"file"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(48))
    label: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text, default="")
    """What is said; "" when it isn't speech."""
    language: Mapped[str] = mapped_column(String(8), default="en")
    file: Mapped[str] = mapped_column(String(70))
    duration_ms: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(12))
    """A key of SOURCES."""
    kind: Mapped[str] = mapped_column(String(12), default="announcement")
    """A key of PROMPT_KINDS."""
    is_default: Mapped[bool] = mapped_column(default=False)
    """The company's music on hold; at most one is."""
    version: Mapped[int] = mapped_column(Integer, default=0)

    versions: Mapped[list["PromptVersion"]] = relationship(
        back_populates="prompt", cascade="all, delete-orphan", order_by="PromptVersion.number.desc()"
    )

    @property
    def is_translation(self) -> bool:
        return LANGUAGE_MARK in self.name

    @property
    def of_name(self) -> str:
        """What flows refer to."""
        return self.name.partition(LANGUAGE_MARK)[0]


class PromptVersion(OfCompany, Base):
    """A prompt as it was from some day on. Nothing of it ever changes."""

    __tablename__ = "prompt_versions"
    __table_args__ = (UniqueConstraint("prompt_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    prompt_id: Mapped[int] = mapped_column(ForeignKey("prompts.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    """1, 2, 3 within the prompt."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    author: Mapped[str] = mapped_column(String(120))
    """"" is the exchange itself."""
    source: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(String(70))
    duration_ms: Mapped[int] = mapped_column(Integer)
    original: Mapped[str] = mapped_column(String(160))
    """What was recorded or uploaded, whole, in the storage of originals; "" for speech."""
    again: Mapped[int | None]
    """The number of the older version that it went back to."""

    prompt: Mapped[Prompt] = relationship(back_populates="versions")


class SpokenText(OfCompany, Base):
    """The sound of a text that a published flow says; *name* as ``designer.runtime.spoken`` makes it."""

    __tablename__ = "spoken_texts"
    __table_args__ = (UniqueConstraint("company_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(String(70))
    duration_ms: Mapped[int] = mapped_column(Integer)


class Calendar(Audited, OfCompany, Base):
    """Opening hours in the company's time zone: *week* as ``app.settings.hours.Week``, *special_days* as
    ``app.settings.special_days.SpecialDay`` and *holidays* as ``app.settings.public_holidays.HolidayChoice`` write
    themselves. *revision* counts the changes."""

    __tablename__ = "calendars"
    __table_args__ = (UniqueConstraint("company_id", "name"),)
    AUDIT_KIND = _("Calendar")
    AUDIT_LEFT_OUT = frozenset({"revision"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(80))
    week: Mapped[list[list[list[int]]]] = mapped_column(JSON)
    special_days: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    holidays: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """None: public holidays are days like any other."""
    revision: Mapped[int] = mapped_column(Integer, default=1)


class CallerList(Audited, OfCompany, Base):
    """Callers who are treated alike."""

    __tablename__ = "caller_lists"
    __table_args__ = (UniqueConstraint("company_id", "name"),)
    AUDIT_KIND = _("List of callers")
    AUDIT_LEFT_OUT = frozenset({"revision"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(80))
    revision: Mapped[int] = mapped_column(Integer, default=1)
    """Counts how often it was given another label."""


class CallerEntry(OfCompany, Base):
    """One of a list; *entry* as ``app.settings.callers.Caller`` has it. Entries come and go in bulk, and the service
    writes that down for the audit."""

    __tablename__ = "caller_entries"
    __table_args__ = (UniqueConstraint("list_id", "entry"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("caller_lists.id", ondelete="CASCADE"), index=True)
    entry: Mapped[str] = mapped_column(String(24))
    note: Mapped[str] = mapped_column(String(120), default="")
    added_at: Mapped[datetime] = mapped_column(default=now)
