"""What was published before: notes, differences, going back, and drawings as files."""

import io
import json

import pytest

from app.flows import versions
from app.flows.service import published_graphs
from designer.drawing.graph import MAX_BYTES
from tests.app.flows.conftest import NUMBER, graph, node
from tests.app.german import GERMAN

PAGE = "/flows/{}/versions"


def save(client, flow_id, drawing, revision):
    answer = client.put(f"/api/flows/{flow_id}/draft", json={"graph": drawing, "revision": revision})
    assert answer.status_code == 200


def publish(client, flow_id, revision, **body):
    return client.post(f"/api/flows/{flow_id}/publish", json={"revision": revision, **body})


def live_program(switch):
    return json.loads(switch.entries[f"n:{NUMBER}"])["program"]


@pytest.fixture
def two_versions(client, flow_id):
    """Version 1 says welcome, version 2 something else; their programs."""
    first = publish(client, flow_id, 1).json["program"]
    save(client, flow_id, graph("other", name="Summer"), 1)
    return first, publish(client, flow_id, 2, note="  For the summer ").json["program"]


def test_a_version_has_a_note(client, flow_id, two_versions):
    found = client.get(f"/api/flows/{flow_id}/versions").json
    assert [(each["version"], each["note"], each["author"]) for each in found["versions"]] == [
        (2, "For the summer", "Olga Owner"),
        (1, "", "Olga Owner"),
    ]
    assert found["current"] == 2
    assert "For the summer" in client.get(PAGE.format(flow_id)).text


@pytest.mark.parametrize("note", [7, None, "x" * 201])
def test_what_is_no_note_is_refused(client, flow_id, note):
    answer = publish(client, flow_id, 1, note=note)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "malformed")
    assert client.get(f"/api/flows/{flow_id}").json["published"] is None


def test_publishing_the_same_drawing_again_may_give_it_a_note(client, flow_id):
    publish(client, flow_id, 1, note="First")
    publish(client, flow_id, 1)
    assert client.get(f"/api/flows/{flow_id}/versions").json["versions"][0]["note"] == "First"
    publish(client, flow_id, 1, note="Better")
    assert client.get(f"/api/flows/{flow_id}/versions").json["versions"][0]["note"] == "Better"


def test_the_page_tells_what_is_different_and_what_is_in_use(client, flow_id, two_versions):
    page = client.get(PAGE.format(flow_id)).text
    assert "“Play a message”: Prompt from “welcome” to “other”" in page
    assert "The flow is called “Summer” now, “Main” before" in page
    assert page.count(f"in use by {NUMBER}") == 1
    assert "not published yet" not in page
    save(client, flow_id, graph(name="Summer"), 2)
    assert "not published yet" in client.get(PAGE.format(flow_id)).text


def test_the_page_tells_it_in_german(client, flow_id, two_versions):
    page = client.get(PAGE.format(flow_id), headers=GERMAN).text
    assert "„Ansage spielen“, Ansage: jetzt „other“, vorher „welcome“" in page
    assert "Der Ablauf heißt jetzt „Summer“, vorher „Main“" in page
    found = client.get(f"/api/flows/{flow_id}/versions/2", headers=GERMAN).json["diff"]
    assert found["sentences"][0] == "Der Ablauf heißt jetzt „Summer“, vorher „Main“"


def test_the_difference_is_told_as_json(client, flow_id, two_versions):
    found = client.get(f"/api/flows/{flow_id}/versions/2").json
    assert found["diff"]["changed"][0]["after"] == "other"
    assert client.get(f"/api/flows/{flow_id}/versions/1").json["diff"] is None


def test_rolling_back_puts_the_very_version_in_force(client, flow_id, switch, two_versions):
    first, second = two_versions
    assert live_program(switch) == second
    page = client.post(f"/flows/{flow_id}/versions/1/roll-back", follow_redirects=True).text
    assert "Version 1 is in force." in page
    assert live_program(switch) == first
    flow = client.get(f"/api/flows/{flow_id}").json
    assert (flow["graph"], flow["name"], flow["revision"]) == (graph(), "Main", 3)
    assert (flow["published"]["version"], flow["published"]["program"]) == (1, first)
    assert [each["version"] for each in client.get(f"/api/flows/{flow_id}/versions").json["versions"]] == [2, 1]


