"""Flows that other flows call."""

import pytest

from app.db import company_scope, db
from app.flows import numbers, service
from app.flows.models import Flow
from app.ports.directory import known
from app.ports.flows import drawing_of, published_uses, uses_of
from tests.app.flows.conftest import graph, node, wire


def calling(key, name="Main"):
    nodes = [node("start", "start"), node("sub", "subflow", flow=key), node("end", "hangup")]
    wires = [wire("start", "next", "sub"), wire("sub", "next", "end")]
    return {"format": 1, "name": name, "entry": "start", "nodes": nodes, "wires": wires}


@pytest.fixture
def company(app, flow_id, company_id):
    """Company 1001 in force, with the flow of NUMBER."""
    with app.app_context(), company_scope(company_id):
        yield
        db.session.remove()


def add_published(name, drawing):
    flow = service.add_flow(name, drawing)
    service.publish(flow, "Olga")
    return flow


def test_a_flow_gets_a_key_that_stays(company):
    keys = [service.add_flow(name).key for name in ("Größe", "Größe", "?")]
    assert keys == ["groesse", "groesse-2", "unnamed"]
    flow = db.session.query(Flow).filter_by(key="groesse").one()
    service.save_draft(flow, graph(name="Another name"), 1)
    assert (flow.name, flow.key) == ("Another name", "groesse")


def test_keys_of_another_company_are_no_matter(app, company, other_company_id):
    with company_scope(other_company_id):
        assert service.add_flow("Main").key == "main"


def test_only_a_published_flow_can_be_called(company, client):
    assert known()["flow"] == set()
    assert "missing" in {each.code for each in service.check(calling("help"))[1]}
    add_published("Help", graph(name="Help"))
    assert known()["flow"] == {"help"}
    assert service.check(calling("help"))[1] == ()
    db.session.commit()
    assert client.get("/api/references").json["flow"] == [{"name": "help", "label": "Help"}]


def test_it_is_called_as_it_was_published_last(company):
    flow = add_published("Help", graph("welcome", "Help"))
    before = service.check(calling("help"))[0]
    service.save_draft(flow, graph("other", "Help"), 1)
    assert service.check(calling("help"))[0] == before
    service.publish(flow, "Olga")
    assert "other" in service.check(calling("help"))[0].text


@pytest.mark.parametrize(
    ("kind", "name", "flow"), [("flow", "help", "Front"), ("prompt", "welcome", "Help"), ("employee", "101", "Help")]
)
def test_what_a_sub_flow_uses_is_in_use(company, kind, name, flow):
    add_published("Help", graph("welcome", "Help"))
    assert published_uses(kind, name) == []
    numbers.add_number("+4930555011", add_published("Front", calling("help", "Front")))
    assert published_uses(kind, name) == [flow]


def test_a_use_tells_the_node_and_whether_calls_come_by_it(company):
    flow = add_published("Front", graph("welcome", "Front"))
    numbers.add_number("+4930555011", flow)
    drawn = graph("other", "Front")
    drawn["nodes"][1]["label"] = "Opening words"
    drawn["nodes"].append(node("odd", "play", prompt=7))
    service.save_draft(flow, drawn, 1)
    (before,) = [use for use in uses_of("prompt", "welcome") if use.flow == "Front"]
    assert (before.flow_id, before.flow, before.node) == (flow.id, "Front", "hello")
    assert (before.label, before.is_published) == ("Play a message", True)
    (after,) = [use for use in uses_of("prompt", "other") if use.flow == "Front"]
    assert (after.label, after.is_published) == ("Opening words", False)


def test_what_is_in_a_sub_flow_is_called_as_it_was_when_it_was_published(company):
    inner = graph(name="Help")
    inner["nodes"][1]["label"] = "Welcome"
    help_flow = add_published("Help", inner)
    front = add_published("Front", calling("help", "Front"))
    service.save_draft(help_flow, graph("other", "Help"), 1)
    service.publish(help_flow, "Olga")
    assert drawing_of(front.current.program_sha).labels == {
        "start": "Incoming call",
        "sub": "Sub-flow",
        "end": "Hang up",
        "sub/start": "Sub-flow: Incoming call",
        "sub/hello": "Sub-flow: Welcome",
        "sub/anna": "Sub-flow: Ring",
        "sub/end": "Sub-flow: Hang up",
    }


def test_a_flow_that_is_called_is_not_deleted(company):
    called = add_published("Help", graph(name="Help"))
    numbers.add_number("+4930555011", add_published("Front", calling("help", "Front")))
    with pytest.raises(service.StillPublished, match="a part of “Front”"):
        service.delete_flow(called)
