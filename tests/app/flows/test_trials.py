"""A real call through a draft, as the canvas asks for it."""

import socket
from dataclasses import replace

import pytest

from app.gateways import run_secret
from app.gateways.kamailio import Registration
from switch.orders import TryFlow, to_json
from switch.signed import EVENT, opened
from tests.app.flows.conftest import NUMBER, graph
from tests.ports import free_ports

LIMIT_S = 30


@pytest.fixture
def config(config):
    """With a port of the switch that is nobody else's."""
    (port,) = free_ports(1)
    return replace(config, event_port=port)


@pytest.fixture
def door(config):
    """Where the switch would take messages: what comes there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", config.event_port))
        door.settimeout(LIMIT_S)
        yield lambda: opened(run_secret.current(config), EVENT, door.recv(65_535))[1]


def call_me(client, flow_id, **changes):
    body = {"graph": graph("other"), "extension": "101", "caller": "+4917012345", **changes}
    return client.post(f"/api/flows/{flow_id}/call-me", json=body)


def test_the_switch_is_asked_to_ring_the_phone_and_nothing_is_published(client, flow_id, switch, door):
    answer = call_me(client, flow_id)
    assert answer.status_code == 202
    program = answer.json["program"]
    assert door() == to_json(TryFlow("1001", "101", NUMBER, "+4917012345", program, "", "Main"))
    assert "other" in switch.text(f"p:{program}")
    assert switch.get(f"n:{NUMBER}") is None
    assert client.get(f"/api/flows/{flow_id}").json["graph"] == graph()


@pytest.mark.parametrize(("caller", "seen"), [("0170 12345", "+4917012345"), ("102", "anonymous")])
def test_the_caller_is_one_as_a_carrier_would_have_them(client, flow_id, switch, door, caller, seen):
    assert call_me(client, flow_id, caller=caller).status_code == 202
    assert door()["caller"] == seen


def test_a_simulated_caller_is_refused_by_the_same_rule(client, flow_id):
    script = {"at": "2026-11-23T09:00+01:00", "caller": "Anna"}
    answer = client.post(f"/api/flows/{flow_id}/simulate", json={"graph": graph(), "script": script})
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "no_caller")


def test_while_the_switch_is_away_one_is_told_so(client, flow_id, switch):
    switch.is_down = True
    answer = call_me(client, flow_id)
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "switch_down")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"extension": "199"}, "no_phone"),
        ({"extension": 101}, "malformed"),
        ({"extension": ""}, "malformed"),
        ({"caller": "x" * 41}, "malformed"),
        ({"caller": "Anna"}, "no_caller"),
        ({"graph": {**graph(), "wires": []}}, "faults"),
        ({"more": 1}, "malformed"),
    ],
)
def test_what_can_not_be_tried_is_refused_with_a_sentence(client, flow_id, changes, code):
    answer = call_me(client, flow_id, **changes)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, code)
    assert answer.json["error"]["message"]


def test_another_companys_flow_is_not_there(other_client, flow_id):
    assert call_me(other_client, flow_id).status_code == 404


@pytest.fixture
def me(client):
    """The owner is the employee 102."""
    client.post("/phone/employee")
    return "1001-102-web"


def call_my_browser(client, flow_id):
    return client.post(f"/api/flows/{flow_id}/call-me", json={"graph": graph("other")})


def test_ones_own_browser_alone_is_rung(client, flow_id, me, switch, door):
    switch.registered[me] = [Registration("JsSIP", "sip:127.0.0.1:1;transport=ws", 120)]
    answer = call_my_browser(client, flow_id)
    assert answer.status_code == 202
    assert door() == to_json(TryFlow("1001", "102", NUMBER, "102", answer.json["program"], me, "Main"))


def test_a_browser_that_could_not_ring_is_not_rung(client, flow_id, switch):
    assert call_my_browser(client, flow_id).json["error"]["code"] == "no_employee"
    client.post("/phone/employee")
    answer = call_my_browser(client, flow_id)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "phone_off")
    switch.is_down = True
    assert call_my_browser(client, flow_id).json["error"]["code"] == "switch_down"
