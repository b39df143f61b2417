"""``flask journal``: what the switches wrote down."""

import json

import click
from flask.cli import AppGroup, with_appcontext

from app.journal import service

journal = AppGroup("journal", help="What the switches wrote down.")


@journal.command("ingest")
@with_appcontext
def ingest() -> None:
    """Take what is new in the journal into the database now, as the worker does all the time."""
    click.echo(json.dumps({"lines": service.ingest()}))


@journal.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Derive calls and the ledger of recordings again from the lines that the database has."""
    click.echo(json.dumps({"lines": service.rebuild()}))
