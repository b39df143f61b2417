"""Calls that are tried, saved as tests, and kept green by publishing."""

import json

import pytest

from app.flows import saved_tests
from tests.app.flows.conftest import NUMBER, graph, node
from tests.app.german import GERMAN

ANNA_ANSWERS = {
    "name": "Anna answers",
    "given": {"caller": "+4917012345", "at": "2026-11-23T10:00+01:00", "people": {"101": 4}},
    "expected": {"path": ["start", "hello", "anna"], "bridged_to": "101", "heard": ["welcome"]},
}
ANNA_IS_BUSY = {
    "name": "Anna is busy",
    "given": {**ANNA_ANSWERS["given"], "people": {"101": "busy"}},
    "expected": {"ended": "flow_ended", "bridged_to": ""},
}


def add(client, flow_id, test=ANNA_ANSWERS):
    return client.post(f"/api/flows/{flow_id}/tests", json=test)


def publish(client, flow_id, revision=1):
    return client.post(f"/api/flows/{flow_id}/publish", json={"revision": revision})


@pytest.fixture
def flask(app, tmp_path):
    """`flask flow test ...` of company 1001: (exit code, JSON of stdout). What is no number becomes a file."""
    runner = app.test_cli_runner()

    def run(drawing):
        if not isinstance(drawing, int):
            path = tmp_path / "drawing.json"
            path.write_text(drawing if isinstance(drawing, str) else json.dumps(drawing))
            drawing = path
        done = runner.invoke(args=["flow", "test", str(drawing), "--company", "1001"])
        return done.exit_code, json.loads(done.stdout)

    return run


def test_a_call_is_tried_through_a_graph_that_is_not_saved(client, flow_id):
    body = {"graph": graph("other"), "script": ANNA_ANSWERS["given"]}
    trace = client.post(f"/api/flows/{flow_id}/simulate", json=body).json
    assert (trace["path"], trace["bridged_to"]) == (["start", "hello", "anna"], "101")
    assert trace["heard"][0] == "other"
    assert client.get(f"/api/flows/{flow_id}").json["graph"] == graph()


def test_a_call_through_a_faulty_graph_is_refused_with_the_faults(client, flow_id):
    body = {"graph": {**graph(), "wires": []}, "script": ANNA_ANSWERS["given"]}
    answer = client.post(f"/api/flows/{flow_id}/simulate", json=body)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "faults")
    assert answer.json["diagnostics"]


@pytest.mark.parametrize(
    "body",
    [
        {"graph": graph()},
        {"graph": graph(), "script": 7},
        {"graph": graph(), "script": {"caller": "x"}},
        {"graph": graph(), "script": ANNA_ANSWERS["given"], "more": 1},
    ],
)
def test_what_is_no_script_is_refused_with_a_sentence(client, flow_id, body):
    answer = client.post(f"/api/flows/{flow_id}/simulate", json=body)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "malformed")
    assert answer.json["error"]["message"]


def test_tests_are_saved_listed_and_deleted(client, flow_id):
    answer = add(client, flow_id)
    assert answer.status_code == 201
    assert answer.json["expected"] == ANNA_ANSWERS["expected"]
    assert answer.json["given"]["people"] == {"101": 4.0}
    add(client, flow_id, ANNA_IS_BUSY)
    tests = client.get(f"/api/flows/{flow_id}/tests").json["tests"]
    assert [test["name"] for test in tests] == ["Anna answers", "Anna is busy"]
    assert client.delete(f"/api/flows/{flow_id}/tests/{answer.json['id']}").status_code == 204
    tests = client.get(f"/api/flows/{flow_id}/tests").json["tests"]
    assert [test["name"] for test in tests] == ["Anna is busy"]


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": " "},
        {"name": "x" * 121},
        {"name": 7},
        {"given": {}},
        {"given": {**ANNA_ANSWERS["given"], "at": "soon"}},
        {"expected": {}},
        {"expected": {"colour": "red"}},
    ],
)
def test_what_can_be_no_test_is_refused_with_a_sentence(client, flow_id, change):
    answer = add(client, flow_id, {**ANNA_ANSWERS, **change})
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "malformed")
    assert answer.json["error"]["message"]
    assert client.get(f"/api/flows/{flow_id}/tests").json == {"tests": []}


def test_two_tests_of_a_flow_have_two_names(client, flow_id):
    add(client, flow_id)
    answer = add(client, flow_id, {**ANNA_IS_BUSY, "name": " Anna answers "})
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "name_taken")


