"""Saves test calls with a flow, and runs them in the simulator before it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.company.service import lock_company
from app.db import db
from app.flow_texts import translate, translate_words
from app.flows.models import Flow, FlowTest
from app.ports.directory import directory_for, labels
from app.web.errors import Refused
from designer.drawing.compiler import Result
from designer.runtime.directory import Directory
from designer.trying.expected import Called, ExpectationError, Expected, as_it_is, expected_from_json
from designer.trying.script import Script, ScriptError
from designer.trying.script_json import script_from_json, to_json
from designer.trying.simulate import Trace, simulate

MOST_TESTS = 200
MOST_NAME_CHARACTERS = 120


class BadTest(Refused):
    """Says that a test can't be stored or run."""

    code = "malformed"


class NameTaken(Refused):
    """Says that the flow has a test of this name."""

    status = 409
    code = "name_taken"


class TestsFailed(Refused):
    """Says that a flow can't be published while a test fails."""

    code = "tests"


@dataclass(frozen=True)
class Outcome:
    """Describes the result of a test.

    *test* has "name", "given" and "expected"; *wrong* has a sentence for each thing that was not as expected.
    """

    test: dict[str, Any]
    wrong: list[str]
    trace: Trace
    directory: Directory

    def to_json(self) -> dict[str, Any]:
        """Return the result as JSON."""
        trace = self.trace.to_json(self.directory, translate)
        return {**self.test, "passed": not self.wrong, "wrong": self.wrong, "trace": trace}


def test_json(test: FlowTest) -> dict[str, Any]:
    """Return a test as JSON."""
    return {"id": test.id, "name": test.name, "given": test.given, "expected": test.expected}


def script(given: Any) -> Script:
    """Return the script of a test. Raise BadTest if it is none."""
    try:
        return script_from_json(given)
    except ScriptError as problem:
        raise BadTest(translate_words(problem.words)) from problem


def expectation(expected: Any) -> Expected:
    """Return the expected result of a test. Raise BadTest if it is none."""
    try:
        return expected_from_json(expected)
    except ExpectationError as problem:
        raise BadTest(translate_words(problem.words)) from problem


def add_test(flow: Flow, name: Any, given: Any, expected: Any) -> FlowTest:
    """Add a test to the flow. Raise BadTest if it can't be run, or NameTaken if the name exists already."""
    if not isinstance(name, str) or not 0 < len(name.strip()) <= MOST_NAME_CHARACTERS:
        raise BadTest(_("A test has a name of up to %(most)s characters.", most=MOST_NAME_CHARACTERS))
    lock_company()
    if any(test.name == name.strip() for test in flow.tests):
        raise NameTaken(_("This flow has a test “%(name)s” already.", name=name.strip()))
    if len(flow.tests) >= MOST_TESTS:
        raise BadTest(_("A flow has at most %(most)s tests.", most=MOST_TESTS))
    kept = {"given": to_json(script(given)), "expected": expectation(expected).to_json()}
    test = FlowTest(flow=flow, name=name.strip(), **kept)
    db.session.add(test)
    db.session.flush()
    return test


def tests_of(flow: Flow) -> list[dict[str, Any]]:
    """Return the flow's tests as JSON."""
    return [test_json(test) for test in flow.tests]


def run_tests(tests: Sequence[dict[str, Any]], result: Result, nodes: Mapping[str, str] | None = None) -> list[Outcome]:
    """Run each of *tests* against *result*, which has a program. Raise BadTest if one can't be run.

    Sentences use names as in the JSON or, with *nodes* (the labels of nodes), the labels that people know.
    """
    assert result.program is not None
    if not tests:
        return []
    directory = directory_for(result.spoken)
    called = as_it_is if nodes is None else _called(nodes)
    outcomes = []
    for test in tests:
        trace = simulate(result.program, directory, script(test["given"]))
        wrong = [translate_words(miss) for miss in expectation(test["expected"]).misses(trace, called)]
        outcomes.append(Outcome(test, wrong, trace, directory))
    return outcomes


def _called(nodes: Mapping[str, str]) -> Called:
    known = labels()

    def called(kind: str, name: str) -> str:
        return nodes.get(name, name) if kind == "node" else known.get((kind, name.partition("@")[0]), name)

    return called


def refuse_failing_tests(flow: Flow, result: Result, nodes: Mapping[str, str]) -> None:
    """Raise TestsFailed, with what each failing test expected and what happened."""
    red = [outcome for outcome in run_tests(tests_of(flow), result, nodes) if outcome.wrong]
    if red:
        sentence = ngettext(
            "%(num)d test fails, so the flow is not published: %(names)s.",
            "%(num)d tests fail, so the flow is not published: %(names)s.",
            len(red),
            names=", ".join(outcome.test["name"] for outcome in red),
        )
        raise TestsFailed(sentence, tests=[outcome.to_json() for outcome in red])
