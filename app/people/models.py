"""Defines employees, their phones and photos, and groups. Names that flows refer to never change."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, Boolean, ForeignKey, Integer, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.audited import Audited
from app.company.stale import InDirectory
from app.db import Base, OfCompany, now
from app.exchange.service import is_browser
from app.hours.models import Calendar


class Employee(Audited, InDirectory, Base):
    """Stores somebody who takes calls."""

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
    """Words such as "french" that a queue may ask for."""
    photo: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """The SHA-256 of the picture in ``EmployeePhoto``, or ""."""
    revision: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    """Counts changes of name, e-mail and skills, so that nobody overwrites another person's change unseen."""
    chosen: Mapped[str] = mapped_column(String(16), default="free", server_default="free")
    """What they say of themselves: a ``ChosenState``, in force until *chosen_until*."""
    chosen_reason: Mapped[str] = mapped_column(String(60), default="", server_default="")
    """Why they pause, as it was called then."""
    chosen_rings: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether calls to them alone ring during the pause."""
    chosen_since: Mapped[datetime | None]
    chosen_until: Mapped[datetime | None]
    """None for no end."""
    hours_id: Mapped[int | None] = mapped_column(ForeignKey("calendars.id", ondelete="SET NULL"), index=True)
    """The calendar of their working hours; None means always."""
    forward_always: Mapped[str] = mapped_column(String(60), default="", server_default="")
    """A target in the form of ``designer.runtime.availability``, or "", like the next two."""
    forward_busy: Mapped[str] = mapped_column(String(60), default="", server_default="")
    forward_no_answer: Mapped[str] = mapped_column(String(60), default="", server_default="")
    forward_after_s: Mapped[int] = mapped_column(Integer, default=20, server_default="20")
    """How long the phone rings before a call counts as unanswered."""

    phones: Mapped[list["Phone"]] = relationship(
        back_populates="employee", cascade="all, delete-orphan", order_by="Phone.id"
    )
    hours: Mapped[Calendar | None] = relationship()
    memberships: Mapped[list["GroupMember"]] = relationship(back_populates="employee", cascade="all, delete-orphan")


class Phone(Audited, InDirectory, Base):
    """Stores a SIP account of an employee. All of an employee's phones ring together."""

    __tablename__ = "phones"
    AUDIT_KIND = _("Phone")
    AUDIT_SECRET = frozenset({"ha1"})

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    account: Mapped[str] = mapped_column(String(40), unique=True)
    """The SIP user name, such as "1001-101", and "1001-101-2" for the employee's second phone."""
    ha1: Mapped[str] = mapped_column(String(32))
    """MD5(account:realm:password) in hex (RFC 2617), or "" in a browser. The password is not stored."""

    @property
    def is_browser(self) -> bool:
        """Return whether it is a phone in the browser, whose page makes its passwords."""
        return is_browser(self.account)

    employee: Mapped[Employee] = relationship(back_populates="phones")


STRATEGIES = {
    "all": _("All at once"),
    "in_turn": _("One after the other"),
    "random": _("One after the other, by lot"),
    "longest_idle": _("Who has been idle longest first"),
}


MOST_WRAP_UP_S = 600


class Group(Audited, InDirectory, Base):
    """Stores a group of employees, such as "sales"."""

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("company_id", "name"),)
    AUDIT_KIND = _("Group")

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(80))
    strategy: Mapped[str] = mapped_column(String(16), default="all", server_default="all")
    """How flows ring it unless they say otherwise: one of STRATEGIES."""
    wrap_up_s: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """How long after a talk for the group its queue leaves a member alone."""

    members: Mapped[list["GroupMember"]] = relationship(
        back_populates="group",
        cascade="all, delete-orphan",
        order_by="GroupMember.position",
        collection_class=ordering_list("position"),
    )


class PauseReason(Audited, OfCompany, Base):
    """Stores a reason for which people of the company pause, such as "Lunch". *rings* says whether calls to one person
    alone ring meanwhile. Presence refers to it by its name, as it was then."""

    __tablename__ = "pause_reasons"
    __table_args__ = (UniqueConstraint("company_id", "name"),)
    AUDIT_KIND = _("Reason for a pause")
    AUDIT_LEFT_OUT = frozenset({"position"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    rings: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    position: Mapped[int] = mapped_column(Integer)


class RetiredGroupName(OfCompany, Base):
    """Stores the name of a deleted group, which no other group gets: calls, recordings and messages have it."""

    __tablename__ = "retired_group_names"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)


class GroupMember(Audited, InDirectory, Base):
    """Stores a member of a group. *position* counts from 0; a flow that rings in turn begins there."""

    __tablename__ = "group_members"
    __table_args__ = (UniqueConstraint("group_id", "employee_id"),)
    AUDIT_KIND = _("Member of a group")

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    delay_s: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """How much later the member's phone rings when the whole group is rung."""

    group: Mapped[Group] = relationship(back_populates="members")
    employee: Mapped[Employee] = relationship(back_populates="memberships")


class EmployeePhoto(OfCompany, Base):
    """Stores an employee's photo as ``app.gateways.picture`` makes it. Its name, which is audited, is
    ``Employee.photo``."""

    __tablename__ = "employee_photos"

    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), primary_key=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)


class ProvisioningLink(OfCompany, Base):
    """Stores a link that was not used yet.

    *id* is random; *sealed* is the phone's password, which only the link itself can decrypt.
    """

    __tablename__ = "provisioning_links"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    phone_id: Mapped[int] = mapped_column(ForeignKey("phones.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[str] = mapped_column(String(400))
    made_at: Mapped[datetime] = mapped_column(default=now)


class EmployeeImport(OfCompany, Base):
    """Stores an imported table that waits for confirmation. *content* is what was sent; *id* is random."""

    __tablename__ = "employee_imports"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    file_name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(default=now)
