"""Drawings to begin with: each can be drawn, and compiles wherever all that it refers to is there."""

import json

import pytest

from app.flows.firms import templates
from app.flows.graph_json import read_json
from app.flows.uses import references_in
from app.ports.directory import KINDS
from designer.drawing.compiler import compile_flow

KEYS = [firm.key for firm in templates()]


@pytest.mark.parametrize("firm", templates(), ids=KEYS)
def test_a_template_compiles_for_a_company_that_has_what_it_refers_to(firm):
    known = {kind: set() for kind in KINDS}
    for kind, name in references_in(firm.graph):
        known[kind].add(name)
    assert compile_flow(firm.graph, known).diagnostics == ()
    assert compile_flow(firm.graph, {**known, "rule": {"consent"}}).diagnostics == ()


@pytest.mark.parametrize("firm", templates(), ids=KEYS)
def test_a_template_says_what_it_is_for(firm):
    assert firm.name == firm.graph["name"]
    assert 20 < len(firm.description) < 200
    assert all(node["label"] for node in firm.graph["nodes"])
    places = {(node["position"]["x"], node["position"]["y"]) for node in firm.graph["nodes"]}
    assert len(places) == len(firm.graph["nodes"])
    assert read_json(json.dumps(firm.graph).encode()) == firm.graph


def test_there_is_one_for_each_typical_firm():
    assert KEYS == ["doctors_practice", "holiday_service", "office_hours", "shop"]


@pytest.mark.parametrize("firm", templates(), ids=KEYS)
def test_a_new_flow_begins_with_a_template(client, firm):
    assert firm.description.split(":")[0] in client.get("/flows/").text.replace("&#39;", "'")
    client.post("/flows/", data={"name": "My hotline", "template": firm.key})
    flow = client.get("/api/flows/1").json
    assert flow["name"] == flow["graph"]["name"] == "My hotline"
    assert flow["graph"]["nodes"] == firm.graph["nodes"]
    assert {each["code"] for each in flow["diagnostics"]} == {"missing"}


def test_a_template_that_is_not_there_is_refused(client):
    page = client.post("/flows/", data={"name": "My hotline", "template": "bakery"}, follow_redirects=True)
    assert "alert-danger" in page.text
    assert client.get("/api/flows/1").status_code == 404


def test_templates_are_listed_by_the_api(client):
    found = client.get("/api/templates").json["templates"]
    assert [each["key"] for each in found] == KEYS
    assert found[0].keys() == {"key", "name", "description"}


def test_the_command_makes_a_flow(app, client):
    run = app.test_cli_runner().invoke
    done = run(args=["flow", "new", "--template", "shop", "--name", "My hotline", "--company", "1001"])
    told = json.loads(done.stdout)
    assert (done.exit_code, told["flow"], told["name"]) == (0, 1, "My hotline")
    assert {each["code"] for each in told["diagnostics"]} == {"missing"}
    assert client.get("/api/flows/1").json["graph"]["name"] == "My hotline"


def test_the_command_refuses_what_it_does_not_know(app, client):
    run = app.test_cli_runner().invoke
    assert run(args=["flow", "new", "--template", "bakery", "--name", "x", "--company", "1001"]).exit_code == 2
    done = run(args=["flow", "new", "--template", "shop", "--name", " ", "--company", "1001"])
    assert (done.exit_code, json.loads(done.stdout)["error"]["code"]) == (2, "malformed")
    assert client.get("/api/flows/1").status_code == 404
