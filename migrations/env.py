"""Connects Alembic to the application's database, for `flask db`."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app.db import UtcDateTime, db
from app.encrypted import EncryptedText

PLAIN = {UtcDateTime: "sa.DateTime(timezone=True)", EncryptedText: "sa.Text()"}


def render_item(kind, value, _autogen_context):
    """Render our own types as plain ones, because migrations must not change when our types do."""
    return PLAIN.get(type(value), False) if kind == "type" else False


def run() -> None:
    """Run the migrations."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection, foreign_keys_off(connection):
        context.configure(connection=connection, target_metadata=db.metadata, render_item=render_item, **options)
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Turn foreign keys off in SQLite, which can change a table with references only by recreating it.

    The references are checked at the end.
    https://www.sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA foreign_keys=off")
    connection.commit()
    yield
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    connection.exec_driver_sql("PRAGMA foreign_keys=on")
    if broken:
        raise RuntimeError(f"the migration left rows that refer to nothing: {broken[:5]}")


run()
