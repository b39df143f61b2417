"""Flows that are there before a browser is."""

import itertools
from typing import Any

from sqlalchemy import select

from app.auth.models import User
from app.browser_phone.service import become_employee
from app.db import company_scope, db
from app.flows import numbers, saved_tests, service
from app.flows.models import Flow
from app.web.saving import live_warning
from tests.browser.signing_in import EMAIL
from tests.designer.drawing import flow, node, wire
from tests.exchange import Exchange

_numbers = itertools.count(1)


def start_alone() -> dict[str, Any]:
    return placed({"format": 1, "name": "Test", "entry": "start", "nodes": [node("start", "start")], "wires": []})


def menu_and_message() -> dict[str, Any]:
    """A menu that waits long; its key 1 plays a message."""
    menu = node("menu", "menu", prompt="menu", keys=["1"], timeout_s=30, tries=1)
    nodes = [menu, node("message", "play", prompt="welcome"), node("end", "hangup")]
    ways = [("menu", outlet, "end") for outlet in ("timeout", "invalid")]
    return placed(flow(nodes, ("menu", "1", "message"), *ways, ("message", "next", "end")))


def with_another_end() -> dict[str, Any]:
    """The message says something else and leads to a second end; the menu's wrong key does, too."""
    graph = menu_and_message()
    second = {**node("second", "hangup"), "label": "Second end", "position": {"x": 1100, "y": 340}}
    graph["nodes"].append(second)
    graph["nodes"][2]["settings"]["prompt"] = "closed"
    moved = {("message", "next"), ("menu", "invalid")}
    graph["wires"] = [each for each in graph["wires"] if (each["from"], each["outlet"]) not in moved]
    graph["wires"] += [wire(source, outlet, "second") for source, outlet in sorted(moved)]
    return graph


def ring_anna(record: bool = False) -> dict[str, Any]:
    return ring("employee:101", record)


def ring_owner(exchange: Exchange, record: bool = False) -> dict[str, Any]:
    """The one who is signed in; they are an employee from then on."""
    with exchange.in_company():
        owner = db.session.scalars(select(User).where(User.email == EMAIL)).one()
        employee = become_employee(owner)
        db.session.commit()
        assert live_warning() is None
    return ring(f"employee:{employee.extension}", record)


def ring(who: str, record: bool) -> dict[str, Any]:
    """Who is not there is made up for by a message."""
    ring = node("ring", "ring", who=who, ring_s=10, record=record)
    nodes = [ring, node("message", "play", prompt="welcome"), node("end", "hangup")]
    ways = [("ring", outlet, "message") for outlet in ("no_answer", "busy", "unavailable")]
    return placed(flow(nodes, *ways, ("message", "next", "end")))


def add_flow(exchange: Exchange, graph: dict[str, Any]) -> int:
    """A draft; returns its id."""
    with exchange.app.app_context(), company_scope(exchange.company_id):
        drawn = service.add_flow(graph["name"], graph)
        db.session.commit()
        return drawn.id


def add_number(exchange: Exchange, flow_id: int) -> str:
    """A new number that leads to the flow; returns it."""
    number = f"+4940{next(_numbers):07d}"
    with exchange.app.app_context(), company_scope(exchange.company_id):
        numbers.add_number(number, db.session.get_one(Flow, flow_id))
        db.session.commit()
    return number


def publish(exchange: Exchange, flow_id: int) -> str:
    """Let a new number do the draft; returns the number."""
    number = add_number(exchange, flow_id)
    with exchange.app.app_context(), company_scope(exchange.company_id):
        service.publish(db.session.get_one(Flow, flow_id), "test")
        db.session.commit()
        assert live_warning() is None
    return number


def save_draft(exchange: Exchange, flow_id: int, graph: dict[str, Any]) -> None:
    with exchange.app.app_context(), company_scope(exchange.company_id):
        service.set_draft(db.session.get_one(Flow, flow_id), graph)
        db.session.commit()


def publish_again(exchange: Exchange, flow_id: int, note: str) -> None:
    with exchange.app.app_context(), company_scope(exchange.company_id):
        service.publish(db.session.get_one(Flow, flow_id), "Olga Owner", note=note)
        db.session.commit()


def save_test(exchange: Exchange, flow_id: int, name: str, heard: list[str]) -> None:
    """A call that presses 1 and is to hear these prompts."""
    with exchange.app.app_context(), company_scope(exchange.company_id):
        given = {"at": "2026-11-23T10:00:00+01:00", "caller": "+491701234567", "press": [{"key": "1"}]}
        saved_tests.add_test(db.session.get_one(Flow, flow_id), name, given, {"heard": heard})
        db.session.commit()


def placed(graph: dict[str, Any]) -> dict[str, Any]:
    """The nodes side by side, each called by its id."""
    for index, each in enumerate(graph["nodes"]):
        each.update(label=each["id"].capitalize(), position={"x": 280 * index, "y": 60 * (index % 2)})
    return graph
