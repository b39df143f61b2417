"""What the page of the numbers says of each, and how one's own phone is rung."""

import socket
from dataclasses import replace

import pytest

from app.auth.models import User
from app.db import company_scope, db, now
from app.flows import numbers, service
from app.gateways import run_secret
from app.gateways.kamailio import Registration
from app.hours.service import add_calendar
from app.people.models import Employee
from app.people.service.employees import add_employee
from switch.orders import ORDERS, TryFlow
from switch.signed import EVENT, opened
from tests.app.flows.conftest import NUMBER
from tests.designer.drawing import flow, node
from tests.ports import free_ports

LIMIT_S = 30
EVERY_NEW_YEAR = {"name": "New Year", "first": f"{now().year}-01-01", "last": f"{now().year}-01-01", "yearly": True}


@pytest.fixture
def config(config):
    """With a port of the switch that is nobody else's."""
    (port,) = free_ports(1)
    return replace(config, event_port=port)


@pytest.fixture
def door(config):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", config.event_port))
        door.settimeout(LIMIT_S)

        def tried():
            """The next call that the switch is asked for."""
            order = None
            while not isinstance(order, TryFlow):
                order = ORDERS.from_json(opened(run_secret.current(config), EVENT, door.recv(65_535))[1])
            return order

        yield tried


@pytest.fixture
def published(client, flow_id):
    """The hash of the program."""
    return client.post(f"/api/flows/{flow_id}/publish", json={"revision": 1}).json["program"]


def be_employee(app, company_id, extension="101"):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().employee_id = db.session.query(Employee.id).filter_by(extension=extension).scalar()
        db.session.commit()


def connect(switch, account="1001-101"):
    switch.registered[account] = [Registration("Softphone", "127.0.0.1:5060", 300)]


def ring(client, caller="+49 170 12345"):
    return client.post("/numbers/1/call-me", data={"caller": caller}, follow_redirects=True).text


def test_a_number_says_what_it_does_and_why(client, flow_id, published):
    page = client.get("/numbers").text
    for words in (NUMBER, "live", "version 1", "since"):
        assert words in page
    assert "has changes" not in page
    graph = client.get(f"/api/flows/{flow_id}").json["graph"]
    graph["nodes"][0]["label"] = "Otherwise"
    client.put(f"/api/flows/{flow_id}/draft", json={"graph": graph, "revision": 1})
    assert "The drawing has changes that callers don't meet before you publish it." in client.get("/numbers").text


def test_a_number_says_why_its_callers_are_refused(client, flow_id):
    assert "was never published. Publish it, and it answers." in client.get("/numbers").text
    page = client.post("/numbers/1", data={"flow": 0}, follow_redirects=True).text
    assert f"{NUMBER} leads nowhere now: its callers are refused." in page
    assert "It does nothing yet: lead it to a flow." in page
    page = client.post("/numbers/1", data={"flow": flow_id}, follow_redirects=True).text
    assert "Its callers are refused until you publish that flow." in page


def test_a_number_says_that_the_switch_is_behind(client, published, switch):
    del switch.entries[f"n:{NUMBER}"]
    assert "The switch does not do it yet; it will as soon as it answers." in client.get("/numbers").text


def test_a_number_says_whether_it_is_open_now(client, app, company_id):
    with app.app_context(), company_scope(company_id):
        add_calendar("Front desk", [[[0, 1440]]] * 7, [])
        add_calendar("Closed desk", [[]] * 7, [{**EVERY_NEW_YEAR, "hours": [[0, 60]]}])
        db.session.commit()
    nodes = [
        node("one", "hours", calendar="front-desk"),
        node("two", "hours", calendar="closed-desk"),
        node("end", "hangup"),
    ]
    wires = [("one", "open", "two"), ("one", "closed", "end"), ("two", "open", "end"), ("two", "closed", "end")]
    with app.app_context(), company_scope(company_id):
        made = service.add_flow("Desk", flow(nodes, *wires))
        service.publish(made, "Olga")
        numbers.add_number("200", made)
        db.session.commit()
    page = client.get("/numbers").text
    assert "by “Front desk”" in page
    assert "by “Closed desk”, until" in page
    assert "dialled by colleagues" in page


def test_ones_own_phone_is_rung_for_what_is_published(client, app, company_id, switch, published, door):
    be_employee(app, company_id)
    connect(switch)
    assert "Your phone 101 rings." in ring(client)
    assert door() == TryFlow("1001", "101", NUMBER, "+4917012345", published, "", "Main")
    ring(client, "")
    assert door() == TryFlow("1001", "101", NUMBER, "anonymous", published, "", "Main")


def test_without_a_phone_one_is_told_what_is_missing(client, app, company_id, switch, published):
    assert "You are not one of the employees" in ring(client)
    be_employee(app, company_id)
    assert "None of your phones is connected: 1001-101." in ring(client)
    with app.app_context(), company_scope(company_id):
        phoneless, phone, _password = add_employee("155", "Nobody")
        phoneless.phones.remove(phone)
        db.session.commit()
    switch.is_down = True
    assert "The exchange does not answer." in ring(client)


@pytest.mark.parametrize("caller", ["Anna", "+49x", "1" * 21, "=1+1", "📞"])
def test_a_caller_that_is_no_number_is_refused(client, app, company_id, switch, published, caller):
    be_employee(app, company_id)
    connect(switch)
    assert "is no number to call from" in ring(client, caller)


def test_nothing_published_rings_nobody(client, flow_id):
    assert f"Nothing is published on {NUMBER} yet." in ring(client)


def test_another_companys_number_is_not_there(other_client, flow_id):
    for path in ("/numbers/1", "/numbers/1/delete", "/numbers/1/call-me"):
        assert other_client.post(path).status_code == 404
    assert NUMBER not in other_client.get("/numbers").text
