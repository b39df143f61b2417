"""Numbers, the flows they lead to, and what was published."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, OfCompany, now


class Flow(OfCompany, Base):
    """A drawing. *draft* is graph.json as the canvas last saved it; *revision* counts the savings."""

    __tablename__ = "flows"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    draft: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    numbers: Mapped[list["Number"]] = relationship(back_populates="flow", order_by="Number.number")
    versions: Mapped[list["FlowVersion"]] = relationship(
        back_populates="flow", cascade="all, delete-orphan", order_by="FlowVersion.version.desc()"
    )


class FlowVersion(OfCompany, Base):
    """A drawing as it was published; never changed."""

    __tablename__ = "flow_versions"
    __table_args__ = (UniqueConstraint("flow_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    flow_id: Mapped[int] = mapped_column(ForeignKey("flows.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(Integer)
    """1, 2, 3 within the flow."""
    graph: Mapped[dict[str, Any]] = mapped_column(JSON)
    program_sha: Mapped[str] = mapped_column(String(64), index=True)
    author: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(default=now)

    flow: Mapped[Flow] = relationship(back_populates="versions")


class Number(OfCompany, Base):
    """A number of the company, in E.164 with "+"; it belongs to one company in the installation."""

    __tablename__ = "numbers"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    flow_id: Mapped[int | None] = mapped_column(ForeignKey("flows.id", ondelete="SET NULL"), index=True)

    flow: Mapped[Flow | None] = relationship(back_populates="numbers")
    publication: Mapped["Publication | None"] = relationship(back_populates="number", cascade="all, delete-orphan")


class Publication(OfCompany, Base):
    """What a number does now."""

    __tablename__ = "publications"

    id: Mapped[int] = mapped_column(primary_key=True)
    number_id: Mapped[int] = mapped_column(ForeignKey("numbers.id", ondelete="CASCADE"), unique=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("flow_versions.id", ondelete="CASCADE"), index=True)
    published_at: Mapped[datetime] = mapped_column(default=now)

    number: Mapped[Number] = relationship(back_populates="publication")
    version: Mapped[FlowVersion] = relationship()
