import json

import pytest

from designer.drawing.catalog import describe
from designer.drawing.graph import MAX_BYTES
from tests.app.flows.conftest import NUMBER, graph, node


def save(client, flow_id, draft, revision=1):
    return client.put(f"/api/flows/{flow_id}/draft", json={"graph": draft, "revision": revision})


def publish(client, flow_id, revision=1):
    return client.post(f"/api/flows/{flow_id}/publish", json={"revision": revision})


def faulty():
    """It can be drawn, and it can't be published."""
    return {**graph("nothing"), "wires": []}


def live_program(switch):
    return json.loads(switch.entries[f"n:{NUMBER}"])["program"]


def test_the_catalogue_is_the_designers(client):
    assert client.get("/api/catalogue").json == {"nodes": json.loads(json.dumps(describe()))}


def test_references_are_offered_by_kind(client, flow_id):
    found = client.get("/api/references").json
    assert found["employee"] == [{"name": "101", "label": "Anna Berg (101)"}]
    assert [each["name"] for each in found["prompt"]] == ["sys:hold-music", "other", "welcome"]
    assert found["prompt"][0].keys() == {"name", "label", "text"}
    assert found["group"] == found["calendar"] == []


def test_a_flow_is_shown_as_it_was_drawn(client, flow_id):
    flow = client.get(f"/api/flows/{flow_id}").json
    assert flow == {
        "id": flow_id,
        "name": "Main",
        "graph": graph(),
        "revision": 1,
        "numbers": [NUMBER],
        "published": None,
        "diagnostics": [],
        "variables": [],
        "may_draw": True,
    }


def test_a_draft_with_faults_is_saved_and_its_faults_are_told(client, flow_id):
    answer = save(client, flow_id, faulty())
    assert (answer.status_code, answer.json["revision"]) == (200, 2)
    flow = client.get(f"/api/flows/{flow_id}").json
    assert (flow["graph"], flow["revision"]) == (faulty(), 2)
    codes = {each["code"] for each in answer.json["diagnostics"]}
    assert {"unwired", "missing"} <= codes
    assert flow["diagnostics"] == answer.json["diagnostics"]
    assert answer.json["diagnostics"][0].keys() == {"code", "message", "node", "field", "example"}


def test_a_draft_gives_the_flow_its_name(client, flow_id):
    save(client, flow_id, graph(name="Summer"))
    assert client.get(f"/api/flows/{flow_id}").json["name"] == "Summer"


def test_who_saves_second_is_told_and_changes_nothing(client, flow_id):
    save(client, flow_id, graph("other"))
    answer = save(client, flow_id, faulty())
    assert (answer.status_code, answer.json["error"]["code"], answer.json["revision"]) == (409, "conflict", 2)
    assert client.get(f"/api/flows/{flow_id}").json["graph"] == graph("other")
    assert publish(client, flow_id).status_code == 409


@pytest.mark.parametrize(
    "draft",
    [
        None,
        [],
        "flow",
        {},
        {**graph(), "format": 2},
        {**graph(), "nodes": {}},
        {**graph(), "nodes": [node("a", "start"), node("a", "start")]},
        {**graph(), "wires": [{"from": "start"}]},
    ],
)
def test_what_is_no_graph_is_refused_and_nothing_is_saved(client, flow_id, draft):
    answer = save(client, flow_id, draft)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "malformed")
    assert answer.json["diagnostics"]
    flow = client.get(f"/api/flows/{flow_id}").json
    assert (flow["graph"], flow["revision"]) == (graph(), 1)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b'{"graph": {}}',
        b'{"graph": {}, "revision": "1"}',
        b'{"graph": {}, "revision": true}',
        b'{"graph": {"x": NaN}, "revision": 1}',
        b'{"graph": {"x": 1e999}, "revision": 1}',
        b'{"graph": {"x": "\\ud800"}, "revision": 1}',
        b'{"graph": ' + b"[" * 100_000 + b"]" * 100_000 + b', "revision": 1}',
        b'{"graph": {"x": ' + b"9" * 10_000 + b'}, "revision": 1}',
    ],
)
def test_a_body_that_is_not_what_was_expected_is_refused(client, flow_id, body):
    answer = client.put(f"/api/flows/{flow_id}/draft", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "malformed")


