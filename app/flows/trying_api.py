"""Serves the simulation, the verifier and the saved tests of a flow, as JSON."""

from typing import Any

from flask import Response, abort, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.db import db, find, now
from app.flow_texts import translate
from app.flows import saved_tests, service
from app.flows.api import api
from app.flows.body import body
from app.flows.models import Flow, FlowTest
from app.flows.trial_callers import caller_of_a_trial
from app.flows.tried import tried
from app.ports.directory import directory_for
from app.ports.voice import voice
from app.rights import right
from designer.trying.simulate import simulate
from designer.verifying.report import VerifyOptions
from designer.verifying.verify import verify

MOST_VERIFY_STEPS = 100_000
"""A limit, because somebody is waiting for the result."""


@api.post("/flows/<int:flow_id>/simulate")
@right("see flows")
def simulate_call(flow_id: int) -> Response:
    """Simulate a call through a graph that need not be saved. Refuse faults."""
    data = body("graph", "script")
    find(Flow, id=flow_id)
    result = service.faultless(data["graph"])
    assert result.program is not None
    directory = directory_for(result.spoken)
    script = saved_tests.script(data["script"])
    if not script.extension:
        caller_of_a_trial(script.caller)
    trace = simulate(result.program, directory, script)
    return jsonify(tried(data["graph"], result, directory, trace))


@api.post("/flows/<int:flow_id>/verify")
@right("see flows")
def verify_graph(flow_id: int) -> Response:
    """Verify a graph that need not be saved. Refuse faults."""
    graph = body("graph")["graph"]
    numbers = find(Flow, id=flow_id).all_numbers
    result = service.faultless(graph)
    assert result.program is not None
    options = VerifyOptions(now(), number=numbers[0] if numbers else "", most_steps=MOST_VERIFY_STEPS)
    return jsonify(verify(result.program, directory_for(result.spoken), options).to_json(translate))


@api.get("/flows/<int:flow_id>/sounds/<name>")
@right("see flows")
def sound(flow_id: int, name: str) -> Response:
    """Return what callers hear of a prompt, in the language that its name ends with."""
    find(Flow, id=flow_id)
    return _wav(voice().sound_of(name) or abort(404))


@api.post("/flows/<int:flow_id>/speech")
@right("see flows")
def speech(flow_id: int) -> Response:
    """Return what callers would hear of a text that no published flow says yet."""
    data = body("language", "text")
    find(Flow, id=flow_id)
    return _wav(voice().preview(_text(data, "language"), _text(data, "text")))


def _text(data: dict[str, Any], key: str) -> str:
    text = data[key]
    if not isinstance(text, str):
        raise service.Malformed(_("“%(key)s” must be text.", key=key))
    return text


def _wav(sound: bytes) -> Response:
    return Response(sound, mimetype="audio/wav", headers={"Cache-Control": "private, no-cache"})


@api.get("/flows/<int:flow_id>/tests")
@right("see flows")
def tests(flow_id: int) -> Response:
    """Return the flow's tests."""
    return jsonify(tests=saved_tests.tests_of(find(Flow, id=flow_id)))


@api.post("/flows/<int:flow_id>/tests")
@right("draw")
def add_test(flow_id: int) -> ResponseReturnValue:
    """Add a test."""
    data = body("name", "given", "expected")
    test = saved_tests.add_test(find(Flow, id=flow_id), data["name"], data["given"], data["expected"])
    db.session.commit()
    return jsonify(saved_tests.test_json(test)), 201


@api.delete("/flows/<int:flow_id>/tests/<int:test_id>")
@right("draw")
def delete_test(flow_id: int, test_id: int) -> ResponseReturnValue:
    """Delete a test."""
    find(Flow, id=flow_id)
    db.session.delete(find(FlowTest, id=test_id, flow_id=flow_id))
    db.session.commit()
    return "", 204


@api.post("/flows/<int:flow_id>/tests/run")
@right("see flows")
def run_tests(flow_id: int) -> Response:
    """Run each test against the draft."""
    flow = find(Flow, id=flow_id)
    result = service.faultless(flow.draft)
    labels = service.labels_of(flow.draft, result.inner)
    red_and_green = saved_tests.run_tests(saved_tests.tests_of(flow), result, labels)
    outcomes = [outcome.to_json() for outcome in red_and_green]
    return jsonify(passed=all(each["passed"] for each in outcomes), tests=outcomes)
