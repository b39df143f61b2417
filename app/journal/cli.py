"""Provides the command ``flask journal``: the journals of the switches."""

import json
import sys
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from app.config import config
from app.journal import service
from app.journal.rebuilding import read_folder
from app.journal.survey import survey
from app.journal.turns import OtherReads

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
YES = click.option("--yes", is_flag=True, help="Don't ask, though the folder is not the journal's own.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Only say whose calls the files have. Change nothing.")

journal = AppGroup("journal", help="What the switches wrote down.")


@journal.command("ingest")
@with_appcontext
def ingest() -> None:
    """Take what is new in the journal into the database now, as the worker does all the time."""
    report = service.follow_journal()
    found = {"lines": report.lines, "read_again": report.again}
    click.echo(json.dumps(found | ({"unreadable": report.unreadable} if report.unreadable else {})))


@journal.command("read")
@click.option("--again", "folder", type=FOLDER, required=True, help="A folder of journal files, packed or not.")
@YES
@DRY_RUN
@with_appcontext
def read(folder: Path, yes: bool, dry_run: bool) -> None:
    """Take in what is missing of the files in a folder. Rows that exist stay as they are.

    It fails if anything could not be read.
    """
    _read(folder, False, yes, dry_run)


@journal.command("rebuild")
@click.argument("folder", type=FOLDER, required=False)
@YES
@DRY_RUN
@with_appcontext
def rebuild(folder: Path | None, yes: bool, dry_run: bool) -> None:
    """Make the records of calls anew from the files in FOLDER, or in the journal's own.

    Calls of which the files don't have all that is known, and calls in progress, stay as they are. It fails if
    anything could not be read.
    """
    _read(folder or config().journal_dir, True, yes, dry_run)


def _read(folder: Path, is_anew: bool, yes: bool, dry_run: bool) -> None:
    is_own = folder.resolve() == config().journal_dir.resolve()
    if dry_run or not (yes or is_own):
        shares, report = survey(folder)
        for share in shares:
            click.echo(str(share), err=not dry_run)
        if dry_run:
            sys.exit(0 if report.is_complete else 1)
        click.confirm("Are these calls of this exchange, and shall they be taken in?", abort=True, err=True)
    try:
        report = read_folder(folder, is_anew)
    except OtherReads as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(json.dumps({name: value for name, value in vars(report).items() if value or name == "lines"}))
    if not report.is_complete:
        sys.exit(1)
