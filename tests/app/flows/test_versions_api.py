"""Two drawings of a flow side by side, as JSON for the canvas."""

import pytest

from tests.app.flows.conftest import NUMBER, graph
from tests.app.german import GERMAN


@pytest.fixture
def flow_templates(client, flow_id):
    """Version 1 says welcome, version 2 something else; the draft has another name."""
    for revision, (drawing, is_published) in enumerate(
        [(graph(), True), (graph("other"), True), (graph("other", name="Summer"), False)], start=1
    ):
        url = f"/api/flows/{flow_id}"
        assert client.put(f"{url}/draft", json={"graph": drawing, "revision": revision}).status_code == 200
        if is_published:
            assert client.post(f"{url}/publish", json={"revision": revision + 1}).status_code == 200


@pytest.fixture
def difference(client, flow_id, flow_templates):
    def difference(before, after, **how):
        return client.get(f"/api/flows/{flow_id}/diff", query_string={"from": before, "to": after}, **how)

    return difference


def test_two_versions_are_compared_with_both_drawings(difference):
    assert difference(1, 2).json == {
        "before": graph(),
        "after": graph("other"),
        "changes": [
            {
                "kind": "changed",
                "node": "hello",
                "sentence": "“Play a message”: Prompt from “welcome” to “other”",
            }
        ],
    }
    assert difference(2, 1).json["after"] == graph()
    assert difference(2, 2).json["changes"] == []


def test_a_version_is_compared_with_the_draft_in_the_language_of_who_asks(difference):
    found = difference(2, "draft", headers=GERMAN).json
    assert found["after"] == graph("other", name="Summer")
    assert found["changes"] == [
        {"kind": "renamed", "node": None, "sentence": "Der Ablauf heißt jetzt „Summer“, vorher „Main“"}
    ]


@pytest.mark.parametrize("what", ["", "-1", "1.0", "now", "²", "9" * 5000])
def test_what_is_no_drawing_is_refused(difference, what):
    answer = difference(what, "draft")
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "malformed")


def test_what_is_not_there_is_not_compared(client, other_client, flow_id, difference):
    assert difference(1, 9).status_code == 404
    url = f"/api/flows/{flow_id}/diff?from=1&to=draft"
    assert other_client.get(url).status_code == 404
    assert client.get("/api/flows/99/diff?from=draft&to=draft").status_code == 404


def test_the_list_tells_which_numbers_do_a_version_and_how_much_is_unpublished(client, flow_id, flow_templates):
    found = client.get(f"/api/flows/{flow_id}/versions").json
    assert [(each["version"], each["numbers"]) for each in found["versions"]] == [(2, [NUMBER]), (1, [])]
    assert (found["current"], found["changes"]) == (2, 1)
    client.post(f"/flows/{flow_id}/versions/1/roll-back")
    found = client.get(f"/api/flows/{flow_id}/versions").json
    assert [(each["version"], each["numbers"]) for each in found["versions"]] == [(2, []), (1, [NUMBER])]
    assert (found["current"], found["changes"]) == (1, 0)


def test_nothing_is_in_use_before_anything_is_published(client, flow_id):
    assert client.get(f"/api/flows/{flow_id}/versions").json == {"current": None, "changes": 0, "versions": []}
