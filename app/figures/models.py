"""Stores the facts of calls: for each local day of a company, one row of bytes for each column."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany


class FigureDay(OfCompany, Base):
    """Stores that there are facts of a local *day*, an ordinal of Python's. *version* is another one whenever any of
    them changes; *calls* counts rows of the kind "call". *ids* are those of the calls, packed."""

    __tablename__ = "figure_days"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(BigInteger)
    calls: Mapped[int]
    ids: Mapped[bytes] = mapped_column(LargeBinary)


class FigureColumn(OfCompany, Base):
    """Stores one column of one kind of facts, as ``app.figures.columns`` writes it."""

    __tablename__ = "figure_columns"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(BigInteger)
    """That of its day."""
    data: Mapped[bytes] = mapped_column(LargeBinary)


class FigureTerm(OfCompany, Base):
    """Stores the *number* of a text, such as an extension, within the company. A number is never used again.

    *first_at* is, of a number outside, when it was first in a call, in milliseconds since 1970 UTC; 0 for others.
    """

    __tablename__ = "figure_terms"
    __table_args__ = (UniqueConstraint("company_id", "kind", "value"),)

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(12))
    value: Mapped[str] = mapped_column(Text)
    first_at: Mapped[int] = mapped_column(BigInteger, default=0)


class FigureMark(OfCompany, Base):
    """Stores that a call has changed since its facts were last stored, or goes on. *version* is another one with each
    change."""

    __tablename__ = "figure_marks"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    call: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


class FigureState(OfCompany, Base):
    """Stores by which *rules* the facts of the company were made: its time zone, and the version of the definitions.

    Those of the day *since* and later ones are still to be made; it is None once all are there.
    """

    __tablename__ = "figure_states"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    rules: Mapped[str] = mapped_column(String(80))
    since: Mapped[int | None]


class FigureDutyDay(OfCompany, Base):
    """Stores how long employees were in each state on a local *day* that is over: three columns of the same length.

    *extensions* and *states* are numbers of terms, *lengths* milliseconds. A day on which nobody was there has none.
    """

    __tablename__ = "figure_duty_days"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    extensions: Mapped[bytes] = mapped_column(LargeBinary)
    states: Mapped[bytes] = mapped_column(LargeBinary)
    lengths: Mapped[bytes] = mapped_column(LargeBinary)


class FigureDutyMark(OfCompany, Base):
    """Stores that presence of the day *since*, or of later ones, has changed after that day was over.

    *version* is another one with each change.
    """

    __tablename__ = "figure_duty_marks"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    since: Mapped[int]
    version: Mapped[int] = mapped_column(BigInteger)
