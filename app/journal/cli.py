"""Provides the command ``flask journal``: the journals of the switches."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from app.config import config
from app.journal import rebuilding, service

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

journal = AppGroup("journal", help="What the switches wrote down.")


@journal.command("ingest")
@with_appcontext
def ingest() -> None:
    """Take what is new in the journal into the database now, as the worker does all the time."""
    report = service.follow_journal()
    click.echo(json.dumps({"lines": report.lines, "read_again": report.again}))


@journal.command("read")
@click.option("--again", "folder", type=FOLDER, required=True, help="A folder of journal files, packed or not.")
@with_appcontext
def read(folder: Path) -> None:
    """Take in what is missing of the files in a folder. Rows that exist stay as they are."""
    click.echo(json.dumps({"lines": rebuilding.read_again(folder)}))


@journal.command("rebuild")
@click.argument("folder", type=FOLDER, required=False)
@with_appcontext
def rebuild(folder: Path | None) -> None:
    """Make the records of calls anew from the files in FOLDER, or in the journal's own.

    Calls of which the files have no beginning, and calls in progress, stay as they are.
    """
    click.echo(json.dumps({"lines": rebuilding.rebuild(folder or config().journal_dir)}))
