"""JSON for trying a flow: one call, or the tests that are saved with it."""

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from app.db import db, find
from app.flows import saved_tests, service
from app.flows.api import api
from app.flows.body import body
from app.flows.models import Flow, FlowTest
from app.references import directory_for
from app.said import translate
from designer import simulate


@api.post("/flows/<int:flow_id>/simulate")
def simulate_call(flow_id: int) -> Response:
    """What would become of a call through a graph that need not be saved. Faults are refused."""
    data = body("graph", "script")
    find(Flow, id=flow_id)
    result = service.faultless(data["graph"])
    assert result.program is not None
    directory = directory_for(result.spoken)
    trace = simulate(result.program, directory, saved_tests.script(data["script"]))
    return jsonify(trace.to_json(directory, translate))


@api.get("/flows/<int:flow_id>/tests")
def tests(flow_id: int) -> Response:
    return jsonify(tests=saved_tests.tests_of(find(Flow, id=flow_id)))


@api.post("/flows/<int:flow_id>/tests")
def add_test(flow_id: int) -> ResponseReturnValue:
    data = body("name", "given", "expected")
    test = saved_tests.add_test(find(Flow, id=flow_id), data["name"], data["given"], data["expected"])
    db.session.commit()
    return jsonify(saved_tests.test_json(test)), 201


@api.delete("/flows/<int:flow_id>/tests/<int:test_id>")
def delete_test(flow_id: int, test_id: int) -> ResponseReturnValue:
    find(Flow, id=flow_id)
    db.session.delete(find(FlowTest, id=test_id, flow_id=flow_id))
    db.session.commit()
    return "", 204


@api.post("/flows/<int:flow_id>/tests/run")
def run_tests(flow_id: int) -> Response:
    """Each test against the draft."""
    flow = find(Flow, id=flow_id)
    result = service.faultless(flow.draft)
    labels = service.labels_of(flow.draft, result.inner)
    red_and_green = saved_tests.run_tests(saved_tests.tests_of(flow), result, labels)
    outcomes = [outcome.to_json() for outcome in red_and_green]
    return jsonify(passed=all(each["passed"] for each in outcomes), tests=outcomes)