def test_a_flow_has_no_endless_tests(client, flow_id, monkeypatch):
    monkeypatch.setattr(saved_tests, "MOST_TESTS", 1)
    add(client, flow_id)
    assert add(client, flow_id, ANNA_IS_BUSY).status_code == 422


def test_tests_run_against_the_draft(client, flow_id):
    add(client, flow_id)
    add(client, flow_id, ANNA_IS_BUSY)
    found = client.post(f"/api/flows/{flow_id}/tests/run").json
    assert found["passed"]
    assert [(test["passed"], test["wrong"]) for test in found["tests"]] == [(True, []), (True, [])]
    client.put(f"/api/flows/{flow_id}/draft", json={"graph": graph("other"), "revision": 1})
    found = client.post(f"/api/flows/{flow_id}/tests/run").json
    assert not found["passed"]
    assert [test["passed"] for test in found["tests"]] == [False, True]
    assert "expected in there: welcome" in found["tests"][0]["wrong"][0]


def test_what_was_not_as_expected_is_told_in_german(client, flow_id):
    add(client, flow_id, {**ANNA_IS_BUSY, "expected": {"ended": "fault", "bridged_to": "101"}})
    (test,) = client.post(f"/api/flows/{flow_id}/tests/run", headers=GERMAN).json["tests"]
    assert test["wrong"] == [
        "der Anrufer spricht mit niemandem, nicht mit Anna Berg (101)",
        "der Ablauf hat den Anruf beendet; erwartet: ein Fehler hat den Anruf beendet",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"given": {"at": "soon", "caller": "1"}}, "at muss ein Zeitpunkt wie 2026-11-23T09:00+01:00 sein"),
        ({"given": {"caller": "1"}}, "ein Probeanruf braucht „at“"),
        ({"given": {**ANNA_ANSWERS["given"], "people": {"101": -1}}}, "people von 101 muss eine Zahl von 0 bis"),
        ({"expected": {"path": 7}}, "path muss eine Liste mit höchstens 1000 Einträgen sein"),
    ],
)
def test_what_can_be_no_test_is_refused_in_german(client, flow_id, change, sentence):
    answer = client.post(f"/api/flows/{flow_id}/tests", json={**ANNA_ANSWERS, **change}, headers=GERMAN)
    assert answer.json["error"]["message"].startswith(sentence)


@pytest.mark.parametrize(
    ("headers", "warning"),
    [({}, "“anonymous” is no number to call"), (GERMAN, "„anonymous“ ist keine Nummer, die man anrufen kann")],
)
def test_warnings_are_told_in_the_language_of_who_tries(client, flow_id, headers, warning):
    drawing = graph()
    drawing["nodes"][2] = node("anna", "outside", destination="{caller}")
    drawing["wires"][-1]["outlet"] = "failed"
    body = {"graph": drawing, "script": {**ANNA_ANSWERS["given"], "caller": ""}}
    found = client.post(f"/api/flows/{flow_id}/simulate", json=body, headers=headers).json
    assert found["warnings"] == [warning]


def test_a_flow_with_a_red_test_is_not_published(client, flow_id, switch):
    add(client, flow_id)
    before = publish(client, flow_id).json["program"]
    add(client, flow_id, {**ANNA_IS_BUSY, "expected": {"ended": "fault"}})
    client.put(f"/api/flows/{flow_id}/draft", json={"graph": graph("other"), "revision": 1})
    entries = dict(switch.entries)
    answer = publish(client, flow_id, revision=2)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "tests")
    assert "Anna answers, Anna is busy" in answer.json["error"]["message"]
    assert [test["name"] for test in answer.json["tests"]] == ["Anna answers", "Anna is busy"]
    assert answer.json["tests"][1]["expected"] == {"ended": "fault"}
    assert answer.json["tests"][1]["trace"]["ended"] == "flow_ended"
    assert switch.entries == entries
    assert client.get(f"/api/flows/{flow_id}").json["published"]["program"] == before


def test_a_faulty_flow_is_told_of_its_faults_first(client, flow_id):
    add(client, flow_id)
    client.put(f"/api/flows/{flow_id}/draft", json={"graph": {**graph(), "wires": []}, "revision": 1})
    assert publish(client, flow_id, revision=2).json["error"]["code"] == "faults"
    assert client.post(f"/api/flows/{flow_id}/tests/run").json["error"]["code"] == "faults"


def test_a_flow_is_deleted_with_its_tests(client, flow_id):
    add(client, flow_id)
    client.post("/numbers/1", data={"flow": 0})
    client.post(f"/flows/{flow_id}/delete")
    assert client.get(f"/api/flows/{flow_id}/tests").status_code == 404