def test_after_rolling_back_the_unchanged_draft_is_still_that_version(client, alone, flow_id, two_versions):
    client.post(f"/flows/{flow_id}/versions/1/roll-back")
    assert publish(client, flow_id, 3).json["version"] == 1
    client.post("/numbers", data={"number": "+4930555011", "flow": flow_id})
    page = client.get(PAGE.format(flow_id)).text
    assert "in use by +4930555011" in page.partition('class="fw-bold number">1<')[2]


def test_who_draws_meanwhile_is_told_that_somebody_rolled_back(client, flow_id, two_versions):
    client.post(f"/flows/{flow_id}/versions/1/roll-back")
    answer = client.put(f"/api/flows/{flow_id}/draft", json={"graph": graph(), "revision": 2})
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "conflict")


def test_rolling_back_by_the_api_wants_the_newest_revision(client, flow_id, switch, two_versions):
    url = f"/api/flows/{flow_id}/versions/1/roll-back"
    assert client.post(url, json={"revision": 1}).status_code == 409
    assert client.post(url, json={"revision": "2"}).status_code == 422
    answer = client.post(url, json={"revision": 2})
    assert (answer.status_code, answer.json["version"]) == (200, 1)
    assert live_program(switch) == two_versions[0]


def test_a_version_whose_prompt_is_gone_can_not_be_rolled_back_to(client, flow_id, switch, two_versions):
    assert "was deleted" in client.post("/settings/voice/1/delete", follow_redirects=True).text
    page = client.post(f"/flows/{flow_id}/versions/1/roll-back", follow_redirects=True).text
    assert "Version 1 refers to what is not there any more." in page
    assert live_program(switch) == two_versions[1]
    assert client.get(f"/api/flows/{flow_id}").json["revision"] == 2


def test_flows_that_call_it_go_through_what_was_rolled_back_to(client, flow_id, in_company, two_versions):
    assert published_graphs() == {"main": graph("other", name="Summer")}
    client.post(f"/flows/{flow_id}/versions/1/roll-back")
    assert published_graphs() == {"main": graph()}


def test_a_version_of_a_flow_whose_part_has_changed_becomes_a_new_one(client, flow_id, two_versions):
    """The same drawing is another program then, and a program is never replaced by another under its version."""
    caller = graph(name="Caller")
    caller["nodes"][1] = node("hello", "subflow", flow="main")
    calling = client.post("/api/flows", json={"graph": caller}).json["id"]
    first = publish(client, calling, 1).json["program"]
    save(client, calling, graph(name="Caller"), 1)
    publish(client, calling, 2)
    client.post(f"/flows/{flow_id}/versions/1/roll-back")
    page = client.post(f"/flows/{calling}/versions/1/roll-back", follow_redirects=True).text
    assert "Version 3 is in force." in page
    assert "As version 1." in page
    published = client.get(f"/api/flows/{calling}").json["published"]
    assert published["version"] == 3
    assert published["program"] != first


def test_a_drawing_is_exported_and_imported_as_it_is(client, flow_id, two_versions):
    draft = client.get(f"/flows/{flow_id}/graph.json")
    assert (draft.json, draft.mimetype) == (graph("other", name="Summer"), "application/json")
    first = client.get(f"/flows/{flow_id}/versions/1/graph.json")
    assert "attachment; filename=summer-v1.json" in first.headers["Content-Disposition"]
    file = {"file": (io.BytesIO(first.data), "graph.json")}
    page = client.post("/flows/import", data=file, follow_redirects=True)
    assert "The drawing is the draft now." in page.text
    flow = client.get("/api/flows/2").json
    assert (flow["graph"], flow["name"], flow["published"]) == (graph(), "Main", None)


