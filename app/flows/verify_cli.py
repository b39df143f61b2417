"""Provides ``flask flow verify``: explores everything that can happen to callers of a flow."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import BinaryIO

import click
from flask.cli import with_appcontext

from app.flows import service
from app.flows.cli import FAULTY, file_argument, finish, flow, json_errors, of_company, read_file
from app.flows.company_option import chosen_company
from app.ports.directory import directory_for
from designer.verifying.report import VerifyOptions
from designer.verifying.verify import verify

USUAL = VerifyOptions(datetime.fromtimestamp(0, UTC))


@flow.command("verify")
@file_argument
@of_company
@click.option("--number", default="", help="What callers dial.")
@click.option("--silence", type=click.IntRange(1), default=USUAL.most_silence_s, show_default=True, help="At most, s.")
@click.option(
    "--to-person", type=click.IntRange(1), default=USUAL.most_s_to_person, show_default=True, help="At most, s."
)
@with_appcontext
@json_errors
def verify_command(file: BinaryIO, company: str | None, number: str, silence: int, to_person: int) -> None:
    """Try every key, timeout and outcome at every kind of moment; exit 2 with calls that show what was found."""
    graph = read_file(file)
    options = replace(USUAL, at=datetime.now(UTC), number=number, most_silence_s=silence, most_s_to_person=to_person)
    with chosen_company(company):
        result = service.compiled(graph)
        if result.program is None:
            finish({"diagnostics": [diagnostic.to_json() for diagnostic in result.diagnostics]}, FAULTY)
            return
        report = verify(result.program, directory_for(result.spoken), options)
        finish(report.to_json(), FAULTY if report.findings else 0)