@pytest.mark.parametrize(
    ("method", "url", "body"),
    [
        ("get", "tests", None),
        ("post", "tests", ANNA_ANSWERS),
        ("delete", "tests/1", None),
        ("post", "tests/run", None),
        ("post", "simulate", {"graph": graph(), "script": ANNA_ANSWERS["given"]}),
    ],
)
def test_another_companys_tests_are_not_there(client, other_client, flow_id, method, url, body):
    assert add(client, flow_id).json["id"] == 1
    answer = getattr(other_client, method)(f"/api/flows/{flow_id}/{url}", json=body)
    assert (answer.status_code, answer.json["error"]["code"]) == (404, "not_found")
    assert len(client.get(f"/api/flows/{flow_id}/tests").json["tests"]) == 1


def test_a_test_of_another_flow_is_not_there(client, flow_id):
    add(client, flow_id)
    client.post("/flows/", data={"name": "Summer"})
    assert client.delete("/api/flows/2/tests/1").status_code == 404


def test_the_command_runs_the_tests_of_a_flow(client, flow_id, flask):
    add(client, flow_id)
    assert flask(flow_id)[0] == 0
    add(client, flow_id, {**ANNA_IS_BUSY, "expected": {"bridged_to": "101"}})
    code, told = flask(flow_id)
    assert (code, told["passed"]) == (2, False)
    assert told["tests"][1]["wrong"] == ["the caller talks to nobody, not to 101"]


def test_the_command_runs_the_tests_in_a_file(flow_id, flask):
    bundle = {"graph": graph(), "tests": [ANNA_ANSWERS]}
    assert flask(bundle)[0] == 0
    assert flask({**bundle, "graph": graph("other")})[0] == 2


@pytest.mark.parametrize(
    "wrong", [99, "{", [], {"graph": {}}, {"graph": graph(), "tests": [1]}, {"graph": [], "tests": []}]
)
def test_the_command_refuses_what_it_can_not_run(flow_id, flask, wrong):
    code, told = flask(wrong)
    assert code == 2
    assert told["error"]["message"]


def test_publishing_by_the_command_is_held_up_as_well(app, client, flow_id, tmp_path):
    add(client, flow_id)
    path = tmp_path / "graph.json"
    path.write_text(json.dumps(graph("other")))
    done = app.test_cli_runner().invoke(args=["flow", "publish", str(path), "--number", NUMBER, "--company", "1001"])
    assert (done.exit_code, json.loads(done.stdout)["error"]["code"]) == (2, "tests")
    assert client.get(f"/api/flows/{flow_id}").json["revision"] == 1


def test_tests_want_the_token_of_the_page_and_somebody_signed_in(app, client, visitor, flow_id):
    assert visitor.get(f"/api/flows/{flow_id}/tests").status_code in (302, 401)
    app.config["WTF_CSRF_ENABLED"] = True
    assert add(client, flow_id).status_code == 400
    assert client.delete(f"/api/flows/{flow_id}/tests/1").status_code == 400


def test_the_page_tells_the_tests_and_what_comes_of_them(client, flow_id):
    assert "No test yet" in client.get(f"/flows/{flow_id}/tests").text
    add(client, flow_id)
    add(client, flow_id, {**ANNA_IS_BUSY, "expected": {"ended": "caller_hung_up"}})
    page = client.get(f"/flows/{flow_id}/tests").text
    _, answers, busy = page.split('<td class="fw-bold"')
    assert ("passes" in answers, "fails" in answers) == (True, False)
    assert ("passes" in busy, "fails" in busy) == (False, True)
    assert "Anna Berg (101) picks up after 4 s" in page
    assert "talks with Anna Berg (101)" in page


def test_the_page_of_a_faulty_draft_tells_the_tests_untried(client, flow_id):
    add(client, flow_id)
    client.put(f"/api/flows/{flow_id}/draft", json={"graph": {**graph(), "wires": []}, "revision": 1})
    page = client.get(f"/flows/{flow_id}/tests").text
    assert "no call can go through it" in page
    assert "not tried" in page


def test_a_test_is_deleted_on_its_page(client, other_client, flow_id):
    test_id = add(client, flow_id).json["id"]
    url = f"/flows/{flow_id}/tests/{test_id}/delete"
    assert other_client.post(url).status_code == 404
    assert client.post(url).location == f"/flows/{flow_id}/tests"
    assert client.get(f"/api/flows/{flow_id}/tests").json == {"tests": []}
