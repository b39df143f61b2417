"""Provides the database, and keeps the companies of an installation apart.

A model of a company derives from ``OfCompany``. Every statement of the session that reads or writes such a model, and
every row added, belongs to the company in force, or is refused (``app.db.kept``): the signed-in user's in a request, or
the one named by ``company_scope`` in a command, a Socket.IO handler or the worker. Without one, a query raises
``NoCompany``; code that is meant for all companies says so with ``every_company``. ``session.get`` of an object that
the session already holds runs no query, so routes look rows up with ``find``.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, Select, TextClause, event, func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
    registry,
    with_loader_criteria,
)
from sqlalchemy.types import TypeDecorator

from app.db.commits import HookedSession
from app.db.kept import NotKept, models_in, reads_rows, writes_elsewhere
from app.db.sqlite_turns import LONGEST_S, TurnTaking
from config import Config

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
EVERY_COMPANY = object()
RECONNECT_S = 900
"""After so long, a connection to SQLite is opened again, to have the latest of ``app.db.row_estimates``."""


class NoCompany(Exception):
    """Says that a query or a new row needs a company, and none is in force."""


class WrongCompany(Exception):
    """Says that a row of another company was about to be written."""


class UtcDateTime(TypeDecorator[datetime]):
    """Stores an aware time in UTC, and returns one. A naive time raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC, or raise ValueError for a naive one."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored time, aware and in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Serves as the base class of all models."""

    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UtcDateTime})


class OfCompany:
    """Makes the row belong to one company, as a mixin. The company in force is filled in."""

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)


class OfOther:
    """Makes the row belong to one of another table, as a mixin, because it does not say itself whose it is.

    Under a company, the session reads and writes none. Whoever has found the other row uses
    ``app.db.upserts.connection``.
    """


db = SQLAlchemy(model_class=Base, session_options={"class_": HookedSession})
Row = TypeVar("Row", bound=Base)


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def find(model: type[Row], **values: Any) -> Row:
    """Return the row of the company in force with these values, or end the request with 404."""
    row = db.session.scalar(select(model).filter_by(**values))
    return row if row is not None else abort(404)


def count_rows(query: Select[Any]) -> int:
    """Return how many rows *query* finds, whatever its order. It may not be grouped or distinct."""
    counted = query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    return db.session.scalar(counted) or 0


def newest(model: type[Row]) -> list[Row]:
    """Return the rows as they are in the table now: another session may have changed what this one read before."""
    return list(db.session.scalars(select(model), execution_options={"populate_existing": True}))


@contextmanager
def company_scope(company_id: int) -> Iterator[None]:
    """Restrict queries inside to the rows of this company."""
    with _in_force(company_id):
        yield


@contextmanager
def every_company() -> Iterator[None]:
    """Let queries inside see all companies: for signing in, and for the installation's own jobs."""
    with _in_force(EVERY_COMPANY):
        yield


@contextmanager
def as_committed() -> Iterator[None]:
    """Give queries inside a session of their own, which does not see uncommitted changes."""
    company_id = company_in_force()
    with current_app.app_context(), company_scope(company_id):
        yield


@contextmanager
def _in_force(value: object) -> Iterator[None]:
    before = g.get("company_in_force")
    g.company_in_force = value
    try:
        yield
    finally:
        g.company_in_force = before


def company_in_force() -> Any:
    """Return the id of a company, or EVERY_COMPANY. Raise NoCompany if none is in force."""
    found = g.get("company_in_force")
    if found is None:
        raise NoCompany
    return found


@event.listens_for(Session, "do_orm_execute")
def _keep_to_company(state: ORMExecuteState) -> None:
    if state.is_column_load or state.is_relationship_load:
        return  # belongs to a row that was found in scope
    in_force = g.get("company_in_force")
    if in_force is EVERY_COMPANY or (in_force is None and isinstance(state.statement, TextClause)):
        return  # text of SQL without a company is that of migrations
    models = models_in(state.statement, (OfCompany, OfOther), Base.registry)
    if not models:
        return
    company_id = company_in_force()
    for model in models:
        if issubclass(model, OfOther):
            raise NotKept(model.__name__)
    target = state.bind_mapper.class_ if state.bind_mapper else object
    if issubclass(target, OfCompany) and writes_elsewhere(state, company_id):
        raise WrongCompany(target.__name__)
    if not state.is_insert:
        state.statement = state.statement.options(
            with_loader_criteria(OfCompany, lambda cls: cls.company_id == company_id, include_aliases=True)
        )


@event.listens_for(Session, "before_flush")
def _write_to_company(session: Session, *_: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if g.get("company_in_force") is not EVERY_COMPANY and any(map(reads_rows, vars(row).values())):
            raise NotKept(type(row).__name__)
        if isinstance(row, OfCompany):
            company_id = company_in_force()
            if company_id is EVERY_COMPANY:
                continue
            if row.company_id is None:
                row.company_id = company_id
            elif row.company_id != company_id:
                raise WrongCompany(type(row).__name__)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: object, _: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        for pragma in ("journal_mode=wal", "foreign_keys=on", "synchronous=normal", "secure_delete=on"):
            connection.execute(f"pragma {pragma}")
        connection.create_function("lower", 1, _lower, deterministic=True)


def forget_traces() -> None:
    """Let nothing of what was deleted stay in SQLite's log of changes. Nothing happens while somebody reads or writes,
    nor in PostgreSQL, which tidies up by itself."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.exec_driver_sql("pragma busy_timeout=0")
            try:
                connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
            finally:
                connection.exec_driver_sql(f"pragma busy_timeout={LONGEST_S * 1000:.0f}")


def _lower(text: Any) -> Any:
    """Lowercase *text*; SQLite's own function only knows a to z."""
    return text.lower() if isinstance(text, str) else text


def _with_driver(url: str) -> str:
    """Return *url* with psycopg as PostgreSQL's driver, if it names none."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _engine_options(url: str) -> dict[str, Any]:
    """Return engine options that allow as many connections as requests.

    A request that waits for another to save holds one, and the other may need a second.
    """
    if not url.startswith("sqlite"):
        return {"pool_size": 10, "max_overflow": 20}
    return {
        "max_overflow": -1,
        "pool_recycle": RECONNECT_S,
        "connect_args": {"factory": TurnTaking, "timeout": LONGEST_S},
    }


def init_app(app: Flask) -> None:
    """Connect the application to its database and migrations."""
    config: Config = app.config["ZENTRALE"]
    app.config["SQLALCHEMY_DATABASE_URI"] = _with_driver(config.database_url)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(config.database_url)
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
