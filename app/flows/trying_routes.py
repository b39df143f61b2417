"""Serves the pages of a flow's saved tests and of the replay of real calls."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.call_story import Sentence, Story, ending
from app.company.service import own_company
from app.db import db, find, now
from app.flows import saved_test_texts, saved_tests, service
from app.flows.models import Flow, FlowTest
from app.flows.replaying import replay_call, replay_calls
from app.flows.routes import flows
from app.rights import right
from app.web.errors import Refused
from designer.trying.simulate import Trace

DAYS = 7
"""How many days are proposed, up to today."""


@flows.get("/<int:flow_id>/tests")
@right("see flows")
def tests(flow_id: int) -> ResponseReturnValue:
    """Show the tests with their results."""
    flow = find(Flow, id=flow_id)
    labels = service.labels_of_draft(flow)
    try:
        outcomes: dict[str, saved_tests.Outcome] = {
            outcome.test["name"]: outcome
            for outcome in saved_tests.run_tests(saved_tests.tests_of(flow), service.faultless(flow.draft), labels)
        }
        fault = ""
    except Refused as problem:
        outcomes, fault = {}, problem.message
    rows = [_test_row(test, outcomes.get(test.name), labels) for test in flow.tests]
    return render_template("flows/tests.html", flow=flow, tests=rows, fault=fault)


def _test_row(test: FlowTest, outcome: saved_tests.Outcome | None, labels: dict[str, str]) -> dict[str, Any]:
    expected = saved_tests.expectation(test.expected)
    return {
        "id": test.id,
        "name": test.name,
        "given": list(saved_test_texts.given(saved_tests.script(test.given))),
        "path": [labels.get(node, node) for node in expected.path or ()],
        "expected": list(saved_test_texts.expected(expected)),
        "wrong": outcome.wrong if outcome else None,
        "story": _story(outcome.trace, labels) if outcome and outcome.wrong else [],
    }


def _story(trace: Trace, labels: dict[str, str]) -> list[Sentence]:
    return list(Story(labels).sentences(trace.steps, trace.began_ms))


@flows.post("/<int:flow_id>/tests/<int:test_id>/delete")
@right("draw")
def delete_test(flow_id: int, test_id: int) -> ResponseReturnValue:
    """Delete a test."""
    find(Flow, id=flow_id)
    db.session.delete(find(FlowTest, id=test_id, flow_id=flow_id))
    db.session.commit()
    return redirect(url_for("flows.tests", flow_id=flow_id))


@flows.get("/<int:flow_id>/replay")
@right("see flows", scope="groups")
def replay(flow_id: int) -> ResponseReturnValue:
    """Replay the calls of some days against the draft."""
    flow = find(Flow, id=flow_id)
    today = now().astimezone(own_company().clock).date()
    first, last = (request.args.get(name, "") for name in ("from", "to"))
    found, refused = None, ""
    if first or last:
        try:
            found = _replayed(flow, first, last)
        except Refused as problem:
            refused = problem.message
    days = {"first": first or today - timedelta(days=DAYS - 1), "last": last or today}
    page = render_template("flows/replay.html", flow=flow, found=found, refused=refused, ending=ending, **days)
    return page, 422 if refused else 200


def _replayed(flow: Flow, first: str, last: str) -> dict[str, Any]:
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as problem:
        raise service.Malformed(_("Choose the first day and the last.")) from problem
    found = replay_calls(flow.draft, flow.all_numbers, *days)
    for call in found["calls"]:
        call["moment"] = datetime.fromisoformat(call["at"])
    return found


@flows.get("/<int:flow_id>/replay/<call>", endpoint="replay_call")
@right("see flows", scope="groups")
def show_replay(flow_id: int, call: str) -> ResponseReturnValue:
    """Show both paths of one call."""
    flow = find(Flow, id=flow_id)
    found = replay_call(flow.draft, flow.all_numbers, call)
    if found is None:
        abort(404)
    return render_template("flows/replay_call.html", flow=flow, **found)
