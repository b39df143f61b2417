"""The people of a company: employees, their phones and photos, groups. Names that flows refer to never change."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, Boolean, ForeignKey, Integer, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.audited import Audited
from app.db import Base, OfCompany, now
from app.exchange.service import is_browser
from app.hours.models import Calendar


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
    """The SHA-256 of the picture that ``EmployeePhoto`` keeps; "" without one."""
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
    hours: Mapped[Calendar | None] = relationship()
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


class EmployeePhoto(OfCompany, Base):
    """*jpeg* as ``app.gateways.picture`` makes it. What it is called, and what is audited, is ``Employee.photo``."""

    __tablename__ = "employee_photos"

    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), primary_key=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)


class ProvisioningLink(OfCompany, Base):
    """Not used yet. *id* is drawn by lot; *sealed* is the phone's password, which only the link itself opens."""

    __tablename__ = "provisioning_links"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    phone_id: Mapped[int] = mapped_column(ForeignKey("phones.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[str] = mapped_column(String(400))
    made_at: Mapped[datetime] = mapped_column(default=now)


class EmployeeImport(OfCompany, Base):
    """*content* as it was sent. *id* is drawn by lot."""

    __tablename__ = "employee_imports"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    file_name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(default=now)
