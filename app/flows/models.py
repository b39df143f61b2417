"""Defines numbers, the flows assigned to them, and what was published."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.audited import Audited
from app.db import Base, OfCompany, now

IS_E164 = text("number LIKE '+%'")


class Flow(Audited, OfCompany, Base):
    """Stores a drawing.

    *draft* is graph.json as the canvas last saved it; *revision* counts how often. Other flows refer to it by its
    *key*, which never changes.
    """

    __tablename__ = "flows"
    __table_args__ = (UniqueConstraint("company_id", "key"),)
    AUDIT_KIND = _("Flow")
    AUDIT_LEFT_OUT = frozenset({"draft", "revision", "changed_at"})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(80))
    draft: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    numbers: Mapped[list["Number"]] = relationship(back_populates="flow", order_by="Number.number")
    versions: Mapped[list["FlowVersion"]] = relationship(
        back_populates="flow", cascade="all, delete-orphan", order_by="FlowVersion.version.desc()"
    )
    tests: Mapped[list["FlowTest"]] = relationship(
        back_populates="flow", cascade="all, delete-orphan", order_by="FlowTest.name"
    )

    @property
    def all_numbers(self) -> list[str]:
        """Return the numbers to which the flow is assigned."""
        return [number.number for number in self.numbers]

    @property
    def current(self) -> "FlowVersion | None":
        """Return the version published last: the newest, or an older one after a rollback."""
        return max(self.versions, key=lambda version: (version.published_at, version.id), default=None)


class FlowVersion(Audited, OfCompany, Base):
    """Stores a drawing as it was published. Only its *note*, and when it was published last, may change."""

    __tablename__ = "flow_versions"
    __table_args__ = (UniqueConstraint("flow_id", "version"),)
    AUDIT_KIND = _("Version of a flow")
    AUDIT_LEFT_OUT = frozenset({"graph", "inner", "author", "created_at", "published_at"})

    id: Mapped[int] = mapped_column(primary_key=True)
    flow_id: Mapped[int] = mapped_column(ForeignKey("flows.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(Integer)
    """1, 2, 3 within the flow."""
    graph: Mapped[dict[str, Any]] = mapped_column(JSON)
    program_sha: Mapped[str] = mapped_column(String(64), index=True)
    author: Mapped[str] = mapped_column(String(120))
    inner: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    """The nodes of the sub-flows at that time: see ``designer.drawing.compiler.Result``."""
    note: Mapped[str] = mapped_column(String(200), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime] = mapped_column(default=now)

    flow: Mapped[Flow] = relationship(back_populates="versions")


class FlowTest(Audited, OfCompany, Base):
    """Stores a call that is simulated before the flow is published.

    *given* is a script and *expected* its result, as ``designer.trying.script_json`` and
    ``designer.trying.expected`` read them.
    """

    __tablename__ = "flow_tests"
    __table_args__ = (UniqueConstraint("flow_id", "name"),)
    AUDIT_KIND = _("Saved test")

    id: Mapped[int] = mapped_column(primary_key=True)
    flow_id: Mapped[int] = mapped_column(ForeignKey("flows.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    given: Mapped[dict[str, Any]] = mapped_column(JSON)
    expected: Mapped[dict[str, Any]] = mapped_column(JSON)

    flow: Mapped[Flow] = relationship(back_populates="tests")


class Number(Audited, OfCompany, Base):
    """Stores a number of the company: E.164 with "+", unique in the installation, or one that colleagues dial."""

    __tablename__ = "numbers"
    __table_args__ = (
        UniqueConstraint("company_id", "number"),
        Index("uq_numbers_e164", "number", unique=True, sqlite_where=IS_E164, postgresql_where=IS_E164),
    )
    AUDIT_KIND = _("Number")

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16))
    flow_id: Mapped[int | None] = mapped_column(ForeignKey("flows.id", ondelete="SET NULL"), index=True)

    flow: Mapped[Flow | None] = relationship(back_populates="numbers")
    publication: Mapped["Publication | None"] = relationship(back_populates="number", cascade="all, delete-orphan")


class Publication(Audited, OfCompany, Base):
    """Stores the version that answers a number now."""

    __tablename__ = "publications"
    AUDIT_KIND = _("Publication")

    id: Mapped[int] = mapped_column(primary_key=True)
    number_id: Mapped[int] = mapped_column(ForeignKey("numbers.id", ondelete="CASCADE"), unique=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("flow_versions.id", ondelete="CASCADE"), index=True)
    published_at: Mapped[datetime] = mapped_column(default=now)

    number: Mapped[Number] = relationship(back_populates="publication")
    version: Mapped[FlowVersion] = relationship()