def test_a_pasted_drawing_becomes_the_draft_of_a_flow_with_its_faults_listed(client, flow_id):
    drawing = graph("nothing", name="Pasted")
    body = {"text": json.dumps(drawing), "revision": 1}
    page = client.post(f"/flows/{flow_id}/import", data=body, follow_redirects=True).text
    assert "It has 1 fault: hello: Prompt: there is no prompt “nothing”." in page
    flow = client.get(f"/api/flows/{flow_id}").json
    assert (flow["graph"], flow["name"], flow["revision"]) == (drawing, "Pasted", 2)


def test_long_lists_of_faults_are_cut_and_say_so(client, flow_id):
    drawing = graph()
    drawing["nodes"] += [node(f"more-{number}", "hangup") for number in range(12)]
    page = client.post("/flows/import", data={"text": json.dumps(drawing)}, follow_redirects=True).text
    assert "It has 12 faults:" in page
    assert "and 2 more." in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This is no flow: "),
        ("{", "This is no flow: "),
        ("[]", "This is not a flow: a flow is a JSON object."),
        (
            json.dumps({**graph(), "format": 2}),
            "this flow was drawn by a newer exchange, in format 2; this one knows up to 1",
        ),
        (" " * (MAX_BYTES + 1), "This is no flow: "),
    ],
)
def test_what_is_no_drawing_is_not_imported(client, flow_id, text, sentence):
    for url in ("/flows/import", f"/flows/{flow_id}/import"):
        page = client.post(url, data={"text": text, "revision": 1}, follow_redirects=True).text
        assert sentence in page
    assert client.get(f"/api/flows/{flow_id}").json["revision"] == 1
    assert client.get("/api/flows/2").status_code == 404


def test_who_imports_into_a_changed_flow_is_told(client, flow_id, two_versions):
    body = {"text": json.dumps(graph()), "revision": 1}
    page = client.post(f"/flows/{flow_id}/import", data=body, follow_redirects=True).text
    assert "Somebody else has changed this flow in between." in page
    assert client.get(f"/api/flows/{flow_id}").json["graph"] == graph("other", name="Summer")


def test_a_new_flow_comes_with_its_graph_by_the_api(client):
    answer = client.post("/api/flows", json={"graph": graph()})
    assert (answer.status_code, answer.json["name"], answer.json["revision"]) == (201, "Main", 1)
    assert {each["code"] for each in answer.json["diagnostics"]} == {"missing"}
    assert client.post("/api/flows", json={"graph": {"format": 9}}).status_code == 422


def test_many_versions_are_told_page_by_page(client, flow_id, monkeypatch, two_versions):
    monkeypatch.setattr(versions, "PAGE", 1)
    page = client.get(PAGE.format(flow_id)).text
    assert "For the summer" in page
    assert "Page 1 of 2" in page
    page = client.get(PAGE.format(flow_id), query_string={"page": 2}).text
    assert "For the summer" not in page
    assert "The first version" in page


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("get", "/flows/1/versions"),
        ("get", "/flows/1/graph.json"),
        ("get", "/flows/1/versions/1/graph.json"),
        ("post", "/flows/1/versions/1/roll-back"),
        ("post", "/flows/1/import"),
        ("get", "/api/flows/1/versions"),
        ("get", "/api/flows/1/versions/1"),
        ("post", "/api/flows/1/versions/1/roll-back"),
    ],
)
def test_another_companys_versions_are_not_there(client, other_client, flow_id, switch, two_versions, method, url):
    before = dict(switch.entries)
    body = {"json": {"revision": 2}} if url.startswith("/api") and method == "post" else {}
    assert getattr(other_client, method)(url, **body).status_code == 404
    assert switch.entries == before
    assert client.get("/api/flows/1").json["revision"] == 2


@pytest.mark.parametrize("url", ["/flows/1/versions/9/roll-back", "/api/flows/1/versions/9/roll-back"])
def test_a_version_that_never_was_is_not_there(client, flow_id, url):
    assert client.post(url, json={"revision": 1}).status_code == 404
