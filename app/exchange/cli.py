"""Provides ``flask exchange``, which runs the installation, and ``flask switch``, which manages what is published."""

import json
import os
import resource
import sys
from collections.abc import Iterator
from typing import Any, Protocol

import click
from flask.cli import AppGroup, with_appcontext

from app.config import config
from app.db import db
from app.exchange import measuring, parts, switching
from app.gateways.kamailio import KamailioDown, KamailioRefused
from app.port import Port
from app.ports.health import CheckResult, check_health
from config import variable

JsonObject = dict[str, Any]
OTHERS = 0.3


class FirstStart(Protocol):
    """Does what comes before and after the start of the processes."""

    def prepare(self) -> None:
        """Create the folders, upgrade the database, and create a company if there is none."""

    def greeting(self) -> Iterator[str]:
        """Return the lines that the terminal shows once everything runs."""


first_start: Port[FirstStart] = Port("the first start")

exchange = AppGroup("exchange", help="Runs the whole exchange.")
switch = AppGroup("switch", help="What is published, and what the switch does.")


@switch.command("status")
@with_appcontext
def show_status() -> None:
    """Print what is published and what is live per number, and what the switch has that nobody has published.

    Exit 1 when there is such an entry, when a number differs, or when the switch is down.
    """
    found = [each.to_json() for each in switching.status()]
    try:
        unpublished = switching.unpublished()
        switch_answers = True
    except (KamailioDown, KamailioRefused):
        unpublished, switch_answers = [], False
    found += [{"entry": key, "is_live": False, "error": "nobody has published this"} for key in unpublished]
    click.echo(json.dumps(found, indent=2))
    sys.exit(0 if switch_answers and all(each["is_live"] for each in found) else 1)


@switch.command("reconcile")
@with_appcontext
def reconcile() -> None:
    """Repair now what differs between the database and the switch, and print the repaired keys."""
    try:
        repaired = switching.reconcile()
    except switching.NOT_REACHED as problem:
        code = "other_database" if isinstance(problem, switching.OtherDatabase) else "switch_down"
        click.echo(json.dumps({"error": {"code": code, "message": str(problem)}}))
        sys.exit(1)
    click.echo(json.dumps({"repaired": repaired}))


@switch.command("kamailio")
def run_kamailio() -> None:
    """Become Kamailio, with the files and options of this installation.

    It starts from the last snapshot, whether or not the database is there; only the first one is made here.
    """
    if not config().snapshot.exists():
        switching.write_folder()
        db.engine.dispose()
    _become(parts.kamailio_command(config()))


@switch.command("rtpengine")
def run_rtpengine() -> None:
    """Become rtpengine, with the options of this installation.

    It leaves no core file: 10.5 dies of SIGSEGV whenever it is stopped while it records.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _become(parts.rtpengine_command(config()))


@exchange.command("run")
def run() -> None:
    """Prepare the database (the first time with a demo company), start all parts, and run until told to stop."""
    from app.exchange.supervisor import run as run_parts

    sys.exit(run_parts(config(), first_start().prepare, first_start().greeting))


@exchange.command("health")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
@with_appcontext
def show_health(as_json: bool) -> None:
    """Print how everything is that the exchange needs, and what to do.

    Exit 1 when something does not work, or can't be checked.
    """
    found = check_health()
    for each in found:
        click.echo(json.dumps(each.to_json(), ensure_ascii=False) if as_json else _readable(each))
    sys.exit(1 if any(each.is_bad for each in found) else 0)


def _readable(result: CheckResult) -> str:
    found = result.finding
    more = f"{found.to_do} ({', '.join(result.variables)})" if result.variables else found.to_do
    words = f"{found.state:8} {result.label}: {found.said}"
    return f"{words}\n{'':8} {more}" if more else words


@exchange.command("measure")
@click.option("--seconds", default=10.0, show_default=True, help="For how long each rate is tried.")
@click.option("--keep/--no-keep", default=True, show_default=True, help="Whether the exchange goes by it from now on.")
@with_appcontext
def measure(seconds: float, keep: bool) -> None:
    """Find out how many new calls per second this machine carries, and admit no more than that.

    Calls with a menu and a talk are placed to a private exchange, more and more of them, for about ten minutes.
    Nothing else should use the machine meanwhile, and nobody should call.
    """
    found, was_quiet = 0, True
    try:
        for step in measuring.steps(seconds):
            if "knee" in step:
                found = step["calls_per_second"]
            else:
                was_quiet = _others(step) <= OTHERS
                click.echo(_measured(step, was_quiet))
    except measuring.CannotMeasure as problem:
        raise click.ClickException(str(problem)) from problem
    if not found:
        raise click.ClickException("not even the lowest rate went well; is the machine busy with something else?")
    click.echo(f"This machine is to be given {found} new calls a second.")
    if not was_quiet:
        click.echo("It is not kept, because other programs used the machine meanwhile: measure again when it is quiet.")
    elif keep:
        path = measuring.keep(config(), found)
        click.echo(f"Kept in {path}; it holds from the next start of the exchange on.")
    else:
        click.echo(f"Not kept; {variable('calls_per_second')}={found} sets it.")


def _others(step: JsonObject) -> float:
    """Return how many cores neither the exchange nor its callers used."""
    return float(step["cores"]["others"] + step["cores"]["stolen"])


def _measured(step: JsonObject, was_quiet: bool) -> str:
    verdict = "went well" if step["passes"] else "was too much"
    busy = "" if was_quiet else f" (other programs used {_others(step):.1f} cores meanwhile)"
    return f"{step['rate']:g} calls a second for {step['seconds']:g} s {verdict}{busy}"


def _become(command: list[str]) -> None:
    sys.stdout.flush()
    os.execvp(command[0], command)  # noqa: S606 - the very point