def test_a_flow_that_is_too_large_is_refused(client, flow_id):
    for url, method in ((f"/api/flows/{flow_id}/draft", client.put), (f"/api/flows/{flow_id}/check", client.post)):
        answer = method(url, data=b" " * (MAX_BYTES + 1), content_type="application/json")
        assert (answer.status_code, answer.json["error"]["code"]) == (413, "request_entity_too_large")


def test_checking_saves_nothing(client, flow_id):
    found = client.post(f"/api/flows/{flow_id}/check", json={"graph": graph()})
    assert found.json == {"diagnostics": [], "variables": []}
    assert client.post(f"/api/flows/{flow_id}/check", json={"graph": faulty()}).json["diagnostics"]
    assert client.post(f"/api/flows/{flow_id}/check", json={"graph": 7}).json["diagnostics"]


def test_the_variables_that_a_drawing_sets_are_offered(client, flow_id):
    ask = {"id": "ask", "type": "digits", "settings": {"prompt": "welcome", "variable": "order"}}
    drawn = {**graph(), "nodes": [*graph()["nodes"], ask]}
    assert client.post(f"/api/flows/{flow_id}/check", json={"graph": drawn}).json["variables"] == ["order"]
    assert client.get(f"/api/flows/{flow_id}").json["revision"] == 1


def test_publishing_makes_the_next_call_do_it(client, flow_id, switch):
    answer = publish(client, flow_id)
    assert answer.status_code == 200
    program = answer.json["program"]
    assert answer.json == {
        "version": 1,
        "program": program,
        "numbers": [{"number": NUMBER, "program": program, "live": True}],
        "warning": None,
    }
    assert live_program(switch) == program
    published = client.get(f"/api/flows/{flow_id}").json["published"]
    assert (published["version"], published["program"]) == (1, program)
    assert published["at"].endswith("+00:00")


def test_a_flow_with_faults_is_not_published(client, flow_id, switch):
    before = publish(client, flow_id).json["program"]
    save(client, flow_id, faulty())
    answer = publish(client, flow_id, revision=2)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "faults")
    assert len(answer.json["diagnostics"]) > 1
    assert live_program(switch) == before
    assert client.get(f"/api/flows/{flow_id}").json["published"]["version"] == 1


def test_the_same_drawing_published_again_is_the_same_version(client, flow_id):
    assert publish(client, flow_id).json["version"] == publish(client, flow_id).json["version"] == 1
    save(client, flow_id, graph("other"))
    assert publish(client, flow_id, revision=2).json["version"] == 2


def test_publishing_without_the_switch_says_what_is_live(client, flow_id, switch):
    switch.is_down = True
    answer = publish(client, flow_id)
    assert answer.status_code == 200
    assert answer.json["numbers"] == [{"number": NUMBER, "program": answer.json["program"], "live": False}]
    assert "not live yet" in answer.json["warning"]


def test_a_flow_without_a_number_is_published_with_a_warning(client, app, flow_id):
    client.post("/numbers/1", data={"flow": 0})
    answer = publish(client, flow_id).json
    assert (answer["version"], answer["numbers"]) == (1, [])
    assert "No number leads to this flow" in answer["warning"]


@pytest.mark.parametrize(
    ("method", "url"),
    [("get", ""), ("put", "/draft"), ("post", "/check"), ("post", "/publish")],
)
def test_another_companys_flow_is_not_there(client, other_client, flow_id, switch, method, url):
    body = {"draft": {"graph": graph(), "revision": 1}, "check": {"graph": graph()}, "publish": {"revision": 1}}
    before = dict(switch.entries)
    answer = getattr(other_client, method)(f"/api/flows/{flow_id}{url}", json=body.get(url.strip("/")))
    assert (answer.status_code, answer.json["error"]["code"]) == (404, "not_found")
    assert switch.entries == before


def test_the_api_wants_the_token_of_the_page(app, client, flow_id):
    app.config["WTF_CSRF_ENABLED"] = True
    assert save(client, flow_id, graph()).status_code == 400
    page = client.get(f"/flows/{flow_id}/versions").text
    token = page.partition('name="csrf" content="')[2].partition('"')[0]
    body = {"graph": graph(), "revision": 1}
    answer = client.put(f"/api/flows/{flow_id}/draft", json=body, headers={"X-CSRFToken": token})
    assert answer.status_code == 200
