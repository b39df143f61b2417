"""Provides ``flask flow``: everything that the canvas does, for scripts.

It prints JSON, and exits with 2 for a faulty flow and with 1 if the switch does not answer.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, BinaryIO, TypeVar

import click
from flask.cli import AppGroup, with_appcontext

from app.company.models import Company
from app.company.service import own_company
from app.db import db
from app.flows import numbers, service
from app.flows.company_option import chosen_company
from app.flows.graph_json import NotJson, TooLarge, read_json
from app.phone_numbers import read_own_number
from app.ports.directory import KINDS, directory_for
from app.web.errors import Refused
from app.web.saving import live_warning
from designer.drawing.catalog import describe
from designer.drawing.compiler import compile_flow
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import MAX_BYTES
from designer.runtime.program import Program
from designer.trying.script import Script, ScriptError, presses
from designer.trying.simulate import simulate

FAULTY, SWITCH_DOWN = 2, 1
Command = TypeVar("Command", bound=Callable[..., Any])

flow = AppGroup("flow", help="Checks, tries and publishes flows. FILE is graph.json, or - for stdin.")
of_company = click.option("--company", metavar="CUSTOMER_NUMBER", help="Whose flow; not needed when there is only one.")
file_argument = click.argument("file", type=click.File("rb"))
no_references = click.option("--no-references", is_flag=True, help="Don't ask whether prompts, groups, ... exist.")


class Anything(set[str]):
    """Contains every name, to check a flow without a company."""

    def __contains__(self, _name: object) -> bool:
        """Return True."""
        return True


def json_errors(command: Command) -> Command:
    """Decorate a command to print refusals as the API does, and to roll back."""

    @wraps(command)
    def told(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except Refused as problem:
            db.session.rollback()
            finish({"error": {"code": problem.code, "message": problem.message}, **problem.extra}, FAULTY)

    return told  # type: ignore[return-value]


@flow.command("nodes")
def nodes() -> None:
    """Print the catalogue: every node type with its settings and outlets."""
    finish({"nodes": describe()})


@flow.command("check")
@file_argument
@of_company
@no_references
@with_appcontext
@json_errors
def check(file: BinaryIO, company: str | None, no_references: bool) -> None:
    """Print every fault of a flow at once; exit 2 when there is one."""
    program, found = _compile(read_file(file), company, no_references)
    finish(_diagnostics(found), 0 if program else FAULTY)


@flow.command("compile")
@file_argument
@of_company
@no_references
@with_appcontext
@json_errors
def compile_command(file: BinaryIO, company: str | None, no_references: bool) -> None:
    """Print the program that a flow compiles to, byte for byte as it is published."""
    program, found = _compile(read_file(file), company, no_references)
    if program is None:
        finish(_diagnostics(found), FAULTY)
    else:
        click.echo(program.text)


@flow.command("simulate")
@file_argument
@of_company
@click.option("--caller", default="+4930111222", show_default=True, help="Who calls.")
@click.option("--at", type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]), help="Company's time; else now.")
@click.option("--press", multiple=True, help='Keys as the flow asks for them, "1" or "12#", or at seconds, "1@2.5".')
@click.option("--answers", default="{}", help='JSON, {"101": 4, "102": "busy"}: seconds, or how it fails.')
@with_appcontext
@json_errors
def simulate_command(
    file: BinaryIO, company: str | None, caller: str, at: datetime | None, press: tuple[str, ...], answers: str
) -> None:
    """Simulate a call through a flow and print what happened."""
    graph = read_file(file)
    with chosen_company(company) as found_company:
        result = service.compiled(graph)
        if result.program is None:
            finish(_diagnostics(result.diagnostics), FAULTY)
            return
        people_and_sounds = directory_for(result.spoken)
        try:
            script = Script(caller, _moment(at, found_company), press=presses(" ".join(press)), people=_people(answers))
        except ScriptError as problem:
            raise service.Malformed(str(problem)) from problem
        finish(simulate(result.program, people_and_sounds, script).to_json(people_and_sounds))


@flow.command("publish")
@file_argument
@click.option("--number", required=True, help="In E.164, +4930555010; it becomes the company's if nobody has it.")
@of_company
@with_appcontext
@json_errors
def publish(file: BinaryIO, number: str, company: str | None) -> None:
    """Save a flow as the draft of the number's flow, or as a new one, and publish it."""
    graph = read_file(file)
    with chosen_company(company):
        try:
            wanted = read_own_number(number, own_company().numbering_plan)
        except ValueError as problem:
            raise service.Malformed(f"{number} is no number such as +4930555010, and no extension") from problem
        row = numbers.find_number(wanted) or numbers.add_number(wanted)
        if row.flow is None:
            service.refuse_malformed(service.check(graph)[1])
            row.flow = service.add_flow(graph.get("name") or wanted, graph)
        else:
            service.save_draft(row.flow, graph, row.flow.revision)
        db.session.flush()
        version = service.publish(row.flow, "flask flow publish")
        flow_id = row.flow.id
        db.session.commit()
        (state,) = numbers.states([row])
        shown = {"number": wanted, "program": state.published, "live": state.is_live, "live_program": state.live}
        answer = {"flow": flow_id, "version": version.version, "program": version.program_sha, "numbers": [shown]}
        finish({**answer, "warning": live_warning()}, 0 if state.is_live else SWITCH_DOWN)


def read_file(file: BinaryIO) -> Any:
    """Return the JSON in a file. Raise Malformed if it is no JSON."""
    try:
        return read_json(file.read(MAX_BYTES + 1))
    except (NotJson, TooLarge) as problem:
        raise service.Malformed(f"{file.name} is no flow: {problem}") from problem


def _compile(graph: Any, company: str | None, no_references: bool) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    if no_references:
        result = compile_flow(graph, {kind: Anything() for kind in KINDS})
    else:
        with chosen_company(company):
            result = service.compiled(graph)
    return result.program, result.diagnostics


def _diagnostics(found: tuple[Diagnostic, ...]) -> dict[str, Any]:
    return {"diagnostics": [diagnostic.to_json() for diagnostic in found]}


def _moment(at: datetime | None, company: Company) -> datetime:
    zone = company.clock
    return at.replace(tzinfo=zone) if at else datetime.now(zone)


def _people(text: str) -> dict[str, float | str]:
    try:
        people = json.loads(text)
    except ValueError as problem:
        raise service.Malformed(f"--answers is no JSON: {problem}") from problem
    if not isinstance(people, dict):
        raise service.Malformed('--answers is a JSON object, such as {"101": 4}')
    return people


def finish(data: dict[str, Any], code: int = 0) -> None:
    """Print *data* and exit with *code*, if it is not 0."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))
    if code:
        sys.exit(code)
