"""Writes many rows at once, past the session: inserts that say what to do with rows that are there already."""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from app.db import Base, db

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


def put(table: Table, rows: Sequence[Row]) -> None:
    """Insert *rows*, each with all columns, or replace those that are there."""
    if rows:
        connection().execute(_upsert(connection().dialect.name, table), rows)


def put_if_absent(table: Table, rows: Sequence[Row]) -> None:
    """Insert *rows*; leave those that are there as they are."""
    if rows:
        connection().execute(insert(table).on_conflict_do_nothing(), rows)


def _insert(dialect: str, table: Table) -> Any:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def _upsert(dialect: str, table: Table) -> Any:
    new = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    values = {column.name: new.excluded[column.name] for column in table.c if column.name not in keys}
    return new.on_conflict_do_update(index_elements=keys, set_=values)
