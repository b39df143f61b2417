"""Alembic's way to the database of the application, for `flask db`."""

from alembic import context
from flask import current_app

from app.db import UtcDateTime, db


def render_item(kind, value, _autogen_context):
    """Migrations use plain types: they must not change when our own do."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, UtcDateTime) else False


def run() -> None:
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=db.metadata, render_item=render_item, **options)
        with context.begin_transaction():
            context.run_migrations()


run()
