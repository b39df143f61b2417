"""Writes many rows at once, past the session: inserts that say what to do with rows that are there already.

The database's driver gets the rows as they are: SQLAlchemy takes longer to prepare the parameters of a row than SQLite
takes to write it.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, cast

from sqlalchemy import JSON, Connection, Dialect, Table, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

from app.db import Base, UtcDateTime, db

Row = dict[str, Any]


def connection() -> Connection:
    """Return the connection of the transaction under way. Statements on it see the rows of all companies."""
    return db.session.connection()


def table_of(model: type[Base]) -> Table:
    """Return the table of *model*."""
    return cast(Table, model.__table__)


def insert(table: Table) -> Any:
    """Return an insert that knows ``on_conflict_do_update`` in the dialect of the database."""
    return _insert(connection().dialect.name, table)


def put(table: Table, rows: Sequence[Row], appends: str = "") -> None:
    """Insert *rows*, each with all columns, or replace those that are there.

    With *appends*, the name of a column of text, only add to its text in rows that are there.
    """
    _execute(_upsert(connection().dialect.name, table, appends), rows)


def change(table: Table, rows: Sequence[Row], names: tuple[str, ...]) -> None:
    """Change the columns *names* of *rows* that are there, each with its primary key."""
    _execute(_update(table, names), rows)


def put_if_absent(table: Table, rows: Sequence[Row]) -> None:
    """Insert *rows*; leave those that are there as they are."""
    if rows:
        connection().execute(insert(table).on_conflict_do_nothing(), rows)


def _execute(statement: Any, rows: Sequence[Row]) -> None:
    if not rows:
        return
    text, names, is_positional = _prepared(connection().dialect, statement)
    made = [[write(row[name]) if write else row[name] for name, write in names] for row in rows]
    if is_positional:
        connection().exec_driver_sql(text, [tuple(each) for each in made])
    else:
        keys = [name for name, _ in names]
        connection().exec_driver_sql(text, [dict(zip(keys, each, strict=True)) for each in made])


Writes = Callable[[Any], Any] | None
"""What makes a value one that the driver takes; None if nothing is to be done."""


@cache
def _prepared(dialect: Dialect, statement: Any) -> tuple[str, tuple[tuple[str, Writes], ...], bool]:
    """Return the text of *statement* for the driver, its parameters, and whether they are given by position."""
    compiled = statement.compile(dialect=dialect)
    names = compiled.positiontup or list(compiled.binds)
    writes = tuple((name, _writes(compiled.binds[name].type, dialect)) for name in names)
    return str(compiled), writes, bool(compiled.positiontup)


def _writes(kind: TypeEngine[Any], dialect: Dialect) -> Writes:
    write = kind.dialect_impl(dialect).bind_processor(dialect)
    if dialect.name != "sqlite" or write is None:
        return write
    if isinstance(kind, UtcDateTime):
        return sqlite_time
    return _unless_empty(write) if isinstance(kind, JSON) else write


def _unless_empty(write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Write most lists and objects, which are empty, without asking for their JSON."""
    empty: dict[type, Any] = {list: write([]), dict: write({})}
    return lambda value: write(value) if value or type(value) not in empty else empty[type(value)]


@lru_cache(maxsize=4096)
def sqlite_time(value: datetime | None) -> str | None:
    """Return an aware time as SQLAlchemy's DateTime writes it into SQLite, only faster: a batch has most of its times
    more than once. Raise ValueError for a naive time."""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"a time without a zone: {value!r}")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _insert(dialect: str, table: Table) -> Any:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def _upsert(dialect: str, table: Table, appends: str) -> Any:
    new = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    values = {column.name: new.excluded[column.name] for column in table.c if column.name not in keys}
    if appends:
        values = {appends: table.c[appends] + new.excluded[appends]}
    return new.on_conflict_do_update(index_elements=keys, set_=values)


@cache
def _update(table: Table, names: tuple[str, ...]) -> Any:
    which = [column == bindparam(column.name) for column in table.primary_key]
    return update(table).where(*which).values({name: bindparam(name) for name in names})
