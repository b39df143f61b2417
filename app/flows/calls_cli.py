"""Provides ``flask flow test`` and ``flask flow replay``: simulated and real calls through a drawing."""

from datetime import datetime
from typing import Any, BinaryIO, cast

import click
from flask.cli import with_appcontext

from app.flows import numbers, saved_tests, service
from app.flows.cli import FAULTY, finish, flow, json_errors, of_company, read_file
from app.flows.company_option import chosen_company
from app.flows.models import Flow
from app.flows.replaying import replay_calls

A_DAY = click.DateTime(["%Y-%m-%d"])
drawing = click.argument("drawing", metavar="FLOW_ID|FILE")
NO_BUNDLE = 'the file must be a JSON object with "graph" and "tests"'


@flow.command("test")
@drawing
@of_company
@with_appcontext
@json_errors
def test_command(drawing: str, company: str | None) -> None:
    """Run the tests of a flow against its draft; exit 2 when one fails.

    A FILE is JSON: {"graph": …, "tests": [{"name", "given", "expected"}]}.
    """
    with chosen_company(company):
        graph, tests = _tests_of_flow(int(drawing)) if drawing.isdecimal() else _tests_in_file(drawing)
        outcomes = [outcome.to_json() for outcome in saved_tests.run_tests(tests, service.faultless(graph))]
        passed = all(outcome["passed"] for outcome in outcomes)
        finish({"passed": passed, "tests": outcomes}, 0 if passed else FAULTY)


@flow.command("replay")
@drawing
@click.option("--from", "first", type=A_DAY, required=True, help="The first day, by the company's clock.")
@click.option("--to", "last", type=A_DAY, required=True, help="The last day; it is included.")
@click.option("--number", "wanted", multiple=True, help="Calls to this number; else the flow's, or with FILE to all.")
@of_company
@with_appcontext
@json_errors
def replay_command(drawing: str, first: datetime, last: datetime, wanted: tuple[str, ...], company: str | None) -> None:
    """Show which of the real calls of some days would take another path through a draft."""
    with chosen_company(company):
        if drawing.isdecimal():
            found = _flow(int(drawing))
            graph, rows = found.draft, found.numbers
        else:
            graph, rows = _file(drawing), numbers.list_numbers()
        finish(replay_calls(graph, wanted or [row.number for row in rows], first.date(), last.date()))


def _flow(flow_id: int) -> Flow:
    found = service.find_flow(flow_id)
    if found is None:
        raise service.Malformed(f"there is no flow {flow_id}")
    return found


def _tests_of_flow(flow_id: int) -> tuple[Any, list[dict[str, Any]]]:
    found = _flow(flow_id)
    return found.draft, saved_tests.tests_of(found)


def _tests_in_file(path: str) -> tuple[Any, list[dict[str, Any]]]:
    data = _file(path)
    if not isinstance(data, dict) or data.keys() != {"graph", "tests"} or not isinstance(data["tests"], list):
        raise service.Malformed(NO_BUNDLE)
    for test in data["tests"]:
        if not isinstance(test, dict) or not {"name", "given", "expected"} <= test.keys():
            raise service.Malformed('each test is a JSON object with "name", "given" and "expected"')
    return data["graph"], data["tests"]


def _file(path: str) -> Any:
    try:
        with click.open_file(path, "rb") as file:
            return read_file(cast(BinaryIO, file))
    except OSError as problem:
        raise service.Malformed(f"{path} can't be read: {problem.strerror}") from problem
